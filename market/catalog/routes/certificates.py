"""The officer's word on an OCOP certificate."""

from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.catalog.actions import certificates
from market.catalog.blueprint import blueprint
from market.catalog.queries import products
from market.catalog.routes.products import answer
from market.catalog.schemas.products import ProductOut


@blueprint.route("/products/<uuid:product_id>/certificate/verification", methods=["PUT"])
@holding(RoleName.OFFICER)
@blueprint.response(200, ProductOut)
def verify_certificate(product_id: UUID) -> Response:
    """Confirm a certificate; its stars are shown until it expires."""
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
