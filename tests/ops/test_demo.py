"""The demo's terminal: what a newcomer sees while it runs, and how it ends."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from market.seed.demo import screen
from tests.support.sources import ROOT

REQUEST = {"method": "PUT", "route": "/api/v1/orders/<number>/acceptance", "status": 409, "ms": 8.1}
AT = {"timestamp": "2026-11-27T14:31:05.123Z", "level": "info", "request_id": "r"}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            json.dumps({"event": "request", "refused": "wrong-state"} | REQUEST | AT),
            "  21:31:05  PUT /api/v1/orders/<number>/acceptance  409 wrong-state",
        ),
        (
            json.dumps({"event": "request"} | REQUEST | AT | {"status": 200}),
            "  21:31:05  PUT /api/v1/orders/<number>/acceptance  200",
        ),
        (
            json.dumps({"event": "search index built", "goods": 106, "failed": ["a"]} | AT),
            "  21:31:05  search index built goods=106",
        ),
        ('{"event": "worker died; it is started again"}', "  --:--:--  worker died; it is started again"),
        ("[2026-11-27] [ERROR] Connection in use: ('127.0.0.1', 8000)",) * 2,
        ("[1, 2]",) * 2,
        ("",) * 2,
    ],
)
def test_a_line_of_the_log_is_told_in_short_and_what_is_not_ours_as_it_is(line: str, shown: str) -> None:
    assert screen.event_told(line) == shown


def test_an_sms_is_told_whole() -> None:
    sent = {"to": "+84977000011", "text": "Ma dang nhap cua ban la 123456", "at": "2026-11-27T14:31:06Z"}
    assert screen.sms_told(json.dumps(sent)) == "  21:31:06  ✉ SMS 0977000011: Ma dang nhap cua ban la 123456"
    assert screen.sms_told("half a line") == "  --:--:--  ✉ SMS : "


def test_a_file_is_followed_from_here_on_and_by_whole_lines(tmp_path: Path) -> None:
    file = tmp_path / "log"
    later = screen.Followed(file, str.upper)
    assert list(later.lines()) == []  # nobody has written yet
    file.write_text("before\n", encoding="utf-8")
    followed = screen.Followed(file, str.upper)
    with file.open("a", encoding="utf-8") as writing:
        writing.write("na\nhồ")
        writing.flush()
        assert list(followed.lines()) == ["NA"]
        writing.write("i\n")
    assert list(followed.lines()) == ["HỒI"]
    assert list(followed.lines()) == []
    assert list(later.lines()) == ["BEFORE", "NA", "HỒI"]


_RUN = """
import signal, sys, time
from pathlib import Path
from market.config import read_config
from market.seed.demo import demo_gateway, run
demo_gateway.needs_cards = lambda _environ: False
run._start = lambda _environ, log: run.subprocess.Popen([sys.executable, "-c", {child!r}], stderr=log)
run._answers = lambda _config, _processes: {answers}
sys.exit(run.run_demo(read_config({{"MARKET_HOME": {home!r}}}), "The words\\n"))
"""


def ran(home: Path, child: str, *, answers: bool, stop: signal.Signals | None = None) -> tuple[int, str]:
    """How a demo of such a process ends, and what its terminal shows; SIGINT is ignored from outside, as by `&`."""
    code = _RUN.format(home=str(home), child=child, answers=answers)
    environ = os.environ | {"PORT": "1"}
    ignored = lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)  # noqa: E731
    call = [sys.executable, "-c", code]
    with subprocess.Popen(call, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, preexec_fn=ignored) as demo:
        shown = ""
        while stop and "hello" not in shown:
            shown += demo.stdout.readline()
        if stop:
            demo.send_signal(stop)
        shown += demo.stdout.read()
    return demo.returncode, shown


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_with_a_plain_line_and_no_error(tmp_path: Path, stop: signal.Signals) -> None:
    child = "import sys, time; print('hello', file=sys.stderr, flush=True); time.sleep(60)"
    status, shown = ran(tmp_path, child, answers=True, stop=stop)
    assert status == 0
    assert shown.splitlines()[1:3] == ["The words", "hello"]  # the words first, then what is logged
    assert shown.splitlines()[-1].startswith("Chợ Phiên đã đóng")
    assert "hello" in (tmp_path / "demo.log").read_text(encoding="utf-8")


def test_what_cannot_start_says_why_on_the_terminal(tmp_path: Path) -> None:
    child = "import sys; sys.exit('Address already in use')"
    status, shown = ran(tmp_path, child, answers=False)
    assert status == 1
    assert "Address already in use" in shown
    assert "The words" not in shown
