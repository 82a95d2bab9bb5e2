"""What the rules say in numbers, taken from where they are kept: a text cannot grow old by itself."""

from datetime import timedelta

from market.accounts.rules import IDLE, TOKEN_LIVES, Scope
from market.catalog.rules.products import LARGEST_PARCEL_G
from market.orders.rules import FRESH_DAYS, TIMERS, OrderState, timer
from market.search import ordering
from market.search.ranking import weights

# What a household has not done by then is cancelled.
_ENDED = {"accept_hours": OrderState.PLACED, "pack_hours": OrderState.ACCEPTED}


def of_ranking() -> dict[str, object]:
    places = weights.NAME | {"shop": weights.SHOP, "place": weights.PLACE, "about": weights.ABOUT}
    more = {"kind_too": weights.KIND, "pair": weights.PAIR["name_pairs"], "start": weights.START["name_start"]}
    more |= {"whole": weights.WHOLE["name_whole"], "all_marks": weights.ALL_EXACT, "marks": weights.EXACT["exact_name"]}
    parts = {"of_place": weights.OF_PLACE, "in_stock": weights.IN_STOCK, "in_season": weights.IN_SEASON}
    parts |= {"certified": weights.CERTIFIED, "liked": weights.LIKED}
    counts = {"first": ordering.SHARED, "of_shop": ordering.MOST_OF_A_SHOP}
    whole: dict[str, object] = {name: f"{value:g}" for name, value in (places | more).items()}
    return whole | {name: f"1/{round(1 / value)}" for name, value in parts.items()} | counts


def of_trade() -> dict[str, object]:
    ended = {name: TIMERS[state][-1].after for name, state in _ENDED.items()}
    kept = {f"{name}_hours": timer(OrderState.DELIVERED, 0, is_fresh=name == "fresh") for name in ("fresh", "other")}
    waits = ended | {name: step.after for name, step in kept.items() if step is not None}
    hours = {name: wait // timedelta(hours=1) for name, wait in waits.items()}
    return {**hours, "fresh_days": FRESH_DAYS, "heaviest_kg": LARGEST_PARCEL_G // 1000}


def of_people() -> dict[str, object]:
    return {"session_days": TOKEN_LIVES[Scope.PAGES].days, "idle_days": IDLE.days}
