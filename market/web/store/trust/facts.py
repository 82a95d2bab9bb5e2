"""What the rules say in numbers, taken from where they are kept: a text cannot grow old by itself."""

from datetime import timedelta

from market.accounts.rules import IDLE, TOKEN_LIVES, Scope
from market.catalog.rules.products import LARGEST_PARCEL_G, NEW_DAYS
from market.insight.reliable import rules
from market.orders.rules import FRESH_DAYS, TIMERS, OrderState, timer
from market.search import ordering
from market.search.ranking import weights

# What a household has not done by then is cancelled.
_ENDED = {"accept_hours": OrderState.PLACED, "pack_hours": OrderState.ACCEPTED}


def of_ranking() -> dict[str, object]:
    places = weights.NAME | {"shop": weights.SHOP, "place": weights.PLACE, "about": weights.ABOUT}
    more = {"kind_too": weights.KIND, "pair": weights.PAIR["name_pairs"], "start": weights.START["name_start"]}
    more |= {"whole": weights.WHOLE["name_whole"], "all_marks": weights.ALL_EXACT, "marks": weights.EXACT["exact_name"]}
    more |= {"in_stock": weights.IN_STOCK}
    parts = {"of_place": weights.OF_PLACE, "reaches": weights.REACHES, "in_season": weights.IN_SEASON}
    parts |= {"reliable": weights.RELIABLE, "certified": weights.CERTIFIED, "liked": weights.LIKED}
    counts: dict[str, object] = {"of_shop": ordering.MOST_OF_A_SHOP, "new_days": NEW_DAYS, **_of_keeping()}
    whole: dict[str, object] = {name: f"{value:g}" for name, value in (places | more).items()}
    return whole | {name: f"1/{round(1 / value)}" for name, value in parts.items()} | counts


def _of_keeping() -> dict[str, object]:
    """What the four steps of a shop's reliability go by."""
    least = {step.name.lower(): hundredths for hundredths, step in rules.STEPS}
    hours = {"accept_hours": rules.ACCEPT_WITHIN // timedelta(hours=1)}
    counts = {"kept_days": rules.DAYS, "upheld": rules.UPHELD, "weight": rules.WEIGHT, "fewest": rules.FEWEST}
    return {**counts, **hours, "good": least["good"], "best": least["best"], "lapsing": least["usual"]}


def of_trade() -> dict[str, object]:
    ended = {name: TIMERS[state][-1].after for name, state in _ENDED.items()}
    kept = {f"{name}_hours": timer(OrderState.DELIVERED, 0, is_fresh=name == "fresh") for name in ("fresh", "other")}
    waits = ended | {name: step.after for name, step in kept.items() if step is not None}
    hours = {name: wait // timedelta(hours=1) for name, wait in waits.items()}
    return {**hours, "fresh_days": FRESH_DAYS, "heaviest_kg": LARGEST_PARCEL_G // 1000}


def of_people() -> dict[str, object]:
    return {"session_days": TOKEN_LIVES[Scope.PAGES].days, "idle_days": IDLE.days}
