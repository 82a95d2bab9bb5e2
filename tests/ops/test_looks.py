"""Looks: sent straight to PostgreSQL's driver, they say what the session says, and heal as it does."""

from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy import bindparam, create_engine, event, select, text
from sqlalchemy.exc import DBAPIError

from market.catalog.models import Product
from market.catalog.queries import shown_products
from market.catalog.queries.sale import products_for_sale
from market.clock import now
from market.db import Look, as_read, db, is_postgresql, read_only, transaction
from market.http import Market
from tests.support.village import a_certified_product, a_product, guest


def test_a_look_says_what_the_session_says(app: Market) -> None:
    product_id = a_certified_product().id
    look = shown_products._ONE
    through_session = db.session.execute(look.statement, {"product_id": product_id}).one()
    db.session.remove()
    looked = read_only(lambda: look.first(product_id=product_id))
    assert looked._asdict() == through_session._asdict()
    assert [type(cell) for cell in looked] == [type(cell) for cell in through_session]


def test_a_look_in_a_transaction_sees_what_it_has_done(app: Market) -> None:
    product = a_certified_product()

    def rename() -> str:
        db.session.execute(text("UPDATE products SET name = 'Na dai'"))
        return str(shown_products._ONE.first(product_id=product.id).name)

    assert transaction(rename) == "Na dai"


@pytest.mark.parametrize("times", [1, 2])
def test_a_connection_that_is_gone_is_replaced(app: Market, times: int) -> None:
    path = f"/products/{a_certified_product().id}"
    for _ in range(times):
        if is_postgresql():
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            with db.engine.connect() as other:
                other.execute(text(f"{ended} AND pid <> pg_backend_pid()"))
        assert guest().get(path).status_code == 200


def test_what_stumbles_leaves_no_connection_that_commits_by_itself(app: Market) -> None:
    product_id = a_certified_product().id
    db.session.remove()

    def stumble(*_given: object) -> None:
        raise KeyError("any")

    event.listen(db.engine, "after_cursor_execute", stumble)
    try:
        with pytest.raises(KeyError):
            read_only(lambda: shown_products._ONE.first(product_id=product_id))
    finally:
        event.remove(db.engine, "after_cursor_execute", stumble)
    with db.engine.connect() as connection:
        assert not getattr(connection.connection.driver_connection, "autocommit", False)


def test_a_database_that_is_away_is_told_as_busy(app: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/products/{a_certified_product().id}"
    monkeypatch.setitem(app.extensions, "reader", create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    answer = guest().get(path)
    assert (answer.status_code, answer.json["type"]) == (503, "busy")


def test_what_is_asked_of_many_says_what_the_session_says(app: Market) -> None:
    some = [a_product().id for _ in range(2)]
    look = Look(select(Product.__table__.c.id).where(Product.__table__.c.id.in_(bindparam("ids", expanding=True))))
    assert {row.id for row in look.rows(ids=some)} == set(some)
    assert look.rows(ids=[]) == []


def test_after_a_rollback_a_look_is_prepared_anew(app: Market) -> None:
    """psycopg drops all that is prepared with it."""
    key = a_product().id

    def ask() -> None:
        for _ in range(7):  # as often as has psycopg prepare of its own
            db.session.execute(text("SELECT 1"))
        assert shown_products._ONE.first(product_id=key).id == key

    ask()
    with suppress(KeyError), db.session.begin_nested():
        ask()
        raise KeyError
    ask()
    db.session.rollback()
    ask()


def test_nothing_that_was_prepared_is_left_behind_by_rollbacks(app: Market) -> None:
    key, counts = a_product().id, set()
    db.session.rollback()
    db.engine.dispose()  # one connection is all that is asked from here on
    for _ in range(3):
        db.session.rollback()
        assert db.session.execute(text("SELECT 1")).one() == (1,)
        shown_products._ONE.first(product_id=key)
        left = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'market%'"
        counts.add(db.session.scalar(text(left)) if is_postgresql() else 0)
    assert len(counts) == 1


def test_a_connection_that_is_gone_is_made_again(app: Market) -> None:
    key = a_product().id
    gone: list[int] = []

    def ask() -> bool:
        assert shown_products._ONE.first(product_id=key).id == key
        if is_postgresql() and not gone:
            gone.append(db.session.scalar(text("SELECT pg_backend_pid()")))
            with db.engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:gone)"), {"gone": gone[0]})
        return bool(shown_products._ONE.first(product_id=key).id == key)

    assert transaction(ask)


def test_an_error_of_a_look_in_a_transaction_is_the_session_s(app: Market) -> None:
    look = Look(select(text("1 / :by AS shared")).select_from(text("no_such_table")))
    with pytest.raises(DBAPIError):
        transaction(lambda: look.rows(by=0))
    assert transaction(lambda: db.session.scalar(text("SELECT 1"))) == 1


def test_a_thing_that_was_read_is_the_session_s_own_and_fresh(app: Market) -> None:
    held = a_product()
    db.session.execute(text("UPDATE products SET stock = 3"))
    good = products_for_sale([held.id], now=now())[held.id]
    assert (good is held, good.stock, good in db.session.dirty) == (True, 3, False)
    db.session.expunge_all()
    values = {column.key: getattr(good, column.key) for column in Product.__table__.columns}
    anew = as_read(Product, values)
    anew.name = "Na dai"
    db.session.flush()
    assert db.session.scalar(select(Product.name).where(Product.id == held.id)) == "Na dai"
