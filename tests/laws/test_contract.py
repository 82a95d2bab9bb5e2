"""What clients build on holds until the next `/v2`, unless it is broken knowingly (docs/api.md)."""

import re
from datetime import date

import pytest

from tests.support import contract

OLD = [
    "call pay POST /pay",
    "send In .sum!: integer",
    "send In .note: string",
    "read Out .state!: string",
    "read Out .state! = paid",
]


def test_the_contract_of_the_last_release_still_holds(client) -> None:
    """Broke it? Keep the old beside the new; or, if it must be, list the line with its day and reason in
    docs/contract-breaks.txt. Made a release, or nothing has been released yet? `make contract`."""
    broken = contract.breaks(contract.read(contract.RELEASED), contract.facts(client.get("/openapi.json").json))
    assert set(broken) - contract.accepted() == set()


def test_breaks_that_are_accepted_are_dated_and_say_why() -> None:
    for line in contract.read(contract.ACCEPTED):
        assert date.fromisoformat(line[:10]), line
        assert re.search(r" [-+] (call|send|read) .+  # \w", line), line


@pytest.mark.parametrize(
    ("new", "broken"),
    [
        ([*OLD, "read Out .at!: string", "send In .by: string", "call see GET /pay", "read Out .state! = late"], []),
        ([fact for fact in OLD if "send In .sum" not in fact] + ["send In .sum: integer"], []),  # need not be sent now
        (OLD[1:], ["- call pay POST /pay"]),
        ([fact for fact in OLD if "note" not in fact], ["- send In .note: string"]),
        ([*OLD, "send In .by!: string"], ["+ send In .by!: string"]),
        ([*OLD, "send In .note = quick"], ["+ send In .note = quick"]),
        ([*OLD[:3], "read Out .state: string", "read Out .state! = paid"], ["- read Out .state!: string"]),
        (OLD[:4], ["- read Out .state! = paid"]),
        ([*OLD[:3], "read Out .state!: integer", OLD[4]], ["- read Out .state!: string"]),
    ],
)
def test_what_breaks_a_client_is_noticed(new, broken) -> None:
    assert contract.breaks(OLD, new) == broken
