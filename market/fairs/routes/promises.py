"""A household says that a stand's harvest is late, or smaller than promised, over HTTP."""

from uuid import UUID

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.catalog.access import acting_role
from market.catalog.models import Shop
from market.db import db
from market.fairs import access, promised, promises, queries
from market.fairs.blueprint import blueprint
from market.fairs.models import Fair, Stand
from market.fairs.promise_schemas import HarvestOut, NewDay, PacksReady
from market.http import Json

_STAND = "/fairs/<slug:slug>/stands/<uuid:product_id>"


@blueprint.route(_STAND + "/day", methods=["PUT"])
@signed_in
@blueprint.arguments(NewDay)
@blueprint.response(200, HarvestOut)
def put_stand_off(asked: Json, slug: str, product_id: UUID) -> Json:
    """The household or its team puts a stand off to a later day, once; each buyer is told once, and may leave.

    409 `day-already-moved`; `wrong-state` once the goods are on their way, or the fair was called off.
    """
    fair, stand, _ = _to_act(slug, product_id)
    promises.move_day(fair=fair, stand=stand, to=asked["ready_on"], now=clock.now())
    return _shown(stand)


@blueprint.route(_STAND + "/ready", methods=["PUT"])
@signed_in
@blueprint.arguments(PacksReady)
@blueprint.response(200, HarvestOut)
def say_packs_ready(asked: Json, slug: str, product_id: UUID) -> Json:
    """The household or its team says how many packs there are. Whoever ordered first is served first.

    All others are offered another household's equal good or their money, once the fair has closed; as many as are
    ordered change nothing. 409 `buyers-already-asked` for more than was said before, `wrong-state`.
    """
    fair, stand, by = _to_act(slug, product_id)
    me, now = current_person(), clock.now()
    promises.say_ready(fair=fair, stand=stand, packs=asked["packs"], by=by, by_id=me.id, now=now)
    return _shown(stand)


def _to_act(slug: str, product_id: UUID) -> tuple[Fair, Stand, str]:
    """A stand of this fair, held, and as what one acts for its household. Raises NotFound, NotAllowed."""
    fair, me = queries.fair_with_slug(slug), current_person()
    stand = access.stand_to_act_for(fair, product_id, me, now=clock.now())
    return fair, stand, str(acting_role(errors.found(db.session.get(Shop, stand.shop_id)), me))


def _shown(stand: Stand) -> Json:
    told = {name: getattr(stand, name) for name in _NAMES}
    return told | promised.tally(stand.product_id)._asdict()


_NAMES = ("product_id", "packs", "packs_ready", "short_at", "ready_on", "first_ready_on", "moved_at")
