"""The harvest of a stand is late, or smaller than was promised: said once, and each buyer is told."""

from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.catalog import access as catalog
from market.fairs import access, promises, queries
from market.fairs.models import Fair, Stand
from market.fairs.promise_schemas import NewDay, PacksReady
from market.web.household import shops
from market.web.household.fairs import looking
from market.web.household.fairs.blueprint import FAIR, blueprint
from market.web.shell import forms

_STAND = f"{FAIR}/stands/<uuid:product_id>"


@blueprint.route(f"{_STAND}/day", methods=["POST"])
@signed_in
@forms.back_to(looking.show_fair_again)
def put_stand_off(shop_id: UUID, slug: str, product_id: UUID) -> Response:
    """Sent later than was said; once."""
    fair, stand, _ = _held(shop_id, slug, product_id)  # whose it is comes first, and then what was typed
    told = forms.read(NewDay())
    promises.move_day(fair=fair, stand=stand, to=told["ready_on"], now=clock.now())
    return forms.then(f"/shop/{shop_id}/fairs/{slug}", "late")


@blueprint.route(f"{_STAND}/ready", methods=["POST"])
@signed_in
@forms.back_to(looking.show_fair_again)
def say_packs_ready(shop_id: UUID, slug: str, product_id: UUID) -> Response:
    """There are only so many packs."""
    fair, stand, role = _held(shop_id, slug, product_id)
    told, me = forms.read(PacksReady()), current_person()
    promises.say_ready(fair=fair, stand=stand, packs=told["packs"], by=role, by_id=me.id, now=clock.now())
    return forms.then(f"/shop/{shop_id}/fairs/{slug}", "short")


def _held(shop_id: UUID, slug: str, product_id: UUID) -> tuple[Fair, Stand, str]:
    """The stand of this shop at this fair, held, and as what one acts for it. Raises NotFound, NotAllowed."""
    shop, me, now = shops.shop_looked_after(shop_id), current_person(), clock.now()
    fair = queries.fair_with_slug(slug)
    stand = access.stand_to_act_for(fair, product_id, me, now=now)
    if stand.shop_id != shop.id:
        raise errors.NotFound
    return fair, stand, str(catalog.acting_role(shop, me))
