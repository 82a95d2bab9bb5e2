"""An officer's pages, with one of each that waits, and with nothing."""

from datetime import timedelta
from typing import Any

from market import clock
from market.complaints.calendar.actions import set_day
from market.db import transaction
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support import officing
from tests.support.village import an_officer, an_operator, calling


def a_quiet_day() -> dict[str, Any]:
    return {"me": an_officer()}


def a_certificate_without_photo() -> dict[str, Any]:
    return officing.a_certificate(photo=False)


def unsaid(phone: Phone) -> None:
    phone.send("form[action$=refusal]")


def aims_at_nothing(phone: Phone) -> None:
    phone.type("amount", "nhiều")
    phone.send()


def a_set_day() -> dict[str, Any]:
    """By a province; one of its days is its own."""
    officer, day = an_officer("20"), clock.local_day(clock.now()) + timedelta(days=20)
    transaction(lambda: set_day(day=day, works=False, reason="Bão số 3", by=officer, now=clock.now()))
    return {"me": officer}


def for_no_reason(phone: Phone) -> None:
    phone.send("form[action*=working-days]")


def a_word() -> dict[str, Any]:
    operator = an_operator()
    given = {"kind": "same", "phrases": ["khâu nhục", "zorbo"], "source": "chợ Kỳ Lừa"}
    made = calling(operator).post("/search/words", given)
    assert made.status_code == 201, made.json
    return {"me": operator, "word": made.json["id"]}


def says_nothing(phone: Phone) -> None:
    phone.type("phrases", "")
    phone.send()


PAGES = [
    Page("an officer's quiet day", "/office", a_quiet_day),
    Page("an officer's day", "/office", officing.a_busy_day),
    Page("certificates", "/office/certificates", a_certificate_without_photo),
    Page("a certificate", "/office/certificates/{product}", officing.a_certificate, wrong={"no reason": unsaid}),
    Page("a certificate without photo", "/office/certificates/{product}", a_certificate_without_photo),
    Page("papers", "/office/papers", officing.a_paper),
    Page("a paper", "/office/papers/{paper}", officing.a_paper),
    Page("visits", "/office/visits", officing.a_visit),
    Page("targets", "/office/targets", officing.a_target),
    Page("a new target", "/office/targets/new", a_quiet_day, wrong={"no number": aims_at_nothing}),
    Page("working days", "/office/working-days", a_set_day, wrong={"no day": for_no_reason}),
    Page("working days to look at", "/office/working-days", a_quiet_day),
    Page("words of the search", "/office/words", a_word),
    Page("a new word", "/office/words/new", a_word, wrong={"no phrase": says_nothing}),
    Page("a word", "/office/words/{word}", a_word),
    Page("a trial of words", "/office/words/trial?instead_of={word}", a_word),
    Page("files", "/office/imports", officing.a_file),
    Page("a file", "/office/imports/{file}", officing.a_file),
    Page("a place of others", "/office?place=20", a_quiet_day, status=403),
]
