"""Everything of one event that is in Redis, a part for each noun."""

from __future__ import annotations

from venue.model.ids import EventSlug
from venue.store.client import Store
from venue.store.help import HelpStore
from venue.store.house import HouseStore
from venue.store.keys import Keys
from venue.store.logs import LogStore
from venue.store.orders import OrderStore
from venue.store.places import PlaceStore
from venue.store.rooms import RoomStore
from venue.store.show import ShowStore
from venue.store.tickets import TicketStore
from venue.store.versions import VersionStore


class Stores:
    """The ways to what is stored of one event."""

    def __init__(self, store: Store, slug: EventSlug, history: int) -> None:
        self.store = store
        self.keys = Keys(slug)
        self.houses = HouseStore(store, slug)
        self.orders = OrderStore(store, slug)
        self.rooms = RoomStore(store, slug, history)
        self.shows = ShowStore(store, slug)
        self.logs = LogStore(store, slug)
        self.tickets = TicketStore(store, slug)
        self.bookings = PlaceStore(store, slug)
        self.helps = HelpStore(store, slug)
        self.versions = VersionStore(store, slug)
