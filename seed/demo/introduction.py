"""What `make run` prints: where the market is, what to try first, and last who can sign in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from market.seed.demo import guests as fair
from market.seed.demo.doors.routes import path_to
from market.seed.demo.tokens import Kept

# Guests with a token each.
Bearers = list[tuple[fair.Guest, str]]
_TABLE = "  {:<33} {:<22} {:<11} {}"
_READABLE = "python3 -m json.tool --no-ensure-ascii"


def introduction(*, address: str, home: Path, cards: str, log: Path, doors: bool, now: datetime) -> str:
    """The text; without people where the fair was not loaded. `cards` says where the card gateway is, or is empty."""
    address, guests = address.rstrip("/"), guests_of(home, now)
    doors_told = doors_of(address, guests) if doors else iter(())
    parts = (_places(address, cards, log), _commands(address, guests), doors_told, people(guests))
    return "\n".join(["", *(line for part in parts for line in part)]) + "\n"


def guests_of(home: Path, now: datetime) -> Bearers:
    """Those of the fair who are shown, with the tokens they were given before if these still work."""
    kept = Kept(home)
    return [(guest, kept.token_of(guest.person, now=now)) for guest in fair.guests()]


def doors_of(address: str, guests: Bearers) -> Iterator[str]:
    """Where a browser becomes each of them by one press."""
    if not guests:
        return
    yield "Mở trang của từng người, một lần bấm · Open each person's page, one press (only in the demo)"
    for guest, _ in guests:
        yield f"  {_role(guest):<33} {address.rstrip('/')}{path_to(guest)}"
    yield ""


def people(guests: Bearers) -> Iterator[str]:
    """The table of people, each with a token."""
    if not guests:
        return
    yield "Người dùng thử, đều là người bịa · Demo people, all invented (again: .venv/bin/market people)"
    yield ""
    yield _TABLE.format("Vai · Role", "Tên · Name", "Điện thoại", "Mã đăng nhập · Bearer token")
    for guest, bearer in guests:
        phone = (guest.person.phone or "").replace("+84", "0", 1)
        yield _TABLE.format(_role(guest), guest.person.name, phone, bearer)
    yield ""


def _role(guest: fair.Guest) -> str:
    return f"{guest.role} · {guest.role.en}"


def _places(address: str, cards: str, log: Path) -> Iterator[str]:
    yield "Chợ Phiên đang mở · Chợ Phiên is open (Ctrl-C: đóng · stop)"
    yield ""
    yield f"  Trang đầu · Pages     {address}/"
    yield f"  API                   {address}/api/v1, {address}/openapi.json"
    yield f"  Hướng dẫn · Docs      {address}/docs"
    if cards:
        yield f"  Thẻ thử · Cards       {cards}"
    yield f"  Nhật ký · Log         {log}"
    yield "  SMS                   hiện ngay dưới đây · shown below as they are sent"
    yield ""


def _commands(address: str, guests: Bearers) -> Iterator[str]:
    yield "Tìm na Chi Lăng, gõ không dấu · Search for custard apples without accents"
    yield f"  curl -s '{address}/api/v1/search?q=na+chi+lang' | {_READABLE}"
    yield ""
    if guests:
        seller, bearer = guests[0]
        yield f"Đơn hàng của {seller.person.name} · The household's orders"
        yield f"  curl -s -H 'Authorization: Bearer {bearer}' '{address}/api/v1/orders?as=seller' | {_READABLE}"
        yield ""
