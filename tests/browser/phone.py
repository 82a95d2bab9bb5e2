"""A phone in somebody's hand: what she taps and types is counted, and what the network brought as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import has_app_context
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response

from market import clock
from market.accounts import actions
from market.accounts.models import Person
from market.accounts.rules import Scope
from market.db import db, transaction
from tests.support.texting import code_sent

# What a tap leads away from: a link to another page, or the button of a form.
_LEADS_ON = """e => { const a = e.closest('a[href]'), b = e.closest('button, input[type=submit]');
  return a ? !/^(#|tel:|sms:|mailto:)/.test(a.getAttribute('href')) : !!(b && b.form && b.type === 'submit') }"""

PRESSES = """form => { for (const after of [0, 150, 300, 600, 900]) setTimeout(() => {
  const button = document.querySelector(form).querySelector('button')
  button.click()
  sessionStorage.pressed = button.textContent
}, after) }"""


# A page that is none of ours keeps nothing.
_FORGETS = "() => { try { sessionStorage.clear(); localStorage.clear() } catch (e) {} }"


class Phone:
    """One page of one browser at the service. `taps` and `typed` are what it took her; `received` is in bytes."""

    def __init__(self, context: BrowserContext, address: str, language: str = "vi") -> None:
        self.context, self.address, self.language = context, address, language
        self.page: Page = context.new_page()
        self.taps = self.typed = self.received = 0
        self.refused: list[str] = []  # what the policy of a page kept from running, and what failed in a script
        self.network = context.new_cdp_session(self.page)
        self.network.send("Network.enable")
        self.network.on("Network.loadingFinished", self._received)
        self.answer: Response | None = None  # the last page that was sent
        self.page.on("response", self._answered)
        self.page.on("pageerror", lambda error: self.refused.append(str(error)))
        self.page.on("console", self._said)

    def _received(self, told: dict[str, Any]) -> None:
        self.received += int(told["encodedDataLength"])

    def _answered(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.answer = response

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error" and "the server responded with" not in said.text:
            self.refused.append(said.text)

    # Who she is

    def sign_in(self, person: Person) -> None:
        """The browser is hers already, as it is for ninety days."""
        token, _ = transaction(lambda: actions.issue_token(person=person, now=clock.now(), scope=Scope.PAGES))
        self.context.add_cookies([{"name": "cho", "value": token, "url": self.address}])

    @property
    def is_signed_in(self) -> bool:
        return any(cookie["name"] == "cho" for cookie in self.context.cookies())

    def sign_out(self) -> None:
        """The session ends without her doing."""
        self.context.clear_cookies(name="cho")

    def sign_in_by_finger(self, number: str, home: Path) -> None:
        """On the sign-in page: the phone, the code that was sent, and on."""
        self.type("phone", number)
        self.send()
        self.type("code", code_sent(home))
        self.send()

    def speak(self, language: str) -> None:
        """The language that she chose on a page."""
        self.language = language
        self.context.add_cookies([{"name": "lang", "value": language, "url": self.address}])

    def slow_down(self, kbits: int, late_ms: int) -> None:
        """Her line from now on."""
        each_way = {"downloadThroughput": kbits * 125, "uploadThroughput": kbits * 125}
        self.network.send("Network.emulateNetworkConditions", {"offline": False, "latency": late_ms} | each_way)

    def pass_on(self) -> None:
        """Somebody else's from now on: nothing is kept of whoever had it before."""
        self.page.evaluate(_FORGETS)
        self.context.clear_cookies()
        self.refused.clear()

    # What she does

    def open(self, path: str) -> None:
        self._let_go()
        self.page.goto(f"{self.address}{path}")

    def tap(self, words: str, *, within: str = "body") -> None:
        """Tap the first link, button or tick that says `words`; if it leads on, until the next page is there."""
        place = self.page.locator(within).first
        found = place.get_by_role("button", name=words).or_(place.get_by_role("link", name=words))
        self._tap(found.or_(place.locator("label, summary").filter(has_text=words)).first)

    def type(self, name: str, value: str) -> None:
        """Fill the first field of this name that is to be seen."""
        self._field(name).fill(value)
        self.typed += 1

    def choose(self, name: str, value: str) -> None:
        """Tap one of several."""
        self._tap(self.page.locator(f"label:has(input[name={name}][value='{value}'])").first)

    def send(self, form: str = "main form") -> None:
        """Tap the first button of a form."""
        self._tap(self.page.locator(form).first.locator("button").first)

    def tap_again_and_again(self, form: str = "main form") -> None:
        """Press the button of a form five times within a second, by the page itself, and wait for the answer.

        A debugger waits as long as a page is on its way, and so could not press again.
        """
        with self.page.expect_navigation(timeout=60_000):
            self.page.evaluate(PRESSES, form)

    def back(self) -> None:
        self._let_go()
        self.page.go_back()
        self.taps += 1

    def _field(self, name: str) -> Locator:
        return self.page.locator(f"main [name='{name}']:not([type=hidden])").first

    def _tap(self, target: Locator) -> None:
        self._let_go()
        self.taps += 1
        if target.evaluate(_LEADS_ON):
            with self.page.expect_navigation():
                target.tap()
        else:
            target.tap()

    def _let_go(self) -> None:
        """The test's own transaction ends before another asks, as two people are two connections."""
        if has_app_context():
            db.session.rollback()

    # What she sees

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def says(self, words: str) -> bool:
        return words in self.page.inner_text("body")

    @property
    def now(self) -> str:
        """The first sentence: what to do now."""
        return self.page.inner_text(".now")


Open = Callable[..., Phone]
