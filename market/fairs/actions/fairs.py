"""A fair is made, changed, and moved from state to state; each move is a line of its history and news to others."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from market import clock, errors, events
from market.accounts.models import Person
from market.catalog.actions import stands as goods
from market.catalog.actions.own_shops import check_name
from market.db import db
from market.fairs import queries, rules
from market.fairs.access import keeper_roles, require_roles
from market.fairs.models import Fair, FairMove
from market.fairs.rules import GATHERING, STATES, FairMoved, FairState
from market.language import Sentence
from market.places.queries import province_of, require_commune, require_province
from market.text import slug

_TIMES = ("opens_at", "closes_at", "ships_from", "ships_to")
_ONE_PROVINCE = Sentence("Các xã phải ở cùng một tỉnh.", en="All communes are of one province.")
_NO_PLACE = Sentence("Xin cho biết tỉnh hoặc các xã.", en="Please name a province or communes.")
_ONCE_OPEN = Sentence(
    "Phiên đã mở thì mục này không đổi nữa.", en="Once the fair is open, this does not change any more."
)


def make_fair(*, asked: Mapping[str, Any], by: Person, now: datetime) -> Fair:
    """A planned fair; `asked` as in `NewFair`. Raises NotAllowed, InvalidInput, NoSuchPlace."""
    place = _place(asked.get("province"), asked.get("communes", []))
    roles = require_roles(by, **place)
    check_name(asked["name"])
    rules.check_times(asked, now=now)
    same = {name: asked[name] for name in ("name", *_TIMES)}
    same |= {"about": asked.get("about", ""), "minimum_packs": asked.get("minimum_packs")}
    address = _free_slug(asked["name"], asked["opens_at"])
    fair = Fair(**same, **place, slug=address, state=FairState.PLANNED, state_since=now, made_by=by.id, created_at=now)
    db.session.add(fair)
    db.session.flush()
    _record(fair, None, FairState.PLANNED, roles[0], by.id, now, "")
    return fair


def change_fair(*, fair: Fair, changes: Mapping[str, Any], by: Person, now: datetime) -> None:
    """Apply the fields of `FairChange` that are given, of a held fair; its address stays.

    Raises NotAllowed, FairHasClosed, InvalidInput, StandsOverlap.
    """
    keeper_roles(by, fair)
    require_gathering(fair, now=now)
    if "name" in changes:
        check_name(changes["name"])
    if fair.state == FairState.OPEN:
        _refuse_once_open(fair, changes)
    for name, value in changes.items():
        setattr(fair, name, value)
    if fair.state == FairState.PLANNED and set(changes) & set(_TIMES):
        _check_stands(fair, now)
        queries.hold_goods(fair)
        goods.set_window(fair_slug=fair.slug, opens_at=fair.opens_at, closes_at=fair.closes_at, now=now)
    db.session.flush()


def move_fair(
    *, fair: Fair, to: FairState, roles: Collection[str], by_id: UUID | None, now: datetime, note: str = ""
) -> bool:
    """Move a held fair; whether it moved, for what is so already stays. Its goods are sold or not from now on.

    Raises NotAllowed, WrongState, and MinimumNotPromised, OpensTooSoon for one that may not open yet.
    """
    origin = FairState(fair.state)
    if origin == to and any(to == move.target and set(roles) & set(move.by) for move in STATES.moves.values()):
        return False
    role = STATES.role_for(origin, to, roles=roles)
    if to == FairState.OPEN:
        _require_minimum(fair)
    if to in (FairState.OPEN, FairState.CLOSED, FairState.CALLED_OFF):
        _change_sale(fair, to, now)
    fair.state, fair.state_since = to, now
    db.session.flush()
    _record(fair, origin, to, role, by_id, now, note)
    return True


def remark_once(*, fair: Fair, by: str, note: str, now: datetime) -> bool:
    """A line of a held fair's history that moves nothing; whether it is new."""
    state = FairState(fair.state)
    if any(line.note == note and line.origin == line.target for line in queries.history(fair.id)):
        return False
    db.session.add(_line(fair, state, state, by, None, now, note))
    db.session.flush()
    return True


def require_gathering(fair: Fair, *, now: datetime) -> None:
    """Raises FairHasClosed, by the clock as well where the worker has not come round yet."""
    if fair.state not in GATHERING or fair.closes_at <= now:
        state = FairState(fair.state) if fair.state not in GATHERING else FairState.CLOSED
        raise rules.FairHasClosed(name=fair.name, state=STATES.names[state])


def _place(province: str | None, communes: list[str]) -> dict[str, Any]:
    codes = sorted({require_commune(code, field="communes").code for code in communes})
    within = {province_of(code) for code in codes} | (
        {require_province(province, field="province")} if province else set()
    )
    if not within:
        raise errors.InvalidInput(errors={"province": [_NO_PLACE]})
    if len(within) > 1:
        raise errors.InvalidInput(errors={"communes": [_ONE_PROVINCE]})
    return {"province_code": within.pop(), "commune_codes": codes}


def _free_slug(name: str, opens_at: datetime) -> str:
    """Lasting and readable: the name; where it is taken, with its year; then with a number."""
    plain = slug(name)[: rules.LONGEST_SLUG - 9].rstrip("-")
    dated = f"{plain}-{clock.local_day(opens_at).year}"
    taken = queries.slugs_like(plain)
    numbered = (f"{dated}-{n}" for n in count(2))
    return next(one for one in chain((plain, dated), numbered) if one not in taken)


def _refuse_once_open(fair: Fair, changes: Mapping[str, Any]) -> None:
    """Buyers have ordered by these."""
    fixed = (*_TIMES, "minimum_packs")
    if told := {name: [_ONCE_OPEN] for name in fixed if name in changes and changes[name] != getattr(fair, name)}:
        raise errors.InvalidInput(errors=told)


def _check_stands(fair: Fair, now: datetime) -> None:
    """Whether those who stand there can keep what they promised at the new times."""
    rules.check_times(vars(fair), now=now)
    for stand in queries.stands_of(fair.id):
        span = {"ships_from": fair.ships_from, "ships_to": fair.ships_to}
        rules.check_ready_day(stand.ready_on, **span, now=now, field="ships_from")
    if other := _beside(fair, fair.opens_at):
        raise rules.StandsOverlap(name=other.name)


def _beside(fair: Fair, opens_at: datetime) -> Fair | None:
    """Another fair at which a good of this one stands as well between then and its closing."""
    parents = [stand.parent_id for stand in queries.stands_of(fair.id)]
    return queries.overlapping(parents, opens_at, fair.closes_at, but=fair.id)


def _require_minimum(fair: Fair) -> None:
    promised = queries.promised(fair.id)
    if fair.minimum_packs is not None and fair.minimum_packs > promised:
        raise rules.MinimumNotPromised(minimum=fair.minimum_packs, promised=promised)


def _change_sale(fair: Fair, to: FairState, now: datetime) -> None:
    """Opened or closed by hand before its time, it is so from now on."""
    queries.hold_goods(fair)
    if to == FairState.OPEN:
        if now < fair.opens_at and (other := _beside(fair, now)):
            raise rules.OpensTooSoon(name=other.name)
        fair.opens_at = min(fair.opens_at, now)
        goods.set_window(fair_slug=fair.slug, opens_at=fair.opens_at, closes_at=fair.closes_at, now=now)
        return
    if to == FairState.CLOSED and now < fair.closes_at:
        fair.closes_at = max(now, fair.opens_at + timedelta(seconds=1))
        goods.set_window(fair_slug=fair.slug, opens_at=fair.opens_at, closes_at=fair.closes_at, now=now)
    goods.end_sale(fair_slug=fair.slug, now=now)


def _record(
    fair: Fair, origin: FairState | None, to: FairState, by: str, by_id: UUID | None, now: datetime, note: str
) -> None:
    db.session.add(_line(fair, origin, to, by, by_id, now, note))
    db.session.flush()
    events.publish(FairMoved(at=now, fair_id=fair.id, origin=origin, target=to, by=by))


def _line(
    fair: Fair, origin: FairState | None, to: FairState, by: str, by_id: UUID | None, now: datetime, note: str
) -> FairMove:
    last = db.session.scalar(select(func.max(FairMove.move_no)).where(FairMove.fair_id == fair.id)) or 0
    told = {"origin": origin, "target": to, "by": by, "by_id": by_id, "note": note}
    return FairMove(fair_id=fair.id, move_no=last + 1, at=now, **told)
