"""Refunds that wait for an operator: a second approval, a transfer by hand, or what the gateway refused."""

from uuid import UUID

from market import clock, errors, fields
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Json, page
from market.payments.blueprint import blueprint
from market.payments.refunds import decisions, models, queries, schemas, sending


@blueprint.route("/refunds", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.RefundQuery, location="query")
@blueprint.response(200, schemas.RefundPage)
def list_refunds(query: Json) -> Json:
    """Refunds by state: `requested` wait for a second operator, `failed` and by bank `approved` ones for sending."""
    return page(queries.refunds_in(query.pop("state", None)), models.Refund.id, **query)


@blueprint.route("/refunds/<uuid:refund_id>/approval", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.RefundOut)
def approve(refund_id: UUID) -> models.Refund:
    """A second operator agrees; who asked for it may not."""
    refund = _locked(refund_id)
    decisions.approve(refund=refund, by_id=current_person().id, now=clock.now())
    return refund


@blueprint.route("/refunds/<uuid:refund_id>/rejection", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(fields.ReasonedNoteIn)
@blueprint.response(200, schemas.RefundOut)
def reject(asked: Json, refund_id: UUID) -> models.Refund:
    """An operator does not agree, and says why."""
    refund = _locked(refund_id)
    decisions.reject(refund=refund, by_id=current_person().id, now=clock.now(), **asked)
    return refund


@blueprint.route("/refunds/<uuid:refund_id>/settlement", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(fields.NoteIn)
@blueprint.response(200, schemas.RefundOut)
def settle(asked: Json, refund_id: UUID) -> models.Refund:
    """An operator has sent it from our bank account."""
    refund = _locked(refund_id)
    sending.settle_by_bank(refund=refund, by_id=current_person().id, now=clock.now(), **asked)
    return refund


def _locked(refund_id: UUID) -> models.Refund:
    return errors.found(queries.locked_refund(refund_id))
