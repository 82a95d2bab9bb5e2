"""What a fair came to, in public figures."""

from typing import Any

from market import clock
from market.accounts.access import caller
from market.accounts.services.access import open_to
from market.fairs.queries import fair_with_slug
from market.http import Blueprint, language, public
from market.insight.fairs import queries, schemas
from market.insight.fairs.rules import MEASURES
from market.language import speak

blueprint = Blueprint("fair_figures", __name__, url_prefix="/api/v1", description="Figures that can be believed")
_TOLD = ("name", "title", "definition", "form")


@blueprint.route("/fairs/<slug:slug>/figures", methods=["GET"])
@open_to("figures:read")
@public
@blueprint.response(200, schemas.FairFiguresOut)
def show_fair_figures(slug: str) -> Any:
    """What a fair came to: orders and đồng, packs that were delivered as promised, first sales, buyers who came back.

    To officers of its place at once; to everybody from `public_from` on, once who comes back has come back, without
    numbers of 1 to 4. Households and promised packs, which its page shows too, always.
    """
    told = queries.told(fair_with_slug(slug), caller(), clock.now())
    told["measures"] = [{name: getattr(one, name) for name in _TOLD} for one in MEASURES.values()]
    return speak(told, language())
