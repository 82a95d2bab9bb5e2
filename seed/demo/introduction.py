"""What `make run` prints: where the market is, who can sign in, and what to try first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from market.accounts import actions as accounts
from market.accounts import queries
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


def introduction(*, address: str, now: datetime) -> str:
    """The text, with a new token for each of the people shown; without them where the fair was not loaded."""
    address, guests = address.rstrip("/"), list(_guests(now))
    return "\n".join(["", *_places(address), *_people(guests), *_commands(address, guests), ""]) + "\n"


def _guests(now: datetime) -> Iterator[Guest]:
    households = [{**row, "name": row["owner"]} for row in rows("households")]
    by_key = {row["key"]: row for row in [*households, *rows("people")]}
    for key, role in _SHOWN.items():
        row = by_key[key]
        person = queries.person_with_phone(phone_of(row))
        if person is not None and person.name == row["name"]:  # not somebody else who has that number
            token, _ = accounts.issue_token(person=person, now=now)
            yield Guest(role, person.name, row["phone"], token)


def _places(address: str) -> Iterator[str]:
    yield "Chợ Phiên đang mở · Chợ Phiên is open (Ctrl-C: đóng · stop)"
    yield ""
    yield f"  API                   {address}/api/v1"
    yield f"  Hướng dẫn · Docs      {address}/docs"
    yield f"  OpenAPI               {address}/openapi.json"
    yield ""


def _people(guests: list[Guest]) -> Iterator[str]:
    if not guests:
        return
    yield "Người dùng thử, đều là người bịa · Demo people, all invented"
    yield ""
    yield _TABLE.format(role="Vai · Role", name="Tên · Name", phone="Điện thoại", bearer="Mã đăng nhập · Bearer token")
    for guest in guests:
        yield _TABLE.format(**vars(guest))
    yield ""


def _commands(address: str, guests: list[Guest]) -> Iterator[str]:
    yield "Tìm na Chi Lăng, gõ không dấu · Search for custard apples without accents"
    yield f"  curl -s '{address}/api/v1/search?q=na+chi+lang' | {_READABLE}"
    if guests:
        seller = guests[0]
        yield ""
        yield f"Đơn hàng của {seller.name} · The household's orders"
        yield f"  curl -s -H 'Authorization: Bearer {seller.bearer}' '{address}/api/v1/orders?as=seller' | {_READABLE}"
