"""What was just done, as the next page says it with the number: its address names it, and the scan to take back."""

from typing import Any
from uuid import UUID

from flask import request

from market.delivery import s10
from market.ids import is_order_number
from market.web.counter.words import DONE, NOTICED


def told() -> dict[str, Any]:
    """For a page: `done` and `noticed` in words, the parcel `tracked`, and the scan to `undo`."""
    number = s10.written(request.args.get("number", "")[:40])
    if not (s10.is_s10(number) or is_order_number(number)):
        return {"done": {}, "noticed": None, "tracked": "", "undo": None}
    noticed = NOTICED.get(request.args.get("done", ""))
    return {
        "done": {code: sentence.format(number=number) for code, sentence in DONE.items()},
        "noticed": noticed.format(number=number) if noticed else None,
        "tracked": number if s10.is_s10(number) else "",
        "undo": _scan(),
    }


def _scan() -> UUID | None:
    try:
        return UUID(request.args.get("scan", ""))
    except ValueError:
        return None
