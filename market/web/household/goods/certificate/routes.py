"""The OCOP certificate of a good: declared, photographed, taken back, and what the officer said of it."""

from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Response, current_app

from market import clock, errors
from market.accounts import access
from market.catalog import flows
from market.catalog.actions import certificates, products
from market.catalog.queries.certificates import photo_of
from market.catalog.schemas.products import ProductChange
from market.http.browsers import PageBlueprint
from market.web.household import looked_at, shops, typed
from market.web.household.goods.certificate.words import CERTIFICATE, DONE, NO_STARS
from market.web.household.goods.photos.routes import picture_sent
from market.web.shell import forms

blueprint = PageBlueprint("household_certificate", __name__, template_folder="templates")
_CERTIFICATE = "/shop/<uuid:shop_id>/goods/<uuid:product_id>/certificate"


@blueprint.route(_CERTIFICATE, methods=["GET"])
@access.signed_in
def show_certificate(shop_id: UUID, product_id: UUID) -> Response:
    """What is declared, what the officer said, and the forms for both."""
    shop, good = looked_at.good_of(shop_id, product_id)
    known = good["certificate"]
    say = CERTIFICATE[f"say_{known['state']}" if known else "say_none"]
    shown: dict[str, Any] = {"title": CERTIFICATE["title"], "say": say, "done": DONE, "good": good}
    return shops.page("certificate.html", shop=shop, part="goods", words=CERTIFICATE, **shown)


@blueprint.route(_CERTIFICATE, methods=["POST"])
@access.signed_in
@forms.back_to(show_certificate)
def declare(shop_id: UUID, product_id: UUID) -> Response:
    """Say stars, number and day; an officer looks at it."""
    looked_at.good_to_name(shop_id, product_id)
    told = typed.read(ProductChange(only=("ocop",)))
    if not told.get("ocop"):
        raise errors.InvalidInput(errors={"stars": [NO_STARS]})
    _change(shop_id, product_id, told)
    return forms.then(_at(shop_id, product_id), "declared")


@blueprint.route(f"{_CERTIFICATE}/withdrawal", methods=["POST"])
@access.signed_in
@forms.back_to(show_certificate)
def take_back(shop_id: UUID, product_id: UUID) -> Response:
    """Take the declaration back, with its photo."""
    _change(shop_id, product_id, {"ocop": None})
    return forms.then(_at(shop_id, product_id), "taken-back")


@blueprint.route(f"{_CERTIFICATE}/photo", methods=["GET"])
@access.signed_in
def show_photo(shop_id: UUID, product_id: UUID) -> Response:
    """The photo of the certificate."""
    good = looked_at.good_to_name(shop_id, product_id)
    digest = photo_of(good.id, access.current_person(), now=clock.now())
    content = flows.picture_of_certificate(good.id, digest)
    return Response(content, mimetype="image/webp", headers={"Cache-Control": "private, no-store"})


@blueprint.route(f"{_CERTIFICATE}/photo", methods=["POST"])
@access.signed_in
@forms.back_to(show_certificate)
def send_photo(shop_id: UUID, product_id: UUID) -> Response:
    """Show the officer the paper. Raises NotFound where nothing is declared."""
    good, now, me = looked_at.good_to_change(shop_id, product_id), clock.now(), access.current_person()
    errors.found(good.certificate)
    media_dir: Path = current_app.config["MARKET"].media_dir
    flows.add_certificate_photo(product=good, read=picture_sent(), media_dir=media_dir, by=me, now=now)
    return forms.then(_at(shop_id, product_id), "photographed")


@blueprint.route(f"{_CERTIFICATE}/photo/removal", methods=["POST"])
@access.signed_in
@forms.back_to(show_certificate)
def remove_photo(shop_id: UUID, product_id: UUID) -> Response:
    """Take the photo away."""
    good = looked_at.good_to_change(shop_id, product_id)
    certificates.remove_photo(product=good, now=clock.now())
    return forms.then(_at(shop_id, product_id), "photo-removed")


def _change(shop_id: UUID, product_id: UUID, changes: looked_at.Good) -> None:
    good = looked_at.good_to_change(shop_id, product_id)
    forms.require_version(good.version)
    with typed.as_typed():
        products.change_product(product=good, changes=changes, by=access.current_person(), now=clock.now())


def _at(shop_id: UUID, product_id: UUID) -> str:
    return f"/shop/{shop_id}/goods/{product_id}/certificate"
