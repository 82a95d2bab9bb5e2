"""A line of the table of pages: where it is, who looks, what has happened before, how it is refused."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tests.browser.phone import Phone


def nothing() -> dict[str, Any]:
    """Nothing has happened, and nobody is signed in."""
    return {}


class Page(NamedTuple):
    """A page to walk.

    `state` makes what is seen there by the factories of tests/support, and returns what stands in the path by its
    name, and as `me` the person who looks. `wrong` names what may be done on the page so that it is shown again with
    what is wrong. `then` goes on from the path where a page has no address of its own; `needs` is a fixture that it
    asks for (a gateway, say).
    """

    name: str
    path: str
    state: Callable[[], dict[str, Any]] = nothing
    wrong: Mapping[str, Callable[[Phone], None]] = {}
    then: Callable[[Phone], None] | None = None
    status: int = 200
    in_demo: bool = False
    needs: str = ""

    def seen(self, phone: Phone, known: dict[str, Any], wrong: str | None = None) -> None:
        """Have the phone show the page, in its refused state if that is named; `known` is what `state` returned."""
        if (me := known.get("me")) is not None and not phone.is_signed_in:
            phone.sign_in(me)
        phone.open(self.path.format(**known))
        if self.then is not None:
            self.then(phone)
        if wrong is not None:
            self.wrong[wrong](phone)
