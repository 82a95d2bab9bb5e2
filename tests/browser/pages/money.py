"""What is hers, when more comes, and the ways to take it out."""

from typing import Any

from market import clock
from market.accounts.models import Person
from market.catalog.models import Shop
from market.db import transaction
from market.payments.cash_outs.actions import ask_cash_out, cancel_cash_out
from market.payments.cash_outs.models import CashOut
from market.payments.ledger.wallets import wallet_of_shop
from market.payments.payouts import actions as payouts
from market.payments.payouts.rules import BankAccount
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.installation import SECRET
from tests.support.village import (
    a_household,
    a_product,
    a_shop,
    a_shop_with_money,
    a_team_member,
    delivered_order,
    owner_of,
    packed_order,
    shipped_order,
)


def a_shop_that_sells() -> dict[str, Any]:
    """What was delivered is hers, what travels comes on a day, and what is packed waits for her."""
    lan = a_household()
    product = a_product(a_shop(lan))
    delivered_order(product=product)
    shipped_order(product=product)
    packed_order(product=product)
    return {"me": lan, "shop": product.shop_id, "month": f"{clock.local_day(clock.now()):%Y-%m}"}


def a_new_shop() -> dict[str, Any]:
    lan = a_household()
    return {"me": lan, "shop": a_shop(lan).id, "month": "2026-10"}


def with_money() -> dict[str, Any]:
    shop = a_shop_with_money(1_250_000)
    return {"me": owner_of(shop), "shop": shop.id}


def asked(shop: Shop, by: Person, *, called_back: bool = False) -> CashOut:
    def ask() -> CashOut:
        row = ask_cash_out(wallet=wallet_of_shop(shop), amount_vnd=500_000, by=by, now=clock.now())
        if called_back:
            cancel_cash_out(row=row, now=clock.now())
        return row

    return transaction(ask)


def an_open_slip() -> dict[str, Any]:
    shop = a_shop_with_money(1_250_000)
    asked(shop, owner_of(shop), called_back=True)
    return {"me": owner_of(shop), "shop": shop.id, "slip": asked(shop, owner_of(shop)).id}


def asked_by_the_team() -> dict[str, Any]:
    shop, team = a_shop_with_money(1_250_000), a_team_member()
    return {"me": team, "shop": shop.id, "slip": asked(shop, team).id}


def with_an_account() -> dict[str, Any]:
    shop = a_shop_with_money(1_250_000)
    lan, account = owner_of(shop), BankAccount("970405", "8400205123456", "HOANG THI LAN")

    def file() -> None:
        payouts.file_account(person=lan, account=account, secret=SECRET, now=clock.now())
        payouts.ask_payout(wallet=wallet_of_shop(shop), amount_vnd=500_000, by=lan, now=clock.now())

    transaction(file)
    return {"me": lan, "shop": shop.id}


def wants(amount: str) -> Any:
    def send(phone: Phone) -> None:
        phone.type("amount_vnd", amount)
        phone.send()

    return send


def types(code: str) -> Any:
    def send(phone: Phone) -> None:
        phone.type("code", code)
        phone.send()

    return send


MONEY = "/shop/{shop}/money"
PAGES = [
    Page("her money", MONEY, a_shop_that_sells),
    Page("no money yet", MONEY, a_new_shop),
    Page("her money, on behalf", MONEY, asked_by_the_team),
    Page("cash: how much", MONEY + "/cash", with_money, wrong={"too much": wants("9999999"), "no sum": wants("nhiều")}),
    Page("cash: nothing there", MONEY + "/cash", a_new_shop),
    Page("cash: a slip is open", MONEY + "/cash", an_open_slip),
    Page("a cash slip", MONEY + "/cash/{slip}", an_open_slip),
    Page("a cash slip of the team", MONEY + "/cash/{slip}", asked_by_the_team, wrong={"a wrong code": types("12")}),
    Page("cash taken out before", MONEY + "/cash/past", an_open_slip),
    Page("the bank", MONEY + "/bank", with_an_account, wrong={"too much": wants("9999999")}),
    Page("the bank, no account", MONEY + "/bank", with_money),
    Page("the month", MONEY + "/month/{month}", a_shop_that_sells),
]
