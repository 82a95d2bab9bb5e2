"""How fast and how large the search is: `python -m bench.search [10000 100000 1000000]` writes docs/search.md.

Whoosh is measured up to 100,000 goods, five times what it is fit for: more would take it an hour to build. What is not
built or read within ten minutes stands in the table as not measured.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SIZES = (10_000, 100_000)
_LARGEST_FOR_WHOOSH = 100_000
_PATIENCE_SECONDS = 600  # for one engine to be built, and again to be read
_DOCS = Path(__file__).parent.parent / "docs" / "search.md"
_MARK = re.compile(r"(?<=<!-- bench -->\n).*(?=<!-- /bench -->)", re.DOTALL)
_COLUMNS = (
    ("search, processor p50 / p95 ms", "search_ms", "{:.1f} / {:.1f}"),
    ("by the clock", "search_wall_ms", "{:.1f} / {:.1f}"),
    ("HTTP adds", "above_ms", "{:.1f} / {:.1f}"),
    ("suggestions", "suggest_ms", "{:.1f} / {:.1f}"),
    ("asked first", "suggest_first_ms", "{:.1f} / {:.1f}"),
    ("visible, clock", "visible_ms", "{:.0f} / {:.0f}"),
    ("build s", "build_s", "{:.0f}"),
    ("build MB", "build_mb", "{:.0f}"),
    ("open ms", "open_ms", "{:.0f}"),
    ("index MB", "index_mb", "{:.0f}"),
    ("memory MB", "memory_mb", "{:.0f}"),
)


def main() -> None:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    load = os.getloadavg()[0]
    lines = list(table(measured(size, name) for size in sizes for name in ("whoosh", "tantivy")))
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    lines += ["", f"Measured {when} on {os.cpu_count()} processors; the load before was {load:.1f}."]
    print("\n".join(lines))
    if _DOCS.exists():
        text = _DOCS.read_text(encoding="utf-8")
        _DOCS.write_text(_MARK.sub(lambda _: "\n" + "\n".join(lines) + "\n\n", text), encoding="utf-8")


def measured(size: int, name: str) -> dict[str, Any]:
    if name == "whoosh" and size > _LARGEST_FOR_WHOOSH:
        return {"engine": name, "goods": size}
    with TemporaryDirectory() as home:
        built = _asked("build", name, str(size), home)
        return {"engine": name, "goods": size} | built | (_asked("read", name, home) if built else {})


def _asked(*arguments: str) -> dict[str, Any]:
    """What `bench.engines` measures; nothing when it takes too long."""
    command = [sys.executable, "-m", "bench.engines", *arguments]
    try:
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        return {}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def table(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "| " + " | ".join(("engine", "goods", *(head for head, _, _ in _COLUMNS))) + " |"
    yield "|---" * (len(_COLUMNS) + 2) + "|"
    for row in found:
        cells = (_cell(form, row.get(key)) for _, key, form in _COLUMNS)
        yield "| " + " | ".join((row["engine"], f"{row['goods']:,}", *cells)) + " |"


def _cell(form: str, value: Any) -> str:
    if value is None:
        return "not measured"
    return form.format(*value) if isinstance(value, list) else form.format(value)


if __name__ == "__main__":
    main()
