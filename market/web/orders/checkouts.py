"""`/checkouts/{id}`: what was bought at once, and how it is paid, until the money has come."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import errors
from market.accounts.access import current_person, signed_in
from market.http.headers import PRIVATE
from market.orders import paying, queries
from market.orders.models import Checkout
from market.payments.charges.vietqr import picture
from market.web.orders import paid
from market.web.orders.blueprint import CHECKOUT, blueprint
from market.web.orders.pay_words import DONE, PAY, SAY, TITLE
from market.web.store.page import page

_SECONDS = 15


@blueprint.route(CHECKOUT, methods=["GET"])
@signed_in
def show_checkout(checkout_id: UUID) -> Response:
    """What was bought, and what is still to be paid for it. While money is awaited the page comes anew by itself.

    What the address says of coming back from the card gateway is only said again, never believed.
    """
    checkout = checkout_of(checkout_id)
    shown, still = paid.shown(checkout), "still" in request.args
    stage = paid.stage(checkout, shown["due"])
    told: dict[str, Any] = {
        **shown,
        "stage": stage,
        "still": still,
        "waits": stage in paid.WAITS,
        "is_back": "back" in request.args,
        "here": f"/checkouts/{checkout.id}",
    }
    said = "card_back" if stage == "card" and told["is_back"] else stage
    response = page("checkout_paid.html", title=TITLE[stage], say=SAY[said], words=PAY, done=DONE, public=False, **told)
    if told["waits"] and not still:
        response.headers["Refresh"] = str(_SECONDS)
    return response


@blueprint.route(CHECKOUT + "/qr.png", methods=["GET"])
@signed_in
def show_checkout_qr(checkout_id: UUID) -> Response:
    """The VietQR as a picture that a phone can keep, and its banking app can open."""
    steps = paying.steps_of(paying.leading(checkout_of(checkout_id)))
    if "qr" not in steps:
        raise errors.NotFound
    headers = {"Cache-Control": PRIVATE}
    return Response(picture(steps["qr"], kind="png"), mimetype="image/png", headers=headers)


def checkout_of(checkout_id: UUID) -> Checkout:
    """My purchase. Raises NotFound for everybody else's."""
    return errors.found(queries.checkout_of(current_person(), checkout_id))
