"""Monthly statements as CSV."""

from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.http import language
from market.payments.access import shop_to_look_into
from market.payments.blueprint import blueprint, secret
from market.payments.sales.shop_statements import shop_statement
from market.payments.sales.tax_statements import Month, tax_statement


@blueprint.route("/shops/<uuid:shop_id>/statements/<code:month>", methods=["GET"])
@signed_in
@blueprint.response(200, content_type="text/csv")
def show_statement(shop_id: UUID, month: str) -> Response:
    """Every change of the shop's balance in a month (`2026-11`), what was kept of each sale, what is on its way. CSV.

    The first row is in the reader's language; in English it has the names that programs look for.
    """
    now = clock.now()
    shop = shop_to_look_into(shop_id, current_person(), now=now)
    content = shop_statement(shop.id, Month.written(month), now=now, language=language())
    return _file(content, f"shop-{month}.csv")


@blueprint.route("/tax-statements/<code:month>", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, content_type="text/csv")
def show_tax_statement(month: str) -> Response:
    """What was sold and withheld in a month, household by household, for the tax office, as CSV."""
    return _file(tax_statement(Month.written(month), secret=secret()), f"tax-{month}.csv")


def _file(content: str, name: str) -> Response:
    response = Response(content, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
