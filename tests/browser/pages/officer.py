"""An officer's pages, with one of each that waits, and with nothing."""

from typing import Any

from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.officing import a_busy_day, declared
from tests.support.village import CHI_LANG, an_officer


def a_quiet_day() -> dict[str, Any]:
    return {"me": an_officer()}


def a_paper_without_photo() -> dict[str, Any]:
    return {"me": an_officer("20"), "product": declared(photo=False).id}


def refuses_without_reason(phone: Phone) -> None:
    phone.send("form[action$=refusal]")


def aims_at_nothing(phone: Phone) -> None:
    phone.type("amount", "nhiều")
    phone.send()


PAGES = [
    Page("an officer's quiet day", "/office", a_quiet_day),
    Page("an officer's day", "/office", a_busy_day),
    Page("certificates", "/office/certificates", a_busy_day),
    Page("a certificate", "/office/certificates/{product}", a_busy_day, wrong={"no reason": refuses_without_reason}),
    Page("a certificate without photo", "/office/certificates/{product}", a_paper_without_photo),
    Page("papers", "/office/papers", a_busy_day),
    Page("a paper", "/office/papers/{paper}", a_busy_day),
    Page("visits", "/office/visits", a_busy_day),
    Page("targets", "/office/targets", a_busy_day),
    Page("a new target", "/office/targets/new", a_quiet_day, wrong={"no number": aims_at_nothing}),
    Page("files", "/office/imports", a_busy_day),
    Page("a file", "/office/imports/{file}", a_busy_day),
    Page("a place of others", f"/office?place={CHI_LANG[:2]}", a_quiet_day, status=403),
]
