"""The figures and the parcel's page."""

from typing import Any

from market import clock
from market.insight.rules.spans import last_public_month, months_on
from tests.browser.page import Page
from tests.support.counting_heard import heard, ordered, past
from tests.support.fair_lives import DAY, all_counted, delivered_from, past_fair
from tests.support.fair_rows import stand_row
from tests.support.officing import a_visit, counted
from tests.support.seeing import seen_and_bought
from tests.support.village import a_clerk, an_officer, booked_parcel, calling, placed_order, scan

RATINGS = ("satisfied", "acceptable", "not")


def a_parcel() -> dict[str, Any]:
    parcel = booked_parcel()
    assert calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "accepted")]}).status_code == 200
    return {"parcel": parcel.tracking_number}


def sales() -> dict[str, Any]:
    placed_order()
    counted()
    return {}


def looks() -> dict[str, Any]:
    seen_and_bought()
    return {}


def looks_of_an_officers_place() -> dict[str, Any]:
    seen_and_bought()
    return {"me": an_officer()}


def complaints() -> dict[str, Any]:
    last = last_public_month(clock.local_day(clock.now())).start
    kinds = ("spoilt", "wrong", "money")
    heard(*(past(months_on(last, -(n % 5)), n % 11, kind=kinds[n % 3], rating=RATINGS[n % 3]) for n in range(90)))
    for n in range(5):
        ordered(months_on(last, -n), 700)
        ordered(months_on(last, -n), 700, "20", "")
    return {}


def complaints_of_an_officers_place() -> dict[str, Any]:
    return complaints() | {"me": an_officer()}


def fairs_that_were() -> dict[str, Any]:
    """One that everybody sees, and one that is only for officers yet."""
    for closed_days_ago, slug in ((90, "na-dau-mua"), (20, "na-cuoi-mua")):
        fair = past_fair(closed_days_ago, slug=slug)
        good = stand_row(fair)
        for _ in range(6):
            delivered_from(good, at=fair.opens_at + DAY, sent=clock.begin_of(fair.ships_from) + DAY / 3)
    all_counted()
    return {}


def fairs_of_an_officers_place() -> dict[str, Any]:
    return fairs_that_were() | {"me": an_officer()}


PAGES = [
    Page("figures", "/figures", sales),
    Page("figures of an officer's place", "/figures", a_visit),
    Page("figures of no place", "/figures?place=99", status=422),
    Page("where buyers come from", "/figures/buyers", looks),
    Page("where buyers of an officer's place come from", "/figures/buyers?time=year", looks_of_an_officers_place),
    Page("how complaints are answered", "/complaints/figures", complaints),
    Page("how complaints are answered in an officer's place", "/complaints/figures", complaints_of_an_officers_place),
    Page("complaints of nowhere", "/complaints/figures?place=06463/dong-dinh", status=422),
    Page("what fairs came to", "/figures/fairs", fairs_that_were),
    Page("what fairs of an officer's place came to", "/figures/fairs", fairs_of_an_officers_place),
    Page("no fairs yet", "/figures/fairs"),
    Page("open data", "/figures/open-data"),
    Page("the way to a parcel", "/t"),
    Page("a parcel", "/t/{parcel}", a_parcel),
    Page("no such parcel", "/t/CZ999999995VN", status=404),
]
