"""Transfer files: what goes out to bank accounts, and what the bank answers."""

from uuid import UUID

from flask import Response, request

from market import clock, errors
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Json, PageQuery, page
from market.payments.blueprint import blueprint, secret
from market.payments.transfer_files import actions, bank_responses, models, queries, schemas


@blueprint.route("/payout-files", methods=["POST"])
@holding(RoleName.OPERATOR)
@blueprint.response(201, schemas.PayoutFileOut)
def make_file() -> tuple[models.PayoutFile, dict[str, str]]:
    """Put the payouts, and the refunds by bank, that wait into a transfer file for the bank. 404 when none waits."""
    made = errors.found(actions.make_file(by=current_person(), now=clock.now()))
    return made, {"Location": f"/api/v1/payout-files/{made.id}"}


@blueprint.route("/payout-files", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.PayoutFilePage)
def list_files(query: Json) -> Json:
    """The transfer files made so far, newest first."""
    return page(queries.payout_files(), models.PayoutFile.id, **query)


@blueprint.route("/payout-files/<uuid:file_id>", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, content_type="text/csv")
def show_file(file_id: UUID) -> Response:
    """The file itself, as CSV."""
    return Response(queries.transfer_file(file_id, secret=secret()), mimetype="text/csv")


@blueprint.route("/payout-files/<uuid:file_id>/answer", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.PayoutFileOut)
def answer(file_id: UUID) -> models.PayoutFile:
    """What the bank says of the transfers: the body is CSV (id, outcome `paid` or `failed`, note). All or none."""
    file = queries.payout_file(file_id)
    actions.record_answers(
        file=file, answers=bank_responses.read_answers(request.get_data()), by=current_person(), now=clock.now()
    )
    return file
