"""What `make run` prints: where the market is, what to try first, and last who can sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from market.accounts import queries
from market.seed.demo.tokens import Kept
from market.seed.rows import phone_of, rows

# Who is shown, and as what.
_SHOWN = {
    "na-dong-dinh": "hộ bán na · household",
    "team-head-dong-dinh": "tổ công nghệ số · community team",
    "buyer-an": "người mua, Hà Nội · buyer",
    "buyer-hai": "người mua, Đà Nẵng · buyer",
    "clerk-chi-lang": "giao dịch viên, Chi Lăng · clerk",
    "clerk-ha-noi": "giao dịch viên, Hà Nội · clerk",
    "courier-ha-noi": "bưu tá, Hà Nội · courier",
    "officer-chi-lang": "cán bộ xã Chi Lăng · officer",
    "operator": "người vận hành · operator",
}
_TABLE = "  {role:<33} {name:<22} {phone:<11} {bearer}"
_READABLE = "python3 -m json.tool --no-ensure-ascii"


@dataclass(frozen=True)
class Guest:
    """Somebody of the fair with a token of their own."""

    role: str
    name: str
    phone: str
    bearer: str


def introduction(*, address: str, home: Path, cards: str, log: Path, now: datetime) -> str:
    """The text; without people where the fair was not loaded. `cards` says where the card gateway is, or is empty."""
    address, guests = address.rstrip("/"), guests_of(home, now)
    parts = (_places(address, cards, log), _commands(address, guests), people(guests))
    return "\n".join(["", *(line for part in parts for line in part)]) + "\n"


def guests_of(home: Path, now: datetime) -> list[Guest]:
    """Those of the fair who are shown, with the tokens they were given before if these still work."""
    households = [{**row, "name": row["owner"]} for row in rows("households")]
    by_key = {row["key"]: row for row in [*households, *rows("people")]}
    kept, guests = Kept(home), []
    for key, role in _SHOWN.items():
        row = by_key[key]
        person = queries.person_with_phone(phone_of(row))
        if person is not None and person.name == row["name"]:  # not somebody else who has that number
            guests.append(Guest(role, person.name, row["phone"], kept.token_of(person, now=now)))
    return guests


def people(guests: list[Guest]) -> Iterator[str]:
    """The table of people, each with a token."""
    if not guests:
        return
    yield "Người dùng thử, đều là người bịa · Demo people, all invented (again: .venv/bin/market people)"
    yield ""
    yield _TABLE.format(role="Vai · Role", name="Tên · Name", phone="Điện thoại", bearer="Mã đăng nhập · Bearer token")
    for guest in guests:
        yield _TABLE.format(**vars(guest))
    yield ""


def _places(address: str, cards: str, log: Path) -> Iterator[str]:
    yield "Chợ Phiên đang mở · Chợ Phiên is open (Ctrl-C: đóng · stop)"
    yield ""
    yield f"  API                   {address}/api/v1"
    yield f"  Hướng dẫn · Docs      {address}/docs"
    yield f"  OpenAPI               {address}/openapi.json"
    if cards:
        yield f"  Thẻ thử · Cards       {cards}"
    yield f"  Nhật ký · Log         {log}"
    yield "  SMS                   hiện ngay dưới đây · shown below as they are sent"
    yield ""


def _commands(address: str, guests: list[Guest]) -> Iterator[str]:
    yield "Tìm na Chi Lăng, gõ không dấu · Search for custard apples without accents"
    yield f"  curl -s '{address}/api/v1/search?q=na+chi+lang' | {_READABLE}"
    yield ""
    if guests:
        seller = guests[0]
        yield f"Đơn hàng của {seller.name} · The household's orders"
        yield f"  curl -s -H 'Authorization: Bearer {seller.bearer}' '{address}/api/v1/orders?as=seller' | {_READABLE}"
        yield ""
