"""Whether anything grows: `python -m bench.growth --requests 100000` drives one mix, and tells the memory on the way.

The API and the worker as an installation starts them (SQLite and Whoosh, or `--postgresql`), over sockets. Much of what
is asked is asked only once: words nobody has searched for, goods and pages that are not there, numbers of requests.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import quote_plus

import structlog
from sqlalchemy import select

from bench import servers
from bench.calls import Call, Stage, calls, request, set_stage
from bench.client import Plan, run
from bench.goods import load_goods
from bench.memory import of_family, parents, seconds_of_family
from market import clock
from market.accounts import actions as accounts
from market.accounts.models import Person
from market.app import create_app
from market.catalog.models import Product, Shop
from market.config import read_config
from market.db import db, transaction
from market.ids import new_id

_CONNECTIONS = 4
_PARCELS = 40
_NO_END = 1e9
# The rest is read 20 seconds after the start, and then all begin anew.
_SETTLED_SECONDS = 60
# How many of a hundred requests each kind is; the rest is what strangers ask.
_SHARES = {"product detail": 25, "list of a shop": 10, "search": 10, "store page": 10, "store page, drawn": 10,
           "search page, drawn": 5, "quote, 1 line": 5, "product detail, 304": 5}  # fmt: skip
_WRITES = {"checkout, 1 line": 2, "checkout, 5 lines": 1, "sign-in": 2}
_ONCE = ("/docs", "/openapi.json", "/", "/docs/check_out", "/fairs", "/categories", "/communes", "/sitemap.xml",
         "/figures", "/feeds/google.xml", "/sign-in", "/basket", "/t", "/complaints", "/terms", "/healthz")  # fmt: skip


def main() -> None:
    options = _options()
    with TemporaryDirectory(prefix="market-growth-", ignore_cleanup_errors=True) as place, ExitStack() as open_:
        folder = Path(place)
        folder.chmod(0o755)  # PostgreSQL runs as a user of its own
        address = ""
        if options.postgresql:
            address = servers.new_database(open_.enter_context(servers.postgresql(folder)), "growth")
        environ = servers.settings(folder / "home", address, WEB_WORKERS=str(options.workers), SEARCH_ENGINE="whoosh")
        environ |= {"GUNICORN_CMD_ARGS": "--max-requests 0"}  # what grows would go with its process
        mix, heavy = _prepared(environ, options)
        with servers.serving(environ, folder / "web.log", works=True) as (port, first):
            _say(f"{seconds_of_family(first):.1f} s of a processor to the first answer")
            _tell(0, first, Counter())
            _rest(first, options.idle)
            _drive(mix, Plan(port, [heavy] * _CONNECTIONS, _NO_END, again=False), first, options)
        servers.audit(environ)


def _rest(first: int, idle: float) -> None:
    """Until the first process has read the rest and its worker has nothing left to do; then for `idle` seconds."""
    time.sleep(_SETTLED_SECONDS)
    keeper = parents(first)[-1]
    before = seconds_of_family(keeper)
    time.sleep(idle)
    if idle:
        _say(f"idle for {idle:.0f} s: watcher and worker {(seconds_of_family(keeper) - before) / idle:.2%} of a core")


def _drive(mix: Iterator[bytes], rare: Plan, first: int, options: argparse.Namespace) -> None:
    statuses = Counter(run(rare).statuses)
    _tell(sum(statuses.values()), first, statuses)
    for done in range(0, options.requests, options.every):
        some = [next(mix) for _ in range(options.every)]
        shares = [some[n::_CONNECTIONS] for n in range(_CONNECTIONS)]
        statuses.update(run(Plan(rare.port, shares, _NO_END, again=False, kind="raw")).statuses)
        _tell(done + options.every, first, statuses)


def _tell(asked: int, first: int, statuses: Counter[str]) -> None:
    found = [round(memory.pss_mb, 1) for memory in of_family(first)]
    answered = " ".join(f"{status}:{n}" for status, n in sorted(statuses.items()))
    _say(f"{asked:8}  PSS MB {found} together {sum(found):.1f}  {answered}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _prepared(environ: dict[str, str], options: argparse.Namespace) -> tuple[Iterator[bytes], list[bytes]]:
    servers.market("migrate", environ)
    app = create_app(read_config(environ))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with app.app_context():
        load_goods(options.goods, now=clock.now())
        servers.market("reindex", environ)
        stage = set_stage(now=clock.now(), client=app.test_client(use_cookies=False), parcels=_PARCELS)
        each = options.requests * 3 // 100 // 8 + 100
        found = {call.name: call for call in calls(stage, each)}
        heavy = [*(request("GET", path) for path in _ONCE), *_photos(), *_labels(stage)]
        db.engine.dispose()
    return _mix(found, writes=options.writes), heavy


def _mix(found: dict[str, Call], *, writes: bool) -> Iterator[bytes]:
    chance = Random(5)
    once = {name: iter([raw for mine in found[name].requests for raw in mine]) for name in _WRITES}
    again = {name: [raw for mine in found[name].requests for raw in mine] for name in _SHARES}
    kinds = [name for name, share in (_SHARES | (_WRITES if writes else {})).items() for _ in range(share)]
    kinds += [""] * (100 - len(kinds))
    strange = _strangers()
    while True:
        name = chance.choice(kinds)
        raw = next(once[name], None) if name in once else chance.choice(again[name]) if name else next(strange)
        yield raw or next(strange)


def _strangers() -> Iterator[bytes]:
    """What nobody has asked before."""
    words, chance = ("na", "chè", "mật", "rượu", "quýt", "x"), Random(6)
    for n in count():
        yield chance.choice(_strange(n, quote_plus(f"{chance.choice(words)} {n:x}{chance.choice(words)}")))


def _strange(n: int, word: str) -> list[bytes]:
    return [
        request("GET", f"/api/v1/search?q={word}"),
        request("GET", f"/search?q={word}"),
        request("GET", f"/api/v1/search/suggestions?q={word}"),
        request("GET", f"/api/v1/places?q={word}"),
        request("GET", f"/api/v1/products/{new_id()}"),
        request("GET", f"/nothing-{n}"),
        request(f"MADE{n}", "/"),
        request("GET", f"/nothing/{n}/here?x={n}"),
        request("GET", f"/?via=x{n}", User_Agent=f"phone {n}", Cookie=f"to={n}"),
        request("GET", "/api/v1/categories", Accept_Language=f"x-{n},en;q=0.{n % 9}"),
        request("GET", f"/api/v1/tracking/LS{n:09d}VN"),
        request("GET", "/api/v1/me", Authorization=f"Bearer {n}"),
        request("POST", "/api/v1/tokens", {"phone": f"09{n % 10**8:08d}", "code": "000000"}),
    ]


def _photos() -> list[bytes]:
    """A household's photo, put and looked at."""
    from PIL import Image

    shop = db.session.scalars(select(Shop).limit(1)).one()
    product = db.session.scalars(select(Product).where(Product.shop_id == shop.id).limit(1)).one()
    owner = db.session.get_one(Person, shop.owner_id)
    token = transaction(lambda: accounts.issue_token(person=owner, now=clock.now())[0])
    file = io.BytesIO()
    Image.linear_gradient("L").resize((3000, 4000)).convert("RGB").save(file, "JPEG")
    path, content = f"/api/v1/products/{product.id}/photos/1", file.getvalue()
    lines = f"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Length: {len(content)}"
    put = f"PUT {path} HTTP/1.1\r\n{lines}\r\nContent-Type: image/jpeg\r\n\r\n".encode() + content
    return [put, *(request("GET", f"{path}?size={size}") for size in ("tiny", "small", "medium", "large"))]


def _labels(stage: Stage) -> list[bytes]:
    numbers, signed = ",".join(stage.parcels[:8]), {"Authorization": f"Bearer {stage.clerk}"}
    return [
        request("GET", f"/api/v1/labels?tracking_numbers={numbers}&format=pdf&sheet={s}", **signed)
        for s in ("a4", "a6")
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=0, help="how many between two looks; else a tenth")
    parser.add_argument("--goods", type=int, default=1_000, help="size of the catalogue")
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    parser.add_argument("--idle", type=float, default=0, help="seconds of rest before, in which the worker is watched")
    parser.add_argument("--postgresql", action="store_true", help="rather than SQLite")
    parser.add_argument("--no-writes", dest="writes", action="store_false", help="no orders, no sign-ins")
    options = parser.parse_args()
    options.every = options.every or options.requests // 10
    return options


if __name__ == "__main__":
    main()
