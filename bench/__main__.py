"""One run: a catalogue of each size in turn, each call measured in rounds beside the limits, one table at the end."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import report, runs, servers
from bench.province import run as province


def main() -> None:
    options = _options()
    logging.disable(logging.WARNING)  # PostgreSQL's keeper tells of every step
    with _place(options.keep) as folder:
        folder.chmod(0o755)  # PostgreSQL runs as a user of its own
        with servers.postgresql(folder) as server:
            if options.province:
                province.run(server, folder, scale=options.scale, write=options.write)
                return
            found = [runs.run(server, folder, size, options) for size in options.goods]
    table = report.table(found, options)
    print(table)
    if options.write:
        report.write(table)


@contextmanager
def _place(kept: Path | None) -> Iterator[Path]:
    """Where a run puts its data: gone afterwards, or kept with the catalogues and indexes for the next."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
    else:
        with TemporaryDirectory(prefix="market-bench-", ignore_cleanup_errors=True) as place:
            yield Path(place)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--goods", type=int, nargs="+", default=[10_000, 100_000], help="sizes of the catalogue")
    parser.add_argument("--rounds", type=int, default=3, help="how often each call is measured, in turn with the rest")
    parser.add_argument("--seconds", type=float, default=2.5, help="how long each time")
    parser.add_argument("--only", nargs="+", default=[], help="only the calls whose names begin so")
    parser.add_argument("--client", choices=["python", "raw"], default="python", help="see bench/client.py")
    parser.add_argument("--engine", default="", help="SEARCH_ENGINE; else whoosh, and tantivy from 100,000 on")
    parser.add_argument("--keep", type=Path, help="a folder that keeps catalogues and indexes for the next run")
    parser.add_argument("--short", action="store_true", help="a catalogue of 1,000, one short round, nothing written")
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/performance.md as it is")
    parser.add_argument("--province", action="store_true", help="instead: figures and an import at a province's size")
    parser.add_argument("--scale", type=float, default=1, help="of the province; 0.01 for a look")
    options = parser.parse_args()
    if options.short:
        options.goods, options.rounds, options.seconds, options.write = [1_000], 1, 1.0, False
        options.scale = 0.01
    return options


if __name__ == "__main__":
    main()
