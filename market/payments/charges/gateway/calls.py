"""One call to the gateway: with a time limit, and again, for what a moment may heal."""

import time
from collections.abc import Mapping
from typing import Any

import requests

API_VERSION = "2025-01-27.acacia"
TRIES = 3
_TIMEOUT_SECONDS = (3.05, 8.0)
_FIRST_PAUSE_SECONDS = 0.2
# Too much at once, a clash of two calls with one key, or a fault of theirs: the same call may pass a moment later.
_PASSING = {409, 424, 429}
# Said also of an empty form, which requests would send without a word: stripe-mock refuses that.
_FORM = "application/x-www-form-urlencoded"


class GatewayError(Exception):
    """A call that did not succeed. `code` is the gateway's own word for why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class GatewayUnavailable(GatewayError):
    """No answer, or one that blames the moment: whether it was done is not known. The same key may be sent again."""


class GatewayRefused(GatewayError):
    """The gateway will not do this, however often it is asked."""


def get(address: str, *, key: str, query: Mapping[str, Any]) -> dict[str, Any]:
    """What stands at `address`. Raises GatewayError."""
    return _call("GET", address, key=key, headers={}, params=query)


def post(address: str, *, key: str, form: Mapping[str, Any], idempotency_key: str) -> dict[str, Any]:
    """What became of `form`, done once for each `idempotency_key`. Raises GatewayError."""
    headers = {"Idempotency-Key": idempotency_key, "Content-Type": _FORM}
    return _call("POST", address, key=key, headers=headers, data=form)


def _call(method: str, address: str, *, key: str, headers: dict[str, str], **sent: Mapping[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}", "Stripe-Version": API_VERSION, **headers}
    for attempt in range(1, TRIES + 1):
        try:
            return _read(requests.request(method, address, headers=headers, timeout=_TIMEOUT_SECONDS, **sent))  # type: ignore[arg-type]
        except (requests.RequestException, GatewayUnavailable) as error:
            if attempt == TRIES:
                raise GatewayUnavailable(getattr(error, "code", type(error).__name__)) from None
            time.sleep(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
    raise AssertionError("unreachable")


def _read(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = {}
    if answer.ok and isinstance(body, dict) and body:
        return body
    code = _code(body) or f"http_{answer.status_code}"
    if answer.status_code >= 500 or answer.status_code in _PASSING or answer.ok:
        raise GatewayUnavailable(code)
    raise GatewayRefused(code)


def _code(body: Any) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    found = (error.get("code") or error.get("type")) if isinstance(error, dict) else None
    return str(found or "")[:60]
