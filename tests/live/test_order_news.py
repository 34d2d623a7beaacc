"""What moderators are told of an order: what they knew and the differences are together what is so now."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from venue.live.order_news import differences, order_listed
from venue.model.ids import ParticipantId, RoomId
from venue.protocol.orders import OrderListed
from venue.store.orders import Fate, Kept

HEAD = {
    "by": "m",
    "by_name": "The moderator",
    "rooms": "plenum,workshop",
    "reason": "It begins",
    "at": "1000",
    "due": "0",
    "spread": "even",
    "may_decline": "false",
    "more": "2",
}
fates = st.dictionaries(
    st.sampled_from([ParticipantId(f"p{n}") for n in range(6)]),
    st.builds(
        Fate,
        st.sampled_from(["announced", "ordered", "arrived", "overtaken"]),
        st.integers(1, 3),
        st.sampled_from([RoomId("foyer"), RoomId("")]),
        st.sampled_from([RoomId("plenum"), RoomId("workshop")]),
        st.sampled_from(["", "m2.r"]),
    ),
)


def listed(people: dict[ParticipantId, Fate]) -> OrderListed:
    return order_listed(Kept("m.r", dict(HEAD), people), lambda real: real)


def known(order: OrderListed) -> dict[ParticipantId, tuple[str, str, str, str]]:
    """Each person's fate, as somebody who hears of it keeps it."""
    return {
        who: (group.state, group.before, group.to, group.by) for group in order.people or () for who in group.people
    }


@given(fates, fates)
def test_the_old_and_the_differences_are_the_new(
    before: dict[ParticipantId, Fate], after: dict[ParticipantId, Fate]
) -> None:
    now = {**before, **after}
    news = differences(listed(before), listed(now))
    heard = known(listed(before)) | (known(news) if news else {})
    assert heard == known(listed(now))
    if news:
        assert news.counts == listed(now).counts


@given(fates)
def test_where_nothing_changed_nothing_is_told(people: dict[ParticipantId, Fate]) -> None:
    assert differences(listed(people), listed(people)) is None
    assert differences(None, listed(people)) == listed(people), "who knows nothing is told all"


def test_an_order_is_told_with_its_rooms_times_and_what_may_be_answered() -> None:
    order = listed({ParticipantId("a"): Fate("arrived", 2, RoomId("foyer"), RoomId("plenum"), "")})
    assert (order.rooms, order.at, order.due, order.more, order.may_decline) == (
        ("plenum", "workshop"),
        1000,
        0,
        True,
        False,
    )
    assert order.counts == {"arrived": 1}


def test_who_took_an_order_back_is_told_with_what_came_of_it() -> None:
    head = HEAD | {
        "undone": '{"cancelled":{},"returned":["a"],"stayed":{},"full":{},"barred":{}}',
        "undone_name": "Another",
        "undone_at": "5000",
    }
    order = order_listed(Kept("m.r", head, {}), lambda real: real + 1)
    assert order.undone is not None
    assert (order.undone.by_name, order.undone.at, order.undone.result.returned) == ("Another", 5001, ("a",))
    assert order.undone.result.full == ()
