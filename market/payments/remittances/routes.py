"""A carrier's remittance statements in, and what an operator does about the lines that do not match."""

import hashlib
from uuid import UUID

from flask import request

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Json, PageQuery, page
from market.payments.bank.flows import read_lines
from market.payments.blueprint import SECOND, answered, blueprint
from market.payments.remittances import actions, decisions, models, queries, remittance_csv, schemas

ONE = "/remittances/<uuid:remittance_id>"


@blueprint.route("/remittances", methods=["POST"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.RemittanceQuery, location="query")
@blueprint.response(201, schemas.RemittanceOut)
def add_remittance(query: Json) -> tuple[Json, dict[str, str]]:
    """Match the body, a carrier's statement (tracking_number, amount_vnd, fee_vnd), line by line.

    CSV in any encoding or XLSX, XLS, ODS; titles above the columns and totals below the lines are passed over.

    Cash on delivery, claims, fees, and the cash-outs that the carrier paid for us (by their receipts).
    """
    content = request.get_data()
    by, lines = current_person(), read_lines(content, remittance_csv.read_remittance, now=clock.now())
    row = actions.record_remittance(
        lines=lines,
        digest=hashlib.sha256(content).hexdigest(),
        through=query.pop("through", None),
        by=by,
        now=clock.now(),
        **query,
    )
    return _shown(row), {"Location": f"/api/v1/remittances/{row.id}"}


@blueprint.route("/remittances", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.RemittancePage)
def list_remittances(query: Json) -> Json:
    """All statements, newest first."""
    return page(queries.remittances(), models.Remittance.id, **query)


@blueprint.route("/remittance-lines", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.RemittanceLinePage)
def list_waiting_lines(query: Json) -> Json:
    """The lines of all statements that wait for a person."""
    return page(queries.waiting_lines(), models.RemittanceLine.id, **query)


@blueprint.route(ONE, methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.RemittanceOut)
def show_remittance(remittance_id: UUID) -> Json:
    """One statement, and how many of its lines there are of each outcome."""
    return _shown(queries.remittance(remittance_id))


@blueprint.route(ONE + "/lines", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.LineQuery, location="query")
@blueprint.response(200, schemas.RemittanceLinePage)
def list_lines(query: Json, remittance_id: UUID) -> Json:
    """Its lines, with what our books say of each."""
    found = queries.remittance(remittance_id)
    return page(queries.lines_of(found.id, query.pop("outcome", None)), models.RemittanceLine.id, **query)


@blueprint.route(ONE + "/receipt", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.ReceiptIn)
@blueprint.response(200, schemas.RemittanceOut)
def receive(asked: dict[str, int], remittance_id: UUID) -> Json:
    """What has come into our bank for this statement in all. Once it is what was stated, its cash is reconciled."""
    row = queries.remittance(remittance_id, lock=True)
    actions.receive_remittance(row=row, by=current_person(), now=clock.now(), **asked)
    return _shown(row)


@blueprint.route(ONE + "/lines/<uuid:line_id>/decision", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.DecisionIn)
@blueprint.response(200, schemas.RemittanceLineOut)
@blueprint.alt_response(202, schema=schemas.RemittanceLineOut, description=SECOND)
def decide(asked: dict[str, str], remittance_id: UUID, line_id: UUID) -> tuple[models.RemittanceLine, int]:
    """Take the carrier's word for a line that does not match, dispute it, or match it again."""
    line = queries.line_of(remittance_id, line_id)
    done = decisions.settle_line(line=line, by=current_person(), now=clock.now(), **asked)
    return line, answered(done)


def _shown(row: models.Remittance) -> Json:
    shown = {name: getattr(row, name) for name in schemas.RemittanceOut().fields if name != "outcomes"}
    return shown | {"outcomes": queries.outcomes_of(row.id)}
