"""Transfer files: what goes out to bank accounts, and what the bank answers."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.errors import NotFound
from market.http import PageQuery, page
from market.payments.blueprint import blueprint, secret
from market.payments.transfer_files import actions, queries
from market.payments.transfer_files.bank_responses import read_answers
from market.payments.transfer_files.models import PayoutFile
from market.payments.transfer_files.schemas import PayoutFileOut, PayoutFilePage


@blueprint.route("/payout-files", methods=["POST"])
@holding(RoleName.OPERATOR)
@blueprint.response(201, PayoutFileOut)
def make_file() -> PayoutFile:
    """Put the payouts, and the refunds by bank, that wait into a transfer file for the bank. 404 when none waits."""
    file = actions.make_file(by=current_person(), now=clock.now())
    if file is None:
        raise NotFound
    return file


@blueprint.route("/payout-files", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, PayoutFilePage)
def list_files(query: dict[str, Any]) -> dict[str, Any]:
    """The transfer files made so far, newest first."""
    return page(queries.payout_files(), PayoutFile.id, **query)


@blueprint.route("/payout-files/<uuid:file_id>", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, content_type="text/csv")
def show_file(file_id: UUID) -> Response:
    """The file itself, as CSV."""
    return Response(queries.transfer_file(file_id, secret=secret()), mimetype="text/csv")


@blueprint.route("/payout-files/<uuid:file_id>/answer", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, PayoutFileOut)
def answer(file_id: UUID) -> PayoutFile:
    """What the bank says of the transfers: the body is CSV (id, outcome `paid` or `failed`, note). All or none."""
    file = queries.payout_file(file_id)
    actions.record_answers(file=file, answers=read_answers(request.get_data()), by=current_person(), now=clock.now())
    return file
