"""`make bench-day`: when requests are due, from when their times count, what most take, where a limit is crossed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from random import Random
from threading import Barrier, BrokenBarrierError, Thread

import pytest

from bench.arrivals import NOTHING, Due, Loop, Plan, Told
from bench.rates import arrivals, crossing, percentile
from bench.steps import Step

_ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def test_people_come_when_they_come_and_as_many_as_were_wanted() -> None:
    instants = list(arrivals(200, 100, Random(1)))
    gaps = [later - earlier for earlier, later in pairwise(instants)]
    assert min(gaps) >= 0
    assert instants[-1] < 100
    assert len(instants) == pytest.approx(20_000, rel=0.02)
    # Of a Poisson process one gap in e² is longer than twice the mean one.
    assert sum(gap > 0.01 for gap in gaps) / len(gaps) == pytest.approx(0.135, abs=0.01)


@pytest.mark.parametrize(("percent", "found"), [(0, 1), (50, 2), (51, 3), (75, 3), (99, 9), (100, 9)])
def test_a_percentile_is_one_of_the_values(percent: float, found: int) -> None:
    assert percentile([9, 1, 3, 2], percent) == found


@pytest.mark.parametrize(
    ("limit", "found", "tried"),
    [
        (330, (322, 336), [50, 100, 200, 400, 283, 336, 308, 322]),
        (49, (48, 50), [50, 25, 35, 42, 46, 48]),
        (0, (0, 1), [50, 25, 12, 6, 3, 1]),
        (10**6, (400, 0), [50, 100, 200, 400]),
    ],
)
def test_a_limit_is_looked_for_by_doubling_and_then_between(
    limit: int, found: tuple[int, int], tried: list[int]
) -> None:
    rates = list[int]()

    def holds(rate: int) -> bool:
        rates.append(rate)
        return rate <= limit

    assert (crossing(holds, start=50, most=400, apart=1.07), rates) == (found, tried)


def test_times_count_from_when_a_request_was_due() -> None:
    """The first answers only when the third has come, and all three came when they were to."""
    due = [Due(at, "browse", _ASK) for at in (0.0, 0.05, 0.1)]
    with _stumbling(3) as port:
        told = Loop(Plan(port, due, patience=5)).run()
    assert [status for *_, status in told.answers] == ["200"] * 3
    times = {at: took for _, at, took, _ in told.answers}
    assert times[0.0] >= 0.1
    assert times[0.05] >= 0.05
    assert len(told.late) == 3


def test_what_is_not_answered_counts_as_long_as_was_waited() -> None:
    with _stumbling(2) as port:
        told = Loop(Plan(port, [Due(0.01, "browse", _ASK)], patience=0.05)).run()
    ((kind, at, took, status),) = told.answers
    assert (kind, at, status) == ("browse", 0.01, NOTHING)
    assert took == pytest.approx(0.05)


def test_a_rate_holds_if_one_in_a_hundred_takes_longer_and_none_fails() -> None:
    quick = [("browse", 2.0, 0.01, "200")] * 99
    warming = [("browse", 0.5, 9.0, "500")]
    assert _step([*warming, *quick, ("order", 2.0, 2.0, "201")]).holds
    assert not _step([*quick[:98], *[("order", 2.0, 2.0, "201")] * 2]).holds
    failed = _step([*quick, ("order", 2.0, 0.1, "503")])
    assert not failed.holds
    assert failed.line() == "| 10 | 10 | 10 / 10 | 10 / 10 |  |  | 100 / 100 |  | 1 × 503 | 7 | 0 ms, 50% |"


def _step(answers: list[tuple[str, float, float, str]]) -> Step:
    return Step.of(10, Told(answers, late=[0.0], busy=0.5), warm=1, seconds=10, left=7)


@contextmanager
def _stumbling(wanted: int) -> Iterator[int]:
    """Answers nobody before so many have asked."""
    gate = Barrier(wanted)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with suppress(BrokenBarrierError):
                gate.wait()
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        gate.abort()
        server.shutdown()
        server.server_close()
