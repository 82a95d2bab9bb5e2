"""What of a text the first hit does not hold: where less than all was found, that is named."""

from typing import Protocol

from market.search.language.analysis import accented
from market.search.ordering import Hit
from market.search.ranking.query_planner import Plan
from market.search.ranking.weights import EXACT, NAME, PLAIN, SYNONYM, Word

_EXACT = (*EXACT, "exact_shop")
_FOLDED = (*NAME, "shop_name", "about", "place_whole", "word")


class Holder(Protocol):
    def holds(self, hit: Hit, field: str, token: str) -> bool: ...


def left_out(reader: Holder, plan: Plan | None, hit: Hit) -> list[str]:
    """The words of `plan` that `hit` lacks; none where it was not relaxed."""
    if plan is None or not plan.relaxed:
        return []
    looked_for = plan.asked or plan.words
    if SYNONYM <= hit.score < PLAIN:
        looked_for = tuple(word for word in looked_for if word.placed)  # it says the others in other words
    # What stands in a description alone is no good of that name.
    but = ("about", "exact_about") if plan.step == "described" else ()
    if plan.step == "kind" and not any(_held(reader, word, hit, but) for word in plan.words):
        # It is the kind in other words: chè for trà.
        looked_for = tuple(word for word in looked_for if word not in plan.words)
    return [word.typed.written for word in looked_for if not word.optional and not _held(reader, word, hit, but)]


def without(plan: Plan, left: list[str]) -> str | None:
    """What was looked for, without the words that are `left` out."""
    kept = [word.typed.written for word in plan.asked or plan.words if word.typed.written not in left]
    return " ".join(kept) or None


def _held(reader: Holder, word: Word, hit: Hit, but: tuple[str, ...]) -> bool:
    if accented(word.typed):
        return any(reader.holds(hit, field, word.typed.exact) for field in _EXACT if field not in but)
    return any(reader.holds(hit, field, form) for field in _FOLDED if field not in but for form in word.forms)
