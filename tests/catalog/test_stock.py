"""Stock changes only by movements, never falls below nothing, and is sold once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import event, select

from market.catalog import invariants as audit
from market.catalog.actions.stock import return_stock, take_stock
from market.catalog.models import Product, StockMovement
from market.catalog.queries import sale
from market.catalog.rules.shops import ShopStatus
from market.catalog.rules.stock import NotForSale, NotShippable, StockTooLow, UnknownProducts
from market.db import db, transaction
from market.ids import new_id
from tests.support.village import a_household, a_product, a_shop, calling, guest, news, now, owner_of


def stock_of(product: Product) -> int:
    db.session.rollback()
    return db.session.scalar(select(Product.stock).where(Product.id == product.id))


def movements_of(product: Product) -> list[tuple[int, str, str | None]]:
    db.session.rollback()
    wanted = select(StockMovement).where(StockMovement.product_id == product.id).order_by(StockMovement.id)
    return [(move.change, move.reason, move.reference) for move in db.session.scalars(wanted)]


def take(wanted: dict[Product, int], reference: str | None = "CP-1") -> dict[UUID, Product]:
    quantities = {product.id: quantity for product, quantity in wanted.items()}
    return transaction(lambda: take_stock(wanted=quantities, reference=reference, now=now()))


def give_back(quantities: dict[Product, int]) -> None:
    packs = {product.id: quantity for product, quantity in quantities.items()}
    transaction(lambda: return_stock(quantities={"CP-1": packs}, now=now()))


def test_the_first_stock_is_a_movement(app) -> None:
    assert movements_of(a_product(stock=60)) == [(60, "opening", None)]
    assert movements_of(a_product(stock=0)) == []


def test_a_movement_changes_the_stock_and_says_why(app) -> None:
    product = a_product(stock=60)
    household = calling(owner_of(product.shop))
    reply = household.post(f"/products/{product.id}/stock-movements", {"change": -5, "reason": "spoiled"})
    assert (reply.status_code, reply.json) == (201, {"stock": 55})
    assert movements_of(product) == [(60, "opening", None), (-5, "spoiled", None)]
    assert list(audit.audit()) == []


@pytest.mark.parametrize(("stock", "change", "told"), [(0, 5, True), (3, -3, True), (3, 5, False), (3, -2, False)])
def test_the_index_hears_of_a_movement_by_hand_that_fills_or_empties_the_shelf(app, stock, change, told) -> None:
    product = a_product(stock=stock)
    before = news()
    body = {"change": change, "reason": "harvest"}
    assert calling(owner_of(product.shop)).post(f"/products/{product.id}/stock-movements", body).status_code == 201
    assert news() == before + [{"id": str(product.id)}] * told


def test_stock_never_falls_below_nothing(app) -> None:
    product = a_product(stock=3)
    household = calling(owner_of(product.shop))
    reply = household.post(f"/products/{product.id}/stock-movements", {"change": -4, "reason": "spoiled"})
    assert (reply.status_code, reply.json["type"]) == (409, "stock-too-low")
    assert reply.json["items"] == [{"product_id": str(product.id), "name": product.name, "wanted": 4, "left": 3}]
    assert reply.json["detail"] == "Không đủ hàng: Na Chi Lăng chỉ còn 3."
    assert (stock_of(product), len(movements_of(product))) == (3, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"change": 0, "reason": "x"},
        {"change": 1.5, "reason": "x"},
        {"change": 10**12, "reason": "x"},
        {"change": 1_000_000, "reason": "x"},
        {"change": 1},
        {"change": 1, "reason": ""},
        {"change": 1, "reason": "x" * 41},
        {"change": 1, "reason": "x", "stock": 1},
    ],
)
def test_a_wrong_movement_moves_nothing(app, wrong) -> None:
    product = a_product(stock=3)
    assert calling(owner_of(product.shop)).post(f"/products/{product.id}/stock-movements", wrong).status_code == 422
    assert stock_of(product) == 3


def test_a_movement_sent_twice_counts_once(app) -> None:
    product = a_product(stock=3)
    household = calling(owner_of(product.shop))
    body = {"id": str(new_id()), "change": 2, "reason": "harvest"}
    replies = [household.post(f"/products/{product.id}/stock-movements", body) for _ in range(2)]
    assert [reply.json for reply in replies] == [{"stock": 5}, {"stock": 5}]
    other = household.post(f"/products/{product.id}/stock-movements", body | {"change": 9})
    assert (other.status_code, other.json["type"], stock_of(product)) == (409, "id-reused", 5)


def test_a_stranger_moves_no_stock(app) -> None:
    product, body = a_product(stock=3), {"change": 1, "reason": "harvest"}
    assert calling(a_household()).post(f"/products/{product.id}/stock-movements", body).status_code == 403
    assert guest().post(f"/products/{product.id}/stock-movements", body).status_code == 401
    assert stock_of(product) == 3


def test_a_sale_takes_all_lines(app) -> None:
    apples, plums = a_product(stock=5), a_product(stock=2)
    sold = take({plums: 1, apples: 5})
    assert list(sold) == [plums.id, apples.id]
    assert (sold[apples.id].stock, stock_of(apples), stock_of(plums)) == (0, 0, 1)
    assert movements_of(apples)[-1] == (-5, "sold", "CP-1")
    assert list(audit.audit()) == []


def test_a_sale_of_too_much_names_every_short_item_and_takes_nothing(app) -> None:
    apples, plums, rice = a_product(stock=5), a_product(stock=2), a_product(stock=9)
    with pytest.raises(StockTooLow) as refusal:
        take({apples: 6, plums: 3, rice: 1})
    named = [(item["product_id"], item["wanted"], item["left"]) for item in refusal.value.members["items"]]
    assert named == [(str(apples.id), 6, 5), (str(plums.id), 3, 2)]
    assert [stock_of(product) for product in (apples, plums, rice)] == [5, 2, 9]


def test_what_a_cancelled_order_took_comes_back(app) -> None:
    apples, plums = a_product(stock=5), a_product(stock=2)
    take({apples: 5, plums: 1})
    give_back({apples: 5, plums: 1})
    assert (stock_of(apples), stock_of(plums)) == (5, 2)
    assert movements_of(apples)[-1] == (5, "order_cancelled", "CP-1")


def test_stock_returns_to_goods_off_sale_too(app) -> None:
    product = a_product(stock=5)
    take({product: 2})
    calling(owner_of(product.shop)).put(f"/products/{product.id}/unlisting")
    give_back({product: 2})
    assert stock_of(product) == 5


def test_the_index_hears_only_of_the_last_pack_and_the_first(app) -> None:
    product = a_product(stock=5)
    before = len(news())
    take({product: 4})
    give_back({product: 1})
    assert len(news()) == before
    take({product: 2})
    assert len(news()) == before + 1
    give_back({product: 2})
    assert len(news()) == before + 2


def test_unknown_goods_are_named_by_their_place(app) -> None:
    product = a_product()
    with pytest.raises(UnknownProducts) as refusal:
        sale.products_for_sale([product.id, new_id()], now=now())
    assert list(refusal.value.errors["items"]) == [1]


def test_goods_off_sale_are_not_sold(app) -> None:
    unlisted, suspended, paused = a_product(), a_product(), a_product(a_shop(name="Nghỉ"))

    def hide() -> None:
        db.session.get(Product, unlisted.id).status = "unlisted"
        db.session.get(Product, suspended.id).suspension_reason = "x"
        db.session.get(Product, paused.id).shop.status = ShopStatus.PAUSED

    transaction(hide)
    for product in (unlisted, suspended, paused):
        with pytest.raises(NotForSale) as refusal:
            take({product: 1})
        assert refusal.value.members["items"] == [{"product_id": str(product.id), "name": product.name}]
        assert stock_of(product) == 60


def test_goods_of_a_shop_never_seen_are_unknown(app) -> None:
    product = a_product()
    transaction(lambda: setattr(db.session.get(Product, product.id).shop, "status", ShopStatus.PREPARED))
    with pytest.raises(UnknownProducts):
        take({product: 1})


def test_what_does_not_go_by_post_is_not_sold(app) -> None:
    product = a_product(ships_by_post=False)
    with pytest.raises(NotShippable):
        take({product: 1})


def test_a_sale_takes_three_statements_however_many_lines(app) -> None:
    wanted = {a_product().id: 1 for _ in range(4)}
    db.session.rollback()
    statements: list[str] = []
    count = lambda _c, _cursor, statement, *_: statements.append(statement)  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", count)
    try:
        sold = transaction(lambda: take_stock(wanted=wanted, reference=None, now=now()))
        assert [(p.shop.name, p.shop.commune_code, p.category.slug) for p in sold.values()]
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    verbs = [statement.split()[0] for statement in statements if not statement.startswith("BEGIN")]
    assert verbs == ["SELECT", "UPDATE", "INSERT"]


def test_the_last_packs_are_sold_once_and_opposite_baskets_do_not_deadlock(app) -> None:
    apples, plums = a_product(stock=10), a_product(stock=10)
    db.session.rollback()

    def buy(number: int) -> int:
        ids = [apples.id, plums.id] if number % 2 else [plums.id, apples.id]
        with app.app_context():
            try:
                wanted = dict.fromkeys(ids, 1)
                transaction(lambda: take_stock(wanted=wanted, reference=None, now=now()))
            except StockTooLow:
                return 0
            return 1

    with ThreadPoolExecutor(8) as threads:
        sold = sum(threads.map(buy, range(24)))
    assert (sold, stock_of(apples), stock_of(plums)) == (10, 0, 0)
    assert list(audit.audit()) == []
