"""The words of an address may have changed: the key at its end leads on to how it is called now."""

from flask import Response, redirect, request

from market.http.headers import SHARED


def moved(path: str) -> Response | None:
    """A redirect for good, unless this request is for `path` already; what was asked for goes along."""
    if request.path == path:
        return None
    asked = request.query_string.decode("ascii", "ignore")
    response: Response = redirect(f"{path}?{asked}" if asked else path, 301)  # type: ignore[assignment]
    # Not for ever: what is called anew may be called as before again, and a browser would turn in circles.
    response.headers["Cache-Control"] = SHARED
    return response
