"""From a page opened to an order, in one table: the figures of each step beside each other, by source or by place."""

from datetime import date, datetime
from typing import Any

from market.accounts.models import Person
from market.insight.queries.figures import answer
from market.insight.queries.questions import Question, question

# Each step and the figure that counts it.
STEPS = {"opened": "store_opens", "looked": "good_looks", "basket": "basket_adds", "ordered": "orders"}


def funnel(
    *, by: str, code: str | None, start: date | None, end: date | None, viewer: Person | None, now: datetime
) -> tuple[Question, dict[str, Any]]:
    """What was asked of the last step, and `total` and `parts` with a number of each: None where it is hidden.

    Parts without any are left out. Raises as `question` does.
    """
    told: dict[str, Any] = {"by": by, "code": code, "start": start, "end": end, "viewer": viewer, "now": now}
    asked = {step: question(name=name, **told) for step, name in STEPS.items()}
    found = {step: answer(one) for step, one in asked.items()}
    total = {step: one["total"]["value"] for step, one in found.items()}
    hidden = any(one["total"]["hidden"] for one in found.values())
    return asked["ordered"], {"total": total | {"hidden": hidden}, "parts": _parts(found)}


def _parts(found: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """One a key that any step tells, in the order of the first step."""
    items: dict[str, dict[str, Any]] = {}
    for step, answered in found.items():
        for item in answered["items"]:
            told = items.setdefault(item["key"], {"key": item["key"], "name": item["name"], **dict.fromkeys(STEPS, 0)})
            told[step] = item["value"]
            told["hidden"] = told.get("hidden", False) or item["hidden"]
    return [item for item in items.values() if item["hidden"] or any(item[step] for step in STEPS)]
