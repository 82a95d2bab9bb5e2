"""Who complains is an office's to look up, of its place and with no part in it; each look is written down."""

from typing import Any

import pytest
from sqlalchemy import func, select

from market.db import db, transaction
from market.teams.models import ActivityLog
from tests.support.complaining import a_complaint
from tests.support.village import (
    HOAN_KIEM,
    a_buyer,
    a_clerk,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    seller_of,
)

pytestmark = pytest.mark.usefixtures("client")


def looks(who: Any, number: str) -> Any:
    return calling(who).get(f"/complaints/{number}/reporter")


def acts(who: Any) -> list[tuple[str, str]]:
    return [(act["act"], act["by"]) for act in calling(who).get("/me/acts").json["items"]]


def test_an_office_finds_who_complains_and_who_complains_reads_of_it() -> None:
    bought = delivered_order()
    number, buyer = a_complaint(bought, kind="conduct"), buyer_of(bought)
    for office in (an_officer(), an_officer("20"), an_operator()):
        assert looks(office, number).json == {"name": buyer.name, "phone": buyer.phone}
        assert acts(buyer)[0] == ("show_complaint_reporter", office.name)
    mine = calling(an_operator()).get(f"/acts?about={number}").json["items"]
    assert [one["for_id"] for one in mine] == [str(buyer.id)] * 3
    assert acts(seller_of(bought)) == []


def test_lists_and_the_complaint_itself_name_nobody() -> None:
    bought = delivered_order()
    number = a_complaint(bought, kind="conduct")
    for path in (f"/complaints/{number}", "/complaints?of=office", "/complaints/due"):
        assert buyer_of(bought).phone not in calling(an_officer()).get(path).text
    assert acts(buyer_of(bought)) == []


def test_nobody_else_looks_and_nothing_is_written_down_of_it() -> None:
    seller = an_officer()  # who sells there herself
    shop = a_shop(seller)
    bought = delivered_order(product=a_product(shop))
    number = a_complaint(bought)
    refused = [(a_buyer(), 403), (buyer_of(bought), 403), (a_team_member(), 403), (a_clerk(), 403)]
    refused += [(an_officer(HOAN_KIEM), 404), (seller, 409)]
    for who, status in refused:
        assert looks(who, number).status_code == status
    looked = select(func.count()).select_from(ActivityLog).where(ActivityLog.deed == "show_complaint_reporter")
    assert transaction(lambda: db.session.scalar(looked)) == 0
