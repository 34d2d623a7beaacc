"""What the processes of a rehearsal tell each other survives the pipe between them."""

from __future__ import annotations

import msgspec
import pytest

from venue.rehearsal.orders import Answered, AnyOrder, AnyReport, Ask, Done, Going, Order, Report, Tell

REPORTS = (
    Answered(n=1, code="not_allowed"),
    Answered(n=2, ok=msgspec.Raw(b'{"moved":[]}')),
    Done(n=3, places={7: "foyer"}, failed=("person 7 was not let in",)),
    Going(connected=4, said=3, heard=2, broken=1),
)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: repr(report)[:30])
def test_a_report_arrives_as_it_was_sent_also_a_refusal(report: Report) -> None:
    assert msgspec.json.decode(msgspec.json.encode(report), type=AnyReport) == report


@pytest.mark.parametrize("order", [Tell(n=1), Ask(n=2, who=7, command=msgspec.Raw(b'{"do":"venue.ping"}'))])
def test_an_order_arrives_as_it_was_given(order: Order) -> None:
    assert msgspec.json.decode(msgspec.json.encode(order), type=AnyOrder) == order
