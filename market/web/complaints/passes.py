"""What shows that a complaint is this browser's, where nobody is signed in: its code, kept for half a day."""

from collections.abc import Iterator

from flask import Response, request

_NAME = "complaints"
_LIFE = 12 * 3600
_MOST = 5


def code_for(number: str) -> str | None:
    """The code that was shown for this complaint, whatever it is worth."""
    return dict(_kept()).get(number)


def keep(response: Response, number: str, code: str) -> Response:
    """Have the browser show `code` from now on, to our pages of complaints alone."""
    kept = [(number, code), *((known, its) for known, its in _kept() if known != number)][:_MOST]
    written = ".".join(f"{known}_{its}" for known, its in kept)
    response.set_cookie(
        _NAME, written, max_age=_LIFE, httponly=True, samesite="Lax", secure=request.is_secure, path="/complaints"
    )
    return response


def _kept() -> Iterator[tuple[str, str]]:
    for one in request.cookies.get(_NAME, "").split(".")[:_MOST]:
        number, joint, code = one.partition("_")
        if joint and number.isascii():
            yield number, code
