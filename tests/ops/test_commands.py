"""The commands by which an operator looks after an installation, typed in a terminal."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from market import __version__, outbox
from market.accounts import queries as people
from market.catalog.models import Product
from market.cli import main
from market.db import db, transaction
from market.outbox import OutboxEntry
from tests.support.installation import SECRET, at_version
from tests.support.typed import market, typed
from tests.support.village import a_clerk, a_product, an_operator, calling, now


def test_the_version_is_said_without_a_database() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"market {__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["person", "--help"], ["seed", "--help"], ["import", "--help"]])
def test_help_is_given_without_loading_the_application(words: list[str]) -> None:
    """Counted, not timed: the application is more than a thousand modules and two seconds of a processor."""
    code = "import sys, atexit; atexit.register(lambda: print(*sys.modules)); from market.cli import main; main()"
    told = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    *_, loaded = told.stdout.splitlines()
    assert "Usage:" in told.stdout
    assert {"flask", "sqlalchemy", "requests", "marshmallow", "market.app"}.isdisjoint(loaded.split())
    assert len(loaded.split()) < 350


def test_the_database_is_made_once_and_up_to_date_from_then_on(tmp_path) -> None:
    environ = os.environ | {"MARKET_HOME": str(tmp_path), "SECRET_KEY": SECRET}
    command = [sys.executable, "-c", "from market.cli import main; main()", "migrate"]  # as it begins anywhere else
    made = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert made.stdout == "The database is made.\n"
    assert typed(environ, "migrate").stdout == "The database is up to date.\n"
    assert typed(environ, "person", "0912345678", "--name", "Lan").returncode == 0
    assert typed(environ, "seed", "--if-empty").stdout == "There are people already: no fair is loaded.\n"
    nobody = typed(environ | {"SMS_ADAPTER": "file"}, "people")
    assert (nobody.returncode, "market seed loads it" in nobody.stderr) == (1, True)


@pytest.mark.once
def test_the_outbox_says_what_failed_and_why_and_lets_it_be_tried_again(app) -> None:
    transaction(lambda: outbox.put("notice", {}, now=now()))
    transaction(lambda: db.session.execute(update(OutboxEntry).values(attempts=12, last_error="SmsGatewayAway")))
    told = market(app, "outbox").stdout.splitlines()
    assert "(notice)" in told[0] and "tried 12 times, last error SmsGatewayAway" in told[0]
    assert told[1].startswith("1 failed and will be tried again; 1 due, the oldest for ") and told[1].endswith(
        "; 1 stuck."
    )
    later = update(OutboxEntry).values(due_at=now().replace(year=now().year + 1))
    transaction(lambda: db.session.execute(later))
    told = market(app, "outbox").stdout.splitlines()  # not due before next year, and listed all the same
    assert (len(told), told[1]) == (2, "1 failed and will be tried again; 0 due, the oldest for 0 s; 1 stuck.")
    assert market(app, "outbox", "--retry").stdout.endswith("1 will be tried again at once.\n")
    assert transaction(lambda: db.session.scalars(select(OutboxEntry.due_at)).one()) <= now()


@pytest.mark.once
def test_an_empty_outbox_says_so(app) -> None:
    assert market(app, "outbox").stdout == "0 failed and will be tried again; 0 due, the oldest for 0 s; 0 stuck.\n"


@pytest.mark.once
def test_commands_speak_the_language_of_the_terminal(app, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert market(app, "audit").stdout == "Không có gì hỏng.\n"
    nothing = "0 việc làm chưa được, còn thử lại; 0 việc đã đến giờ, lâu nhất 0 giây; 0 việc bị kẹt.\n"
    assert market(app, "outbox").stdout == nothing
    refused = market(app, "undo-import", "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e40")
    assert (refused.returncode, refused.stderr.splitlines()[-1]) == (1, "Error: Không tìm thấy mục này.")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert market(app, "audit").stdout == "Nothing is broken.\n"


@pytest.mark.once
def test_the_audit_names_what_is_broken_and_ends_with_1(app) -> None:
    product = a_product(stock=5)
    sound = market(app, "audit")
    assert (sound.returncode, sound.stdout) == (0, "Nothing is broken.\n")
    transaction(lambda: db.session.execute(update(Product).values(stock=7)))
    broken = market(app, "audit")
    assert broken.returncode == 1
    assert str(product.id) in broken.stdout
    assert market(app, "audit", "delivery").returncode == 0  # only the part that is asked for


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "coffee"), "No part is called coffee."),
        (("token", "0912345678"), "Nobody has this phone."),
        (("token", "12"), "12 is not a Vietnamese mobile number"),
        (("person", "0912345678", "--role", "clerk", "--place", "NOPE"), "There is no post office with the code NOPE."),
        (("reconcile",), "No card gateway is set up"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(app, words: tuple[str, ...], said: str) -> None:
    refused = market(app, *words)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
    assert transaction(people.has_people) is False


def test_a_role_is_taken_away_and_a_person_signed_out(app) -> None:
    clerk = a_clerk()
    signed_in, phone = calling(clerk), f"0{str(clerk.phone)[3:]}"
    duty = ("--role", "clerk", "--place", "25715", "--take-away")
    taken = market(app, "person", phone, *duty, "--sign-out")
    assert (taken.returncode, taken.stdout) == (0, f"{clerk.id} {clerk.name}: buyer\n")
    assert signed_in.get("/me").status_code == 401
    waiting = select(OutboxEntry.payload).where(OutboxEntry.topic == "notice").order_by(OutboxEntry.id)
    told = transaction(lambda: db.session.scalars(waiting).all())
    assert [one["notice"] for one in told] == ["role_taken", "sessions_ended"]


def test_the_last_operator_stays_one(app) -> None:
    operator = an_operator()
    refused = market(app, "person", f"0{str(operator.phone)[3:]}", "--role", "operator", "--take-away")
    assert (refused.returncode, "last operator" in refused.stderr) == (1, True)


@pytest.mark.parametrize("command", ["serve", "work"])
def test_what_is_to_serve_tables_of_another_version_refuses_to_start(app, monkeypatch, command: str) -> None:
    monkeypatch.setenv("SMS_ADAPTER", "file")
    with at_version("0001"):
        refused = market(app, command)
    assert (refused.returncode, "market migrate comes first" in refused.stderr) == (1, True)
    assert "Traceback" not in refused.stderr
