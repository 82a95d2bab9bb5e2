"""OCOP certificates: their photo, the officers' queue, and the officer's word."""

from pathlib import Path
from uuid import UUID

from flask import Response, current_app, request

from market import clock, errors
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.catalog import flows, photos
from market.catalog.actions import certificates
from market.catalog.blueprint import blueprint
from market.catalog.queries import certificates as queries
from market.catalog.queries import products
from market.catalog.routes.products import answer
from market.catalog.schemas.certificates import CertificatePage, CertificatesQuery, RefusalIn
from market.catalog.schemas.products import ProductOut
from market.http import Json
from market.http.headers import private_picture

_PHOTO = "/products/<uuid:product_id>/certificate/photo"


@blueprint.route("/certificates", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(CertificatesQuery, location="query")
@blueprint.response(200, CertificatePage)
def list_certificates(query: Json) -> Json:
    """What was declared where I am an officer (operators: everywhere): `?state=declared` waits for a word."""
    which: Json = {"state": None, "place": None, **query}
    return queries.certificates_page(current_person(), **which, now=clock.now())


@blueprint.route(_PHOTO, methods=["PUT"])
@signed_in
@blueprint.response(200, ProductOut)
def send_certificate_photo(product_id: UUID) -> Response:
    """Send a photo of the declared certificate: the body, a picture as those of goods.

    Only the household, its team, officers of the place and operators see it. What an officer had said of the
    certificate before is decided anew.
    """
    now, me = clock.now(), current_person()
    product = products.product_to_act_for(product_id, me, now=now)
    if product.certificate is None:
        raise errors.NotFound
    request.max_content_length = photos.LARGEST_FILE + 1
    flows.add_certificate_photo(product=product, read=request.get_data, media_dir=_media(), by=me, now=now)
    return answer(product_id)


@blueprint.route(_PHOTO, methods=["GET"])
@signed_in
@blueprint.response(200, content_type="image/webp")
def show_certificate_photo(product_id: UUID) -> Response:
    """The photo of the certificate as WebP, to those whom it concerns."""
    digest = queries.photo_of(product_id, current_person(), now=clock.now())
    return private_picture(flows.picture_of_certificate(product_id, digest))


@blueprint.route(_PHOTO, methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove_certificate_photo(product_id: UUID) -> None:
    """Take the photo of the certificate away."""
    now = clock.now()
    product = products.product_to_act_for(product_id, current_person(), now=now)
    certificates.remove_photo(product=product, now=now)


@blueprint.route("/products/<uuid:product_id>/certificate/verification", methods=["PUT"])
@holding(RoleName.OFFICER)
@blueprint.response(200, ProductOut)
def verify_certificate(product_id: UUID) -> Response:
    """Confirm a certificate; its stars are shown until it expires, and the household is told."""
    now, me = clock.now(), current_person()
    product = products.product_to_verify(product_id, me, now=now)
    certificates.verify_certificate(product=product, by=me, now=now)
    return answer(product_id)


@blueprint.route("/products/<uuid:product_id>/certificate/verification", methods=["DELETE"])
@holding(RoleName.OFFICER)
@blueprint.response(200, ProductOut)
def withdraw_verification(product_id: UUID) -> Response:
    """Take the confirmation back; the certificate is only declared again."""
    now = clock.now()
    product = products.product_to_verify(product_id, current_person(), now=now)
    certificates.withdraw_verification(product=product, now=now)
    return answer(product_id)


@blueprint.route("/products/<uuid:product_id>/certificate/refusal", methods=["PUT"])
@holding(RoleName.OFFICER)
@blueprint.arguments(RefusalIn)
@blueprint.response(200, ProductOut)
def refuse_certificate(asked: Json, product_id: UUID) -> Response:
    """Do not believe a certificate, and say why: the household is told, and may declare it again."""
    now, me = clock.now(), current_person()
    product = products.product_to_verify(product_id, me, now=now)
    certificates.refuse_certificate(product=product, reason=asked["reason"], by=me, now=now)
    return answer(product_id)


def _media() -> Path:
    media_dir: Path = current_app.config["MARKET"].media_dir
    return media_dir
