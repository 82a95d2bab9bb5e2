"""Looks: sent straight to PostgreSQL's driver, they say what the session says, and heal as it does."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, event, text

from market.catalog.queries import shown_products
from market.db import db, is_postgresql, read_only, transaction
from market.http import Market
from tests.support.village import a_certified_product, guest


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
