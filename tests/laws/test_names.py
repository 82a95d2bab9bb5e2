"""One thing has one name in all that is sent and answered (docs/api.md)."""

import re

from tests.support import contract

# Names that stand for what already has one, and what it is called.
OTHERS = {
    r"\w*_office|office(_code)?": "post_office_code",
    r"(order_)?reference|order_no|order_code": "order_number",
    r"(from|to|origin|destination)_commune|commune_id": "commune_code",
    r"asked_at|request_at|ordered_at": "requested_at",
    r"added_at|made_at|create_time": "created_at",
    r"deed": "act",
    r"phone_number|mobile|tel": "phone",
    r"quantity_of_packs|qty|count_of_packs": "quantity",
}
# A line of the books belongs to an order, a payout, a cash-out, a transfer or a post office.
OF_MANY_KINDS = {"LedgerLineOut .reference", "RefundOut .reference", "CashLineOut .reference"}


def test_one_thing_has_one_name(client) -> None:
    facts = contract.facts(client.get("/openapi.json").json)
    names = {match[1]: match[2] for fact in facts if (match := _FIELD.match(fact)) and match[1] not in OF_MANY_KINDS}
    assert [
        f"{place}: {better}" for place, name in names.items() for worse, better in OTHERS.items()
        if re.fullmatch(worse, name)
    ] == []  # fmt: skip


_FIELD = re.compile(r"(?:(?:read|send) |call )(\w+ (?:path |query |\.)(\w+))!?: ")


def test_each_thing_of_many_kinds_is_there(client) -> None:
    facts = " ".join(contract.facts(client.get("/openapi.json").json))
    assert [place for place in sorted(OF_MANY_KINDS) if place not in facts] == []
