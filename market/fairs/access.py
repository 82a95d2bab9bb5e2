"""Who keeps a fair: operators, and officers of all its place; who acts at a stand: its household and its team."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.access import shop_to_act_for
from market.errors import NotAllowed
from market.fairs import queries
from market.fairs.models import Fair, Stand


def roles_at(person: Person, *, province_code: str, commune_codes: Collection[str]) -> tuple[str, ...]:
    """As what `person` keeps a fair of this place: an officer of the province, or of every commune named."""
    mine = set(person.places(RoleName.OFFICER))
    of_all = province_code in mine or (bool(commune_codes) and mine.issuperset(commune_codes))
    officer = (RoleName.OFFICER,) if of_all else ()
    return (*officer, *((RoleName.OPERATOR,) if person.holds(RoleName.OPERATOR) else ()))


def require_roles(person: Person, *, province_code: str, commune_codes: Collection[str]) -> tuple[str, ...]:
    """The same. Raises NotAllowed for none."""
    roles = roles_at(person, province_code=province_code, commune_codes=commune_codes)
    if not roles:
        raise NotAllowed
    return roles


def keeps(person: Person | None, fair: Fair) -> bool:
    """Whether `person` may open, close, change or call off the fair, and sees its board."""
    place = {"province_code": fair.province_code, "commune_codes": fair.commune_codes}
    return person is not None and bool(roles_at(person, **place))  # type: ignore[arg-type]


def keeper_roles(person: Person, fair: Fair) -> tuple[str, ...]:
    """In which roles `person` keeps the fair. Raises NotAllowed."""
    return require_roles(person, province_code=fair.province_code, commune_codes=fair.commune_codes)


def stand_to_act_for(fair: Fair, product_id: UUID, by: Person, *, now: datetime, withdrawn: bool = False) -> Stand:
    """The stand, held, if `by` may act for its shop. Raises NotFound, NotAllowed, NotAgreed."""
    shop_to_act_for(queries.stand_of(fair, product_id, withdrawn=withdrawn).shop_id, by, now=now)
    return queries.stand_of(fair, product_id, lock=True, withdrawn=withdrawn)
