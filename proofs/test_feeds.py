"""Half a million goods are told to other sites in a minute, by a process that holds none of them."""

from __future__ import annotations

import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import requests
from sqlalchemy import insert, literal, select, text, update

from bench.goods import load_goods
from bench.memory import seconds_of_family
from market import clock
from market.catalog.models import Photo, Product
from market.db import db, transaction
from proofs.market_process import SECONDS, Service, family

GOODS = 500_000 if SECONDS >= 60 else 20_000
WITHIN, MOST_MB = 60.0, 200.0
FEEDS = {"/feeds/google.xml": b"<item>", "/feeds/meta.csv": b"\r\n"}


def goods(service: Service) -> None:
    """All of them with a photo, by post, for a price, and none of them drunk."""
    with service.inside():
        load_goods(GOODS, now=clock.now())
        told = select(Product.id, literal(1), literal("0" * 64), Product.created_at)
        pictures = insert(Photo).from_select(["product_id", "n", "digest", "uploaded_at"], told)
        transaction(lambda: db.session.execute(pictures))
        sold = {"ships_by_post": True, "category_slug": "fruit", "price_vnd": 65_000}
        transaction(lambda: db.session.execute(update(Product).values(**sold)))
        transaction(lambda: db.session.execute(text("ANALYZE")))  # as a database does by itself within a minute


@contextmanager
def watching(serving: subprocess.Popen[bytes]) -> Iterator[list[float]]:
    """The memory (MB) of the largest process meanwhile, looked at ten times a second."""
    sizes, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            sizes.append(max(_resident(process) for process in family(serving)))

    watch = threading.Thread(target=look)
    watch.start()
    try:
        yield sizes
    finally:
        done.set()
        watch.join()


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def read(service: Service, path: str, line: bytes) -> tuple[int, int, float]:
    """How many lines came, in how many bytes and seconds."""
    began, size, lines, rest = time.monotonic(), 0, 0, b""
    with requests.get(service.address + path, stream=True, timeout=60, headers={"Accept-Encoding": "identity"}) as sent:
        assert sent.status_code == 200, sent.text
        for part in sent.iter_content(1 << 16):
            size, joined = size + len(part), rest + part
            lines, rest = lines + joined.count(line), joined[-len(line) + 1 :]
    return lines, size, time.monotonic() - began


def test_all_goods_are_told_in_a_minute(start: Callable[..., Service]) -> None:
    service = start()
    goods(service)
    serving = service.serve()
    with watching(serving) as sizes:
        for path, line in FEEDS.items():
            before = seconds_of_family(serving.pid)
            lines, size, seconds = read(service, path, line)
            spent, all_of_it = seconds_of_family(serving.pid) - before, f"{lines} lines, {size / 1e6:.0f} MB"
            print(f"{path}: {all_of_it} in {seconds:.1f} s ({spent:.1f} of processor), {max(sizes):.0f} MB held")  # noqa: T201
            assert lines == GOODS + (line == b"\r\n")  # and the names of the columns
            assert seconds < WITHIN
        parts = re.findall(r"<loc>[^<]+(/sitemap-[^<]+)</loc>", requests.get(f"{service.address}/sitemap.xml").text)
        told = [read(service, part, b"<url>") for part in parts if "-goods-" in part]
    print(f"sitemap: {len(parts)} parts, the slowest in {max(seconds for _, _, seconds in told):.1f} s")  # noqa: T201
    assert sum(lines for lines, _, _ in told) == GOODS
    assert max(sizes) < MOST_MB, sizes
