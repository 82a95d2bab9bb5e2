"""How long `market import` takes for a file of as many households as Lạng Sơn opened shops for, and how much memory."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.servers import ROOT
from market.places import data

HOUSEHOLDS = 116_301
MOST_SECONDS, MOST_MB = 90, 300
_DIRTY = 0.05  # of the rows; more are clean but written as officials write
_VILLAGES = 30  # in each commune
_HEADERS = (
    "Mã hộ", "Họ và tên chủ hộ", "Số CCCD", "Số điện thoại", "Xã", "Thôn", "Số nhân khẩu", "Hộ đầu tàu",
    "Tài khoản thanh toán", "Ngày đăng ký",
)  # fmt: skip
_FAMILY = ("Hoàng", "Nông", "Vi", "Lương", "Lý", "Chu", "Hứa", "Triệu", "Dương", "Đàm", "Nguyễn", "Trần", "Lê", "Lành")
_MIDDLE = ("Thị", "Văn", "Minh", "Thu", "Đức", "Ngọc", "Hữu", "Bích", "Quốc", "Mai", "Thanh", "Kim", "Xuân", "Đình")
_GIVEN = ("Lan", "Hải", "Hà", "Tuấn", "Mai", "Thắng", "Bình", "Huy", "Anh", "Nga", "Sơn", "Yến", "Long", "Hoa", "Đạt")
_FIRST = ("Nà", "Bản", "Pác", "Khuổi", "Làng", "Đồng")
_SECOND = ("Khoang", "Đĩnh", "Mò", "Sla", "Chuối")


def write_households(path: Path, count: int, *, seed: int = 1) -> None:
    """A file of `count` households, the same for the same seed: capitals, dates and mistakes as officials have."""
    chance = Random(seed)
    communes = [fact for fact in data.communes() if fact.province_code == "20"]
    villages = [f"{first} {second}" for first in _FIRST for second in _SECOND][:_VILLAGES]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_HEADERS)
        for number in range(count):
            row = _household(number, chance.choice(communes).name, chance.choice(villages), chance)
            writer.writerow(_spoilt(row, chance) if chance.random() < _DIRTY else row)


def report(environ: dict[str, str], folder: Path, *, count: int = HOUSEHOLDS) -> Iterator[str]:
    """Take a file in by the command, into the database that `environ` names."""
    path = folder / "households.csv"
    write_households(path, count)
    start = time.perf_counter()
    command = [sys.executable, "-c", "from market.cli import main; main()", "import", "households", str(path)]
    with subprocess.Popen(  # noqa: S603
        command, env=os.environ | environ, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        told = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(told)
    yield f"A file of {path.stat().st_size / 1e6:.0f} MB. {told.splitlines()[1]}"
    yield ""
    yield "| | measured | wanted |"
    yield "|---|---|---|"
    yield f"| by the clock | {seconds:.0f} s | {MOST_SECONDS} s |"
    yield f"| processor time of the command | {used.ru_utime + used.ru_stime:.0f} s | |"
    yield f"| most memory of the command | {used.ru_maxrss / 1024:.0f} MB | {MOST_MB} MB |"
    yield ""
    yield f"{os.getloadavg()[0]:.1f} processes wanted the {os.cpu_count()} processors meanwhile."


def _household(number: int, commune: str, village: str, chance: Random) -> list[str]:
    name = " ".join((chance.choice(_FAMILY), chance.choice(_MIDDLE), chance.choice(_MIDDLE), chance.choice(_GIVEN)))
    day, month, year = chance.randrange(1, 28), chance.randrange(1, 13), chance.choice((2024, 2025))
    return [
        f"LS-{number:06}",
        name.upper() if chance.random() < 0.2 else name,
        f"0200{60 + number % 40}{number:06}" if chance.random() < 0.8 else "",
        f"09{number % 90 + 10}{number:06}" if chance.random() < 0.7 else "",
        commune,
        f"Thôn {village}" if chance.random() < 0.5 else village,
        str(chance.randrange(1, 9)),
        "x" if chance.random() < 0.1 else "",
        "x" if chance.random() < 0.5 else "",
        f"{day:02}/{month:02}/{year}" if chance.random() < 0.7 else f"{day}/{month}/{year % 100}",
    ]


def _spoilt(row: list[str], chance: Random) -> list[str]:
    """One thing that is wrong with it: some can be put right, others wait for a person."""
    column, wrong = chance.choice(
        (
            (1, ""),
            (2, "02008500"),
            (3, row[3].lstrip("0")),
            (3, "091 234"),
            (4, "Xã Không Có"),
            (5, ""),
            (9, "31/02/2026"),
        )
    )
    return [*row[:column], wrong, *row[column + 1 :]]
