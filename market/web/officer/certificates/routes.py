"""`/office/certificates`: what households declared, its photo, and the officer's word."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock, errors, fields
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.catalog import access, flows
from market.catalog.actions import certificates as actions
from market.catalog.models import Product
from market.catalog.queries import certificates as queries
from market.catalog.queries import products
from market.catalog.rules.certificates import CertificateState
from market.catalog.schemas.certificates import CertificatesQuery
from market.http.browsers import PageBlueprint
from market.http.headers import private_picture
from market.language import Sentence
from market.web.officer import places
from market.web.officer.certificates.words import CERTIFICATE, CERTIFICATES, DONE, NO_REASON, REASONS, TABS
from market.web.shell import forms, frame

blueprint = PageBlueprint("office_certificates", __name__, template_folder="templates")
_LIST = "/office/certificates"
_ONE = f"{_LIST}/<uuid:product_id>"


class Refusing(fields.Schema):
    """A reason from the list, or in one's own words."""

    reason = fields.Choice([*REASONS])
    other = fields.String(longest=500)


@blueprint.route(_LIST, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def list_certificates() -> Response:
    """What was declared here, by what became of it."""
    where, query = places.chosen(), forms.asked(CertificatesQuery())
    state = query.setdefault("state", str(CertificateState.DECLARED))
    found = queries.certificates_page(current_person(), **{**query, "place": where.code}, now=clock.now())
    say = CERTIFICATES["say" if found["items"] else "say_none"]
    tabs = [(one, places.address(_LIST, where, state=one), TABS[one].spoken(frame.spoken_language())) for one in TABS]
    told: dict[str, Any] = {"found": found, "tabs": tabs, "state": state, "title": CERTIFICATES["title"], "say": say}
    return places.page("office_certificates.html", where=where, path=_LIST, words=CERTIFICATES, done=DONE, **told)


@blueprint.route(_ONE, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def show_certificate(product_id: UUID) -> Response:
    """One certificate with its photo, and what an officer may say of it."""
    me, now = current_person(), clock.now()
    certificate = queries.certificate_for(product_id, me, now=now)
    home, goods = certificate["shop"]["commune"], certificate["product"]["name"]
    told: dict[str, Any] = {
        "certificate": certificate,
        "address": f"{_LIST}/{product_id}",
        "back": places.address(_LIST, places.of_hers(home["code"])),
        "mine": access.may_verify(me, commune_code=home["code"], province_code=home["province"]["code"]),
        "reasons": [(code, said.spoken(frame.spoken_language())) for code, said in REASONS.items()],
        "local_day": clock.local_day,
    }
    title, say = Sentence(goods, en=goods), CERTIFICATE[f"say_{certificate['state']}"]
    return frame.page("office_certificate.html", title=title, say=say, words=CERTIFICATE, done=DONE, **told)


@blueprint.route(f"{_ONE}/photo", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def show_certificate_photo(product_id: UUID) -> Response:
    """The photo, to those whom it concerns: of a middle size unless `?large`."""
    digest = queries.photo_of(product_id, current_person(), now=clock.now())
    size = "large" if "large" in request.args else "medium"
    return private_picture(flows.picture_of_certificate(product_id, digest, size))


@blueprint.route(f"{_ONE}/verification", methods=["POST"])
@holding(RoleName.OFFICER)
@forms.back_to(show_certificate)
def verify_certificate(product_id: UUID) -> Response:
    """Its stars are shown from now on, and the household is told."""
    me, now = current_person(), clock.now()
    product = products.product_to_verify(product_id, me, now=now)
    actions.verify_certificate(product=product, by=me, now=now)
    return _on_to_the_next(product, "verified")


@blueprint.route(f"{_ONE}/refusal", methods=["POST"])
@holding(RoleName.OFFICER)
@forms.back_to(show_certificate)
def refuse_certificate(product_id: UUID) -> Response:
    """It is not believed, and the household is told why."""
    me, now = current_person(), clock.now()
    product, read = products.product_to_verify(product_id, me, now=now), forms.read(Refusing())
    reason = read.get("other") or (str(REASONS[read["reason"]]) if "reason" in read else "")
    if not reason:
        raise errors.InvalidInput(errors={"reason": [NO_REASON]})
    actions.refuse_certificate(product=product, reason=reason, by=me, now=now)
    return _on_to_the_next(product, "refused")


@blueprint.route(f"{_ONE}/withdrawal", methods=["POST"])
@holding(RoleName.OFFICER)
@forms.back_to(show_certificate)
def withdraw_verification(product_id: UUID) -> Response:
    """It counts as only declared again."""
    now = clock.now()
    product = products.product_to_verify(product_id, current_person(), now=now)
    actions.withdraw_verification(product=product, now=now)
    return _on_to_the_next(product, "withdrawn")


def _on_to_the_next(product: Product, done: str) -> Response:
    return forms.then(places.address(_LIST, places.of_hers(product.shop.commune_code)), done)
