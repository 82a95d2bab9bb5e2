"""A law: whatever a team may do in a household's name is recorded, and the household reads it."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from market import clock
from market.catalog.models import Product
from market.db import db, transaction
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import confirmation_code
from market.payments.ledger import accounts as ledger_accounts
from tests.support import complaining, fair_acts, goods_by_page, saying
from tests.support.browsing import browser_of, sends
from tests.support.fetching import MARKET, a_point, hands_over, ready_order
from tests.support.fetching import code_of as collection_code_of
from tests.support.helping import PAO, Village, a_village, agrees, asked, person, send_paper
from tests.support.installation import SECRET
from tests.support.proposing import code_for
from tests.support.village import (
    PRODUCT,
    Answer,
    Caller,
    a_product,
    accepted_order,
    calling,
    delivered_order,
    fill_till,
    fresh_code,
    give_money,
    guest,
    packed_order,
    placed_order,
    returned_order,
)

# What is done here is tried on both databases by those whose own act it is.
pytestmark = pytest.mark.once

OCOP = {"stars": 4, "certificate_no": "12/QĐ", "issued_on": "2025-12-01"}
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass
class Stage:
    """A household that has agreed, its shop and a good of it; who is of its team; nothing typed yet."""

    village: Village
    household: dict[str, Any]
    product: Any

    @property
    def member(self) -> Caller:
        return self.village.member

    @property
    def shop(self) -> str:
        return f"/shops/{self.household['shop_id']}"

    @property
    def good(self) -> str:
        return f"/products/{self.product.id}"

    def asks_cash_out(self) -> str:
        fill_till(500_000)
        give_money(ledger_accounts.shop(UUID(self.household["shop_id"])), 98_500)
        made = self.member.post(f"{self.shop}/cash-outs", {"amount_vnd": 98_500})
        assert made.status_code == 201, made.json
        return f"{self.shop}/cash-outs/{made.json['id']}"


def a_stage() -> Stage:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    made = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json["id"]
    return Stage(village, household, transaction(lambda: db.session.get(Product, UUID(made))))


def _picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (400, 400), "green").save(drawn, "JPEG")
    return drawn.getvalue()


def _edit(stage: Stage) -> Answer:
    tag = stage.member.get(stage.good).headers["ETag"]
    return stage.member.patch(stage.good, {"price_vnd": 60_000}, headers={"If-Match": tag})


def _photo(stage: Stage) -> Answer:
    return stage.member.put(f"{stage.good}/photos/1", data=_picture(), content_type="image/jpeg")


def _certificate_photo(stage: Stage) -> Answer:
    stage.member.patch(stage.good, {"ocop": OCOP}, headers={"If-Match": "*"})
    return stage.member.put(f"{stage.good}/certificate/photo", data=_picture(), content_type="image/jpeg")


def _certificate_photo_removed(stage: Stage) -> Answer:
    _certificate_photo(stage)
    return stage.member.delete(f"{stage.good}/certificate/photo")


def _photo_removed(stage: Stage) -> Answer:
    _photo(stage)
    return stage.member.delete(f"{stage.good}/photos/1")


def _shop(stage: Stage) -> Answer:
    tag = stage.member.get(stage.shop).headers["ETag"]
    return stage.member.patch(stage.shop, {"about": "Vườn na trên núi"}, headers={"If-Match": tag})


def _reopened(stage: Stage) -> Answer:
    stage.member.put(f"{stage.shop}/pause", {})
    return stage.member.delete(f"{stage.shop}/pause")


def _relisted(stage: Stage) -> Answer:
    stage.member.put(f"{stage.good}/unlisting")
    return stage.member.delete(f"{stage.good}/unlisting")


def _asked_for_a_later_day(stage: Stage, number: str | None = None) -> Answer:
    later = str(clock.local_day(clock.now()) + timedelta(days=3))
    number = number or placed_order(stage.product).number
    return stage.member.put(f"/orders/{number}/proposal", {"ship_on": later})


def _accepted_for_the_buyer(stage: Stage) -> Answer:
    number = placed_order(stage.product).number
    proposal = _asked_for_a_later_day(stage, number).json
    said = {"id": proposal["id"], "code": code_for(proposal)}
    return stage.member.put(f"/orders/{number}/proposal/acceptance", said)


def _packed(stage: Stage) -> Answer:
    order = placed_order(stage.product)
    stage.member.put(f"/orders/{order.number}/acceptance")
    return stage.member.put(f"/orders/{order.number}/packing", {})


def _refunded(stage: Stage) -> Answer:
    order = delivered_order(product=stage.product)
    about = {"purpose": "refund", "subject": order.number, "amount_vnd": 1_000}
    given = {"amount_vnd": 1_000, "household_code": asked(stage.member, stage.household, **about)}
    return stage.member.post(f"/orders/{order.number}/refunds", given)


def _confirmed(stage: Stage) -> Answer:
    path = stage.asks_cash_out()
    row = transaction(lambda: db.session.get(CashOut, UUID(path.rpartition("/")[2])))
    return stage.member.put(f"{path}/confirmation", {"code": confirmation_code(SECRET, row.id, row.code_no)})


def _reissued(stage: Stage) -> Answer:
    path = stage.asks_cash_out()
    row = transaction(lambda: db.session.get(CashOut, UUID(path.rpartition("/")[2])))
    stage.member.put(f"{path}/confirmation", {"code": confirmation_code(SECRET, row.id, row.code_no)})
    return stage.member.put(f"{path}/reissue")


def _cash_out(stage: Stage) -> Answer:
    fill_till(500_000)
    give_money(ledger_accounts.shop(UUID(stage.household["shop_id"])), 98_500)
    return stage.member.post(f"{stage.shop}/cash-outs", {"amount_vnd": 98_500})


def _payout_cancelled(stage: Stage, *, on_page: bool = False) -> Any:
    give_money(ledger_accounts.shop(UUID(stage.household["shop_id"])), 98_500)
    owner = calling(person(stage.household["person_id"]))
    account = {"bank_bin": "970405", "number": "8400205123456", "holder": "Nông Thị Páo"}
    owner.put("/me/payout-account", account | fresh_code(owner))
    payout = owner.post(f"{stage.shop}/payouts", {"amount_vnd": 98_500}).json["id"]
    if on_page:
        path = f"/shop/{stage.household['shop_id']}/money/bank/{payout}/cancellation"
        return sends(browser_of(stage.member), path)
    return stage.member.put(f"{stage.shop}/payouts/{payout}/cancellation")


def _written(stage: Stage, **fields: Any) -> dict[str, Any]:
    """Another household, whose acts are looked at instead."""
    stage.household = stage.village.writes_down(name="Lý Thị Sao", phone="0912555003", **fields)
    return stage.household


def _agreed(stage: Stage) -> Answer:
    household = _written(stage)
    return stage.member.put(f"/households/{household['id']}/consent", {"code": asked(stage.member, household)})


def _handed_over(stage: Stage) -> Answer:
    code = asked(stage.member, stage.household, purpose="hand_over")
    return stage.member.post(f"{stage.shop}/hand-over", {"code": code})


def _opened(stage: Stage) -> Answer:
    made = stage.member.post(f"/teams/{stage.village.team_id}/households", PAO | {"name": "Lý Thị Sao", "phone": None})
    stage.household = made.json
    return made


def _batch(stage: Stage) -> Answer:
    content = {"product_id": str(stage.product.id), "change": 5, "reason": "harvest"}
    act = {"id": str(uuid4()), "act": "move_stock", "typed_at": "2026-11-23T05:14:00Z", "content": content}
    return stage.member.post(f"/teams/{stage.village.team_id}/batches", {"acts": [act]})


def _on_page(stage: Stage, number: str, step: str, **typed: Any) -> Any:
    """The same by a page of the household's."""
    path = f"/shop/{stage.household['shop_id']}/orders/{number}/{step}"
    return sends(browser_of(stage.member), path, **typed)


def _accepted_on_page(stage: Stage) -> Any:
    number = placed_order(stage.product).number
    proposal = _asked_for_a_later_day(stage, number).json
    return _on_page(stage, number, "proposal/acceptance", id=proposal["id"], code=code_for(proposal))


def _asked_on_page(stage: Stage) -> Any:
    later = str(clock.local_day(clock.now()) + timedelta(days=3))
    return _on_page(stage, placed_order(stage.product).number, "proposal", ship_on=later)


def _refunded_on_page(stage: Stage) -> Any:
    number = delivered_order(product=stage.product).number
    about = {"purpose": "refund", "subject": number, "amount_vnd": 1_000}
    code = asked(stage.member, stage.household, **about)
    return _on_page(stage, number, "refund", amount_vnd="1.000", household_code=code)


def _refund_code_on_page(stage: Stage) -> Any:
    return _on_page(stage, delivered_order(product=stage.product).number, "refund/code", amount_vnd="1.000")


def _handed_over_on_page(stage: Stage) -> Any:
    order = ready_order(stage.product)
    return _on_page(stage, order.number, "collection", code=collection_code_of(order))


# The same steps by pages, which stand at the household's own addresses.
ON_PAGES: dict[str, Callable[[Stage], Any]] = {
    "acceptance": lambda s: _on_page(s, placed_order(s.product).number, "acceptance"),
    "packing": lambda s: _on_page(s, accepted_order(product=s.product).number, "packing"),
    "cancellation": lambda s: _on_page(s, packed_order(product=s.product).number, "cancellation", why="sold-out"),
    "collection": _handed_over_on_page,
    "refund": _refunded_on_page,
    "refund/code": _refund_code_on_page,
    "return-receipt": lambda s: _on_page(s, returned_order(product=s.product).number, "return-receipt", restock="true"),
    "proposal": _asked_on_page,
    "proposal/acceptance": _accepted_on_page,
}


def _cash_on_page(stage: Stage, step: str = "") -> Any:
    """Cash asked for by a page of the household's, or a step with what was asked for."""
    browser, path = browser_of(stage.member), f"/shop/{stage.household['shop_id']}/money/cash"
    if not step:
        give_money(ledger_accounts.shop(UUID(stage.household["shop_id"])), 98_500)
        return sends(browser, path, amount_vnd="98.500")
    cash_out_id = UUID(stage.asks_cash_out().rpartition("/")[2])
    row = transaction(lambda: db.session.get(CashOut, cash_out_id))
    code = confirmation_code(SECRET, row.id, row.code_no)
    if step == "reissue":
        assert sends(browser, f"{path}/{cash_out_id}/confirmation", code=code).status_code == 303
    return sends(browser, f"{path}/{cash_out_id}/{step}", **({"code": code} if step == "confirmation" else {}))


def _on_team_page(stage: Stage, page: str, **typed: Any) -> Any:
    """By a page of the team's own."""
    return sends(browser_of(stage.member), f"/team/households/{stage.household['id']}/{page}", **typed)


def _opened_on_page(stage: Stage) -> Any:
    """Its id is known by the address that one is led on to."""
    path = f"/team/{stage.village.team_id}/households/new"
    made = sends(browser_of(stage.member), path, name="Lý Thị Sao", village="Đồng Đĩnh", agrees="later")
    found = stage.member.get(made.headers["Location"].partition("?")[0].removeprefix("/team")).json
    stage.household = found
    return made


def _agreed_on_page(stage: Stage) -> Any:
    household = _written(stage)
    return _on_team_page(stage, "consent", code=asked(stage.member, household))


def _handed_over_on_team_page(stage: Stage) -> Any:
    code = asked(stage.member, stage.household, purpose="hand_over")
    return _on_team_page(stage, "hand-over", code=code, keep_team="true")


def _corrected_on_page(stage: Stage) -> Any:
    _written(stage)
    return _on_team_page(stage, "correction", version="1", name="Lý Thị Sáo")


def _paper_on_page(stage: Stage) -> Any:
    _written(stage)
    return _on_team_page(stage, "paper", taken=(io.BytesIO(_picture()), "giay.jpg"))


# By the pages of the team, below /team/households/{id}.
ON_TEAM_PAGES: dict[str, Callable[[Stage], Any]] = {
    "codes": lambda s: _on_team_page(s, "codes", purpose="consent"),
    "consent": _agreed_on_page,
    "paper": _paper_on_page,
    "hand-over": _handed_over_on_team_page,
    "correction": _corrected_on_page,
}


# What a team may do for a household → how it is done.
ACTS: dict[str, Callable[[Stage], Answer]] = {
    "POST /shops/<uuid:shop_id>/products": lambda s: s.member.post(f"{s.shop}/products", PRODUCT),
    "PATCH /products/<uuid:product_id>": _edit,
    "POST /products/<uuid:product_id>/stock-movements": lambda s: s.member.post(
        f"{s.good}/stock-movements", {"change": 5, "reason": "harvest"}
    ),
    "PUT /products/<uuid:product_id>/unlisting": lambda s: s.member.put(f"{s.good}/unlisting"),
    "DELETE /products/<uuid:product_id>/unlisting": _relisted,
    "PUT /products/<uuid:product_id>/photos/<int(min=1,max=8):n>": _photo,
    "DELETE /products/<uuid:product_id>/photos/<int(min=1,max=8):n>": _photo_removed,
    "PUT /products/<uuid:product_id>/certificate/photo": _certificate_photo,
    "DELETE /products/<uuid:product_id>/certificate/photo": _certificate_photo_removed,
    "PATCH /shops/<uuid:shop_id>": _shop,
    "PUT /shops/<uuid:shop_id>/pause": lambda s: s.member.put(f"{s.shop}/pause", {}),
    "DELETE /shops/<uuid:shop_id>/pause": _reopened,
    "PUT /orders/<code:number>/acceptance": lambda s: s.member.put(
        f"/orders/{placed_order(s.product).number}/acceptance"
    ),
    "PUT /orders/<code:number>/packing": _packed,
    "PUT /orders/<code:number>/cancellation": lambda s: s.member.put(
        f"/orders/{packed_order(product=s.product).number}/cancellation", {"reason": "Hết hàng"}
    ),
    "PUT /orders/<code:number>/proposal": _asked_for_a_later_day,
    "PUT /orders/<code:number>/proposal/acceptance": _accepted_for_the_buyer,
    "PUT /orders/<code:number>/return-receipt": lambda s: s.member.put(
        f"/orders/{returned_order(product=s.product).number}/return-receipt", {"restock": True}
    ),
    "POST /orders/<code:number>/refunds": _refunded,
    "PUT /orders/<code:number>/collection": lambda s: hands_over(ready_order(s.product), s.member),
    "POST /shops/<uuid:shop_id>/collection-points": lambda s: s.member.post(f"{s.shop}/collection-points", MARKET),
    "DELETE /shops/<uuid:shop_id>/collection-points/<uuid:point_id>": lambda s: s.member.delete(
        f"{s.shop}/collection-points/{a_point(s.product)}"
    ),
    "POST /shops/<uuid:shop_id>/cash-outs": _cash_out,
    "PUT /shops/<uuid:shop_id>/cash-outs/<uuid:cash_out_id>/confirmation": _confirmed,
    "PUT /shops/<uuid:shop_id>/cash-outs/<uuid:cash_out_id>/cancellation": lambda s: s.member.put(
        f"{s.asks_cash_out()}/cancellation"
    ),
    "PUT /shops/<uuid:shop_id>/cash-outs/<uuid:cash_out_id>/reissue": _reissued,
    "POST /households/<uuid:household_id>/codes": lambda s: s.member.post(f"/households/{s.household['id']}/codes", {}),
    "PATCH /households/<uuid:household_id>": lambda s: s.member.patch(
        f"/households/{_written(s)['id']}", {"name": "Lý Thị Sáo"}, headers={"If-Match": "1"}
    ),
    "PUT /households/<uuid:household_id>/consent": _agreed,
    "PUT /households/<uuid:household_id>/consent/paper": lambda s: send_paper(s.member, _written(s)),
    "POST /shops/<uuid:shop_id>/hand-over": _handed_over,
    "POST /teams/<uuid:team_id>/households": _opened,
    "POST /teams/<uuid:team_id>/batches": _batch,
    "POST /team/<uuid:team_id>/households/new": _opened_on_page,
    **{f"POST /team/households/<uuid:household_id>/{page}": act for page, act in ON_TEAM_PAGES.items()},
}
ACTS |= goods_by_page.ACTS | complaining.ACTS | saying.ACTS | fair_acts.ACTS
ACTS |= {f"POST /shop/<uuid:shop_id>/orders/<code:number>/{step}": do for step, do in ON_PAGES.items()}
ACTS |= {"POST /shop/<uuid:shop_id>/money/cash": _cash_on_page} | {
    f"POST /shop/<uuid:shop_id>/money/cash/<uuid:cash_out_id>/{step}": partial(_cash_on_page, step=step)
    for step in ("confirmation", "cancellation", "reissue")
}
# What one of a team is refused, though anybody may call it.
REFUSED: dict[str, Callable[[Stage], Any]] = {
    "DELETE /households/<uuid:household_id>": lambda s: s.member.delete(f"/households/{s.household['id']}"),
    **goods_by_page.REFUSED,
    **complaining.REFUSED,
    "POST /team/households/<uuid:household_id>/removal": lambda s: _on_team_page(s, "removal"),
    "POST /team/households/<uuid:household_id>/withdrawal": lambda s: _on_team_page(s, "withdrawal"),
    "PUT /shops/<uuid:shop_id>/closure": lambda s: s.member.put(f"{s.shop}/closure"),
    "DELETE /products/<uuid:product_id>": lambda s: s.member.delete(s.good),
    "DELETE /households/<uuid:household_id>/consent": lambda s: s.member.delete(
        f"/households/{s.household['id']}/consent"
    ),
    "POST /shops/<uuid:shop_id>/payouts": lambda s: s.member.post(f"{s.shop}/payouts", {"amount_vnd": 50_000}),
    "PUT /shops/<uuid:shop_id>/payouts/<uuid:payout_id>/cancellation": _payout_cancelled,
    "POST /shop/<uuid:shop_id>/money/bank": lambda s: sends(
        browser_of(s.member), f"/shop/{s.household['shop_id']}/money/bank", amount_vnd="50000"
    ),
    "POST /shop/<uuid:shop_id>/money/bank/<uuid:payout_id>/cancellation": partial(_payout_cancelled, on_page=True),
    "POST /subscriptions": lambda s: s.member.post(
        "/subscriptions", {"url": "https://kho.example/", "types": ["order.*"], "shop_id": s.household["shop_id"]}
    ),
}
# Programs that the household itself connects: to its team they are not there (tests/data/rights.txt tries each).
PROGRAMS = {
    "DELETE /subscriptions/<uuid:subscription_id>",
    "PATCH /subscriptions/<uuid:subscription_id>",
    "PUT /subscriptions/<uuid:subscription_id>/enabling",
    "PUT /subscriptions/<uuid:subscription_id>/messages/<uuid:message_id>/resending",
    "POST /subscriptions/<uuid:subscription_id>/secrets",
    "POST /subscriptions/<uuid:subscription_id>/tests",
    "PUT /services/<uuid:service_id>/revocation",
}
# One's own: as a buyer, a seller, a household, or who is signed in. A team has no say there.
OWN = {
    "POST /checkouts",
    "POST /checkouts/<uuid:checkout_id>/card",
    "POST /checkouts/<uuid:checkout_id>/card/look",
    "POST /checkouts/<uuid:checkout_id>/otherwise",
    "POST /orders/<code:number>/again",
    "POST /orders/<code:number>/cancellation",
    "POST /orders/<code:number>/correction",
    "POST /orders/<code:number>/proposal/acceptance",
    "POST /orders/<code:number>/proposal/refusal",
    "POST /orders/<code:number>/substitution/acceptance",
    "POST /orders/<code:number>/substitution/refusal",
    "POST /orders/<code:number>/receipt",
    "POST /orders/<code:number>/season",
    "PATCH /orders/<code:number>",
    "PUT /orders/<code:number>/proposal/refusal",
    "PUT /orders/<code:number>/substitution/acceptance",
    "PUT /orders/<code:number>/substitution/refusal",
    "PUT /orders/<code:number>/receipt",
    "PUT /orders/<code:number>/season-wish",
    "PUT /phone-changes/<uuid:change_id>/refusal",
    "PUT /paper-consents/<uuid:paper_id>/refusal",
    "POST /shops",
    "POST /shop/new",
    "DELETE /tokens/current",
    # What one said oneself, of goods, of a message, or of what went wrong.
    "DELETE /orders/<code:number>/reviews/<uuid:product_id>",
    "DELETE /orders/<code:number>/reviews/<uuid:product_id>/photos/<int(min=1,max=2):n>",
    "DELETE /questions/<uuid:question_id>",
    "POST /<named:good>/questions",
    "POST /complaints/<code:complaint>/photos",
    "POST /complaints/<code:complaint>/rating",
    "POST /complaints/<code:complaint>/reopening",
    "POST /complaints/<code:complaint>/withdrawal",
    "POST /complaints/new",
    "POST /orders/<code:number>/reviews/<uuid:product_id>",
    "POST /orders/<code:number>/reviews/<uuid:product_id>/photos",
    "POST /orders/<code:number>/reviews/<uuid:product_id>/photos/<int(min=1,max=2):n>/removal",
    "POST /orders/<code:number>/reviews/<uuid:product_id>/withdrawal",
    "POST /products/<uuid:product_id>/questions",
    "POST /questions/<uuid:question_id>/withdrawal",
    "POST /reviews/<uuid:review_id>/report",
    "PUT /orders/<code:number>/reviews/<uuid:product_id>",
    "PUT /orders/<code:number>/reviews/<uuid:product_id>/photos/<int(min=1,max=2):n>",
    "PUT /reviews/<uuid:review_id>/report",
}
# What a household is told of elsewhere: money by its code, files by what they may touch.
ELSEWHERE = {
    "POST /imports",
    "PUT /imports/<uuid:import_id>/cancellation",
    "PUT /imports/<uuid:import_id>/undoing",
    "PUT /imports/<uuid:import_id>/rows/<int(min=1,max=10000000):row_no>",
    "PUT /import-templates/<code:name>",
    "POST /team/files/new",
    "POST /team/files/<uuid:import_id>/cancellation",
    "POST /team/files/<uuid:import_id>/undoing",
    "POST /team/files/<uuid:import_id>/rows/<int(min=1,max=10000000):row_no>",
}


def open_to_teams(app) -> set[str]:
    found = set()
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", "")
        if access == "signed_in" or "team_member" in access:
            found |= {f"{method} {rule.rule.removeprefix('/api/v1')}" for method in rule.methods & CHANGING}
    return {route for route in found if " /me" not in route}


def test_every_route_that_a_team_may_call_stands_in_these_tables(app) -> None:
    assert open_to_teams(app) == {*ACTS, *REFUSED, *PROGRAMS, *OWN, *saying.LOOKS, *ELSEWHERE}


def acts_of(stage: Stage) -> list[str]:
    owner = calling(person(stage.household["person_id"]))
    return [act["id"] for act in owner.get("/me/acts?limit=100").json["items"]]


@pytest.mark.parametrize("route", ACTS)
def test_what_a_team_does_is_recorded_and_shown(app, route) -> None:
    stage = a_stage()
    before, household = acts_of(stage), stage.household["id"]
    answer = ACTS[route](stage)
    assert answer.status_code < 400, answer.text
    after = acts_of(stage)
    assert set(after) > (set(before) if stage.household["id"] == household else set())


@pytest.mark.parametrize("route", REFUSED)
def test_what_a_team_may_not_do_changes_nothing(app, route) -> None:
    stage = a_stage()
    assert REFUSED[route](stage).status_code in (403, 404, 409)
    assert stage.member.get(f"/households/{stage.household['id']}").json["consent"]["method"] == "code"


def test_ones_own_acts_are_nobodys_business(app) -> None:
    product = a_product()
    owner = calling(person(product.shop.owner_id))
    owner.put(f"/products/{product.id}/unlisting")
    assert owner.get("/me/acts").json["items"] == []
    assert guest().get("/me/acts").status_code == 401
