"""What pages say of a fair that is shown: how long it lasts still, when it is sent, where it is."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from market.catalog.photos import TINY
from market.catalog.rules.shops import ShopStatus
from market.catalog.rules.store_addresses import fair_path, product_path
from market.fairs.shown import Window
from market.language import Sentence
from market.web.household.goods.words import PICTURES
from market.web.shell import frame
from market.web.store import cards
from market.web.store.fairs.words import FAIR
from market.web.store.reviews.shown import in_words

Told = dict[str, Any]
COMING = (Window.OPEN, Window.SOON)
_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def left(until: datetime, now: datetime) -> Sentence:
    """How long it is till then, in the two largest parts: 2 ngày 3 giờ."""
    days, rest = divmod(max(until - now, timedelta()), _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // _MINUTE
    parts = [FAIR["day_one"] if days == 1 else FAIR["days"].format(n=days)] if days else []
    parts += [FAIR["hours"].format(n=hours)] if hours else []
    parts += [FAIR["minutes"].format(n=minutes)] if minutes and not days else []
    if not parts:
        return FAIR["moment"]
    return parts[0] if len(parts) == 1 else FAIR["two"].format(more=parts[0], less=parts[1])


def short(day: date) -> str:
    """15/8."""
    return f"{day.day}/{day.month}"


def ships(first: date, last: date) -> Sentence:
    """từ 15/8 đến 17/8."""
    return FAIR["from" if first == last else "from_to"].format(first=short(first), last=short(last))


def clocked(at: datetime) -> Sentence:
    """8 giờ 05, thứ Bảy 15/8."""
    return _both(lambda language: frame.moment(at, language))


def place(fair: Told) -> str:
    """Xã Chi Lăng, Tỉnh Lạng Sơn."""
    return ", ".join(one["name"] for one in (*fair["communes"], fair["province"]))


def door(fair: Told, now: datetime) -> Told:
    """A fair in a list: where it leads, when, where, and how many are missing."""
    window = fair["window"]
    opens = {"left": left(fair["opens_at"], now)}
    when = {
        Window.OPEN: FAIR["closes_in"].format(left=left(fair["closes_at"], now)),
        Window.SOON: FAIR["waits"] if is_late(fair, now) else FAIR["opens_in"].format(**opens),
    }.get(window, FAIR["closed"].format(at=clocked(fair["closes_at"])))
    return {
        "path": fair_path(fair["slug"]),
        "name": fair["name"],
        "place": place(fair),
        "window": window,
        "when": when,
        "ships": FAIR["ships"].format(ships=ships(fair["ships_from"], fair["ships_to"])),
        "missing": missing(fair, "missing_short") if window == Window.OPEN else None,
    }


def is_late(fair: Told, now: datetime) -> bool:
    """Its hour has come, but too little is promised for it to open."""
    is_due = fair["window"] == Window.SOON and fair["opens_at"] <= now
    return is_due and fair["promised_packs"] < (fair["minimum_packs"] or 0)


def say(fair: Told, now: datetime, *, has_packs: bool) -> Sentence:
    """What to do now."""
    told = {
        "opens": clocked(fair["opens_at"]),
        "closes": clocked(fair["closes_at"]),
        "ships": ships(fair["ships_from"], fair["ships_to"]),
        "came": fair["came_packs"],
        "promised": fair["promised_packs"],
        "minimum": fair["minimum_packs"] or 0,
    }
    state = f"say_{fair['window']}"
    if is_late(fair, now):
        state = "say_late"
    elif fair["window"] == Window.OPEN and not has_packs:
        state += "_sold" if fair["stands"] else "_none"
    return FAIR[state].format(**told)


def timer(window: Window, opens_at: datetime, closes_at: datetime, now: datetime) -> Told | None:
    """Until when it counts, and what is said then; None of what neither opens nor closes any more, or is overdue."""
    at, word, over = (opens_at, "opens", "has_opened") if window == Window.SOON else (closes_at, "ends", "has_ended")
    if window not in COMING or at <= now:
        return None
    return {"word": FAIR[word].format(at=clocked(at)), "at": at, "left": left(at, now), "over": FAIR[over]}


def facts(fair: Told) -> list[tuple[str, Sentence]]:
    """Each with its picture; what counts down stands before them."""
    window, closes = fair["window"], clocked(fair["closes_at"])
    ends = "closes" if window == Window.SOON else "closed"
    found = [("clock", FAIR[ends].format(at=closes))] if window != Window.OPEN else []
    found += [("truck", FAIR["ships"].format(ships=ships(fair["ships_from"], fair["ships_to"])))]
    found += [("people", _had(fair))] if window == Window.CALLED_OFF else []
    here = place(fair)
    return [*found, ("map", Sentence(here, en=here))]


def _had(fair: Told) -> Sentence:
    """How many had ordered at what was called off."""
    told = {"packs": fair["ordered_packs"], "orders": fair["orders"], "minimum": fair["minimum_packs"]}
    if not fair["orders"]:
        return FAIR["had_none"]
    return FAIR["had_of" if fair["missing_packs"] else "had"].format(**told)


def missing(fair: Told, word: str = "missing") -> Sentence | None:
    """How many are ordered, and how many are missing where it takes a minimum."""
    told = {"packs": fair["ordered_packs"], "missing": fair["missing_packs"], "minimum": fair["minimum_packs"]}
    if not fair["minimum_packs"]:
        return None
    return FAIR[word if fair["missing_packs"] else "enough"].format(**told)


def what_if(fair: Told) -> list[Sentence]:
    """What becomes of the money, in one sentence each."""
    missed = [FAIR["if_missed"].format(minimum=fair["minimum_packs"])] if fair["minimum_packs"] else []
    return [FAIR["if_left"], *missed, FAIR["if_late"], FAIR["if_short"]]


def stand(one: Told, window: Window) -> Told:
    """A good of a fair as its page shows it; once that is past it leads to what is sold on any day."""
    address = (one["photo"] or "").partition("?")[0]
    paused = one["shop"]["status"] == ShopStatus.PAUSED
    return one | {
        "path": product_path(one["product_id" if window in COMING else "parent_id"], one["slug"]),
        "of": f"{one['unit']} {one['pack']}".strip(),
        "photo": f"{address}?size={TINY}" if address else None,
        "picture": PICTURES[one["category"]],
        "shop_path": cards.path_of_shop(one["shop"]),
        "said": in_words(one["reviews"]),
        "stock": _stock(one, window, paused=paused),
        "ships": FAIR["stand_ships"].format(day=short(one["ready_on"])),
        "moved_from": FAIR["moved"].format(day=short(one["first_ready_on"])) if one["moved"] else None,
        "for_sale": window == Window.OPEN and one["left"] > 0 and not paused,
    }


def _stock(one: Told, window: Window, *, paused: bool) -> Sentence:
    if paused:
        return FAIR["paused"]
    if window in COMING:
        return FAIR["left" if one["left"] else "none_left"].format(count=one["left"], unit=one["unit"])
    return FAIR["promised"].format(count=one["packs"], unit=one["unit"])


def _both(say_in: Callable[[str], str]) -> Sentence:
    return Sentence(say_in("vi"), en=say_in("en"))
