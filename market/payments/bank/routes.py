"""Bank statements in, and what an operator does about the transfers that fit nothing."""

from uuid import UUID

from flask import request

from market import clock, errors, fields
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Json, page
from market.payments.bank import actions, decisions, flows, models, queries, schemas, statement_file
from market.payments.blueprint import SECOND, answered, blueprint


@blueprint.route("/bank-statements", methods=["POST"])
@holding(RoleName.OPERATOR)
@blueprint.response(201, schemas.StatementOut)
def add_statement() -> Json:
    """Match the body, a bank statement as CSV (any encoding) or XLSX, XLS, ODS, with what buyers owe.

    Money that went out is left out, as is a line told before, in whatever columns; what perhaps was waits (`perhaps`).
    One of which it is not clear whether the money came or went is refused (422), and nothing of the file is booked.
    """
    by, content = current_person(), request.get_data()
    lines = flows.read_lines(content, statement_file.read_statement, now=clock.now())
    return queries.summary(actions.record_statement(lines=lines, by_id=by.id, now=clock.now()))


@blueprint.route("/bank-transfers", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.TransferQuery, location="query")
@blueprint.response(200, schemas.TransferPage)
def list_transfers(query: Json) -> Json:
    """Transfers by queue; without one, all that wait for a person."""
    return page(queries.transfers_in(query.pop("queue", None)), models.BankTransfer.id, **query)


@blueprint.route("/bank-transfers/<uuid:transfer_id>/matching", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.MatchIn)
@blueprint.response(200, schemas.BankTransferOut)
def match(asked: Json, transfer_id: UUID) -> models.BankTransfer:
    """Say which order an unreferenced transfer pays."""
    transfer = _locked(transfer_id)
    decisions.match_transfer(transfer=transfer, code=asked["order_number"], by_id=current_person().id, now=clock.now())
    return transfer


@blueprint.route("/bank-transfers/<uuid:transfer_id>/refund", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(fields.NoteIn)
@blueprint.response(200, schemas.BankTransferOut)
def refund_transfer(asked: Json, transfer_id: UUID) -> models.BankTransfer:
    """Have what waits of a transfer sent back: see GET /refunds for the sending."""
    transfer = _locked(transfer_id)
    decisions.refund_transfer(transfer=transfer, by_id=current_person().id, now=clock.now(), **asked)
    return transfer


@blueprint.route("/bank-transfers/<uuid:transfer_id>/dismissal", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(fields.ReasonedNoteIn)
@blueprint.response(200, schemas.BankTransferOut)
@blueprint.alt_response(202, schema=schemas.BankTransferOut, description=SECOND)
def dismiss(asked: Json, transfer_id: UUID) -> tuple[models.BankTransfer, int]:
    """An unreferenced transfer is no buyer's money and is booked elsewhere."""
    transfer = _locked(transfer_id)
    done = decisions.dismiss_transfer(transfer=transfer, by=current_person(), now=clock.now(), **asked)
    return transfer, answered(done)


@blueprint.route("/bank-transfers/<uuid:transfer_id>/verification", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.VerificationIn)
@blueprint.response(200, schemas.BankTransferOut)
@blueprint.alt_response(202, schema=schemas.BankTransferOut, description=SECOND)
def verify(asked: Json, transfer_id: UUID) -> tuple[models.BankTransfer, int]:
    """Say, by the bank's own account, whether it came once and for itself: what waits as `perhaps`, or the audit names.

    For good: what came is booked and matched; what did not is left out, or taken out again while all of it waits.
    """
    transfer = _locked(transfer_id)
    done = decisions.verify_transfer(transfer=transfer, by=current_person(), now=clock.now(), **asked)
    return transfer, answered(done)


def _locked(transfer_id: UUID) -> models.BankTransfer:
    return errors.found(queries.locked_transfer(transfer_id))
