"""The commands by which an operator looks after an installation, typed in a terminal."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from market import __version__, outbox
from market.catalog.models import Product
from market.cli import main
from market.db import db, transaction
from market.outbox import OutboxEntry
from tests.support.typed import market
from tests.support.village import a_product, now


def test_the_version_is_said_without_a_database() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"market {__version__}\n"


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


def test_an_empty_outbox_says_so(app) -> None:
    assert market(app, "outbox").stdout == "0 failed and will be tried again; 0 due, the oldest for 0 s; 0 stuck.\n"


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


def test_the_audit_names_what_is_broken_and_ends_with_1(app) -> None:
    product = a_product(stock=5)
    sound = market(app, "audit")
    assert (sound.returncode, sound.stdout) == (0, "Nothing is broken.\n")
    transaction(lambda: db.session.execute(update(Product).values(stock=7)))
    broken = market(app, "audit")
    assert broken.returncode == 1
    assert str(product.id) in broken.stdout
    assert market(app, "audit", "delivery").returncode == 0  # only the part that is asked for


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "coffee"), "No part is called coffee."),
        (("token", "0912345678"), "Nobody has this phone."),
        (("token", "12"), "12 is not a Vietnamese mobile number"),
        (("person", "0912345678", "--role", "clerk"), "--place (none) does not fit --role clerk."),
        (("reconcile",), "No card gateway is set up"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(app, words: tuple[str, ...], said: str) -> None:
    refused = market(app, *words)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
