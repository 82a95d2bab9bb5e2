"""A shop's month as CSV: every change of its balance, what was kept of each sale, and what was still on its way."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from market import clock
from market.db import db
from market.delivery.queries.offices import office_names
from market.language import Sentence
from market.payments.cash.rules import COD
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account, Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.ledger.queries import change_of, entries_of
from market.payments.sales import proceeds
from market.payments.sales.models import Sale
from market.payments.sales.rules import CASH_IN_HAND, IN_HAND, REFUND_IN_HAND, Shares, shares_of
from market.payments.sales.tax_statements import Month, as_csv

HEADER = (
    Sentence("Ngày", en="day"),
    Sentence("Việc", en="kind"),
    Sentence("Đơn hoặc nơi nhận tiền", en="reference"),
    Sentence("Tiền hàng", en="goods_vnd"),
    Sentence("Phí chợ", en="commission_vnd"),
    Sentence("Thuế GTGT", en="vat_vnd"),
    Sentence("Thuế TNCN", en="income_tax_vnd"),
    Sentence("Thêm hoặc bớt", en="change_vnd"),
    Sentence("Số dư", en="balance_vnd"),
    Sentence("Đang trên đường", en="on_its_way_vnd"),
)
# The ledger's words for what changes a shop's balance; in English they are said as they stand there.
_KINDS = {
    "opening": "đầu tháng",
    "sale": "bán hàng",
    "refund": "hoàn cho khách",
    CASH_IN_HAND: "khách trả tận tay",
    REFUND_IN_HAND: "trả lại khách tận tay",
    "claim_paid": "bưu điện đền",
    "cash_out_hold": "rút tiền mặt",
    "cash_out_released": "không rút nữa",
    "payout_hold": "chuyển về ngân hàng",
    "payout_released": "không chuyển nữa",
    "undo": "sửa lại",
    "on_its_way": "đang trên đường",
}
_BANK = Sentence("ngân hàng", en="bank")
_NOT_FETCHED = Sentence("chưa nhận", en="not fetched")
Line = list[Any]


def shop_statement(shop_id: UUID, month: Month, *, now: datetime, language: str) -> str:
    """First what was there, then every change, last what is on its way at the end of the month. Amounts in đồng."""
    lines = statement_lines(shop_id, month, now=now)
    return as_csv(_spoken(HEADER, language), (_spoken(line, language) for line in lines))


def statement_lines(shop_id: UUID, month: Month, *, now: datetime) -> list[Line]:
    """The same, line by line: its cells as HEADER names them."""
    account = accounts.shop(shop_id)
    balance = account.side * _sum_before(account, month.begin)
    lines: list[Line] = [[clock.local_day(month.begin), _kind("opening"), "", "", "", "", "", "", balance, ""]]
    within = entries_of(account).where(LedgerEntry.at >= month.begin, LedgerEntry.at < month.end)
    entries = db.session.scalars(within.order_by(LedgerEntry.at, LedgerEntry.id)).all()
    told = _references(entries, month)
    for entry in entries:
        change = change_of(entry, account)
        balance += change
        named = [_kind(entry.kind), told.get(entry.reference, entry.reference)]
        lines.append([clock.local_day(entry.at), *named, *_shares(entry), change, balance, ""])
    return lines + [[day, *more, 0, balance, hers] for day, *more, hers in _under_way(shop_id, month, now)]


def month_shown(shop_id: UUID, month: Month, *, now: datetime) -> dict[str, Any]:
    """The same for a page: its lines by the names of HEADER, what there was, was made, taken out and left."""
    names = [str(name.en) for name in HEADER]
    first, *rest = [dict(zip(names, line, strict=True)) for line in statement_lines(shop_id, month, now=now)]
    coming = [line for line in rest if line["kind"].en == "on_its_way"]
    changes = [line for line in rest if line["kind"].en != "on_its_way"]
    made = {is_out: [line["change_vnd"] for line in changes if _is_out(line) == is_out] for is_out in (True, False)}
    return {
        "opening_vnd": first["balance_vnd"],
        "in_vnd": sum(made[False]),
        "out_vnd": -sum(made[True]),
        "left_vnd": changes[-1]["balance_vnd"] if changes else first["balance_vnd"],
        "changes": changes,
        "coming": coming,
    }


def _is_out(line: dict[str, Any]) -> bool:
    """Whether money was taken out, or came back to where it was taken from."""
    kind: str = line["kind"].en
    return kind.startswith(("cash_out", "payout")) or kind in IN_HAND


def _spoken(cells: Iterable[Any], language: str) -> Line:
    return [cell.spoken(language) if isinstance(cell, Sentence) else cell for cell in cells]


def _kind(kind: str) -> Sentence:
    return Sentence(_KINDS.get(kind, kind), en=kind)


def _references(entries: Iterable[LedgerEntry], month: Month) -> dict[str, Sentence | str]:
    """Where money was taken out, in place of numbers that tell people nothing: the bank, or the post office's name."""
    cash = {entry.reference: _NOT_FETCHED for entry in entries if entry.kind.startswith("cash_out")}
    bank = {entry.reference: _BANK for entry in entries if entry.kind.startswith("payout")}
    paid = select(LedgerEntry.reference, Posting.owner).join(Posting)
    at_till = (LedgerEntry.reference.in_(cash), Posting.kind == Kind.TILL, LedgerEntry.at < month.end)
    tills = {row.reference: row.owner for row in db.session.execute(paid.where(*at_till))} if cash else {}
    names = office_names(set(tills.values())) if tills else {}
    return cash | bank | {reference: names.get(office, office) for reference, office in tills.items()}


def _shares(entry: LedgerEntry) -> list[int]:
    """The sale's value and what was kept of it, as the statement's columns; negative for a refund or an undoing."""
    parts = (accounts.COMMISSION, accounts.VAT, accounts.INCOME_TAX)
    kept = [change_of(entry, part) for part in parts]
    if not entry.key.startswith(("sale:", "taken-back:", "undo:sale:")):
        return [0, *kept]
    shop = sum(line.amount_vnd for line in entry.postings if line.kind == "shop")
    return [-shop + sum(kept), *(-part for part in kept)]


def _sum_before(account: Account, instant: datetime) -> int:
    mine = (Posting.kind == account.kind) & (Posting.owner == account.owner) & (LedgerEntry.at < instant)
    return int(db.session.scalar(select(func.sum(Posting.amount_vnd)).join(LedgerEntry).where(mine)) or 0)


def _under_way(shop_id: UUID, month: Month, now: datetime) -> Iterator[Line]:
    """By the books at the end of the month, so that a month that is over stays as it is told."""
    at = min(now, month.end - timedelta(microseconds=1))
    rows = db.session.execute(_unshared(shop_id, at, is_over=at < now)).all()
    terms = proceeds.terms_of([sale for sale, _ in rows], now=at)
    for sale, lies in rows:
        shares = shares_of(max(int(lies) - sale.shipping_vnd, 0), terms[sale.reference])
        yield [clock.local_day(sale.opened_at), _kind("on_its_way"), sale.reference, *_kept(shares), shares.shop_vnd]
    for reference, amount in proceeds.claimed(shop_id, until=at).items():
        yield [clock.local_day(at), _kind("on_its_way"), reference, 0, 0, 0, 0, amount]


def _kept(shares: Shares) -> list[int]:
    return [shares.goods_vnd, -shares.commission_vnd, -shares.vat_vnd, -shares.income_tax_vnd]


def _unshared(shop_id: UUID, at: datetime, *, is_over: bool) -> Any:
    """The shop's sales that were paid, or go to the door, and not yet shared out or called off; what lay with each."""
    lies = -proceeds.moved(Kind.ORDER, until=at)
    open_then = (
        or_(Sale.released_at.is_(None), Sale.released_at > at),
        or_(Sale.closed_at.is_(None), Sale.closed_at > at),
        or_(Sale.channel == COD, proceeds.moved(Kind.BUYERS, until=at) <= 0),
    )
    query = select(Sale, lies).where(Sale.shop_id == shop_id, Sale.opened_at <= at, *open_then, lies > 0)
    return (query if is_over else query.where(proceeds.comes())).order_by(Sale.opened_at, Sale.reference)
