"""Routes that answer browsers with pages, and the one cookie that they, and only they, read."""

from typing import Any

from flask import Blueprint, current_app, request

_OURS = frozenset({"same-origin", "none"})
# What Facebook, Zalo and others hang on to a link that is opened there: it says nothing to us, and of somebody.
_HUNG_ON = frozenset({"fbclid", "gclid", "mibextid", "zarsrc"})
_CAMPAIGN = "utm_"


class PageBlueprint(Blueprint):
    """Routes of pages: signed in by the cookie, refused by a page, each form sent once by its hidden key."""

    def register(self, app: Any, options: dict[str, Any]) -> None:
        """With what is done before and after pages, of which programs' requests need not even be asked."""
        super().register(app, options)
        app.before_request_funcs.setdefault(self.name, []).extend(app.before_pages)
        app.after_request_funcs.setdefault(self.name, []).extend(app.after_pages)


def is_page() -> bool:
    """Whether the route of this request answers with a page."""
    return isinstance(current_app.blueprints.get(request.blueprint or ""), PageBlueprint)


def brings_no_cookie() -> bool:
    """Whether nothing of this browser is known: what it is shown may be shown to anybody."""
    return "Cookie" not in request.headers and "Authorization" not in request.headers


def asked() -> dict[str, str]:
    """What the address asks for, without what other sites hang on to it."""
    said = ((name, ",".join(values)) for name, values in request.args.lists()) if request.query_string else ()
    return {name: value for name, value in said if name not in _HUNG_ON and not name.startswith(_CAMPAIGN)}


def asked_by_us() -> bool:
    """Whether the browser says that a page of ours, or the person herself, asks for this."""
    return request.headers.get("Sec-Fetch-Site") in _OURS


def cookie_name() -> str:
    """`__Host-` ties the cookie to this very host; browsers take it over TLS only, which nobody has at home."""
    return "__Host-cho" if request.is_secure else "cho"


def cookie_token() -> str | None:
    return request.cookies.get(cookie_name()) or None
