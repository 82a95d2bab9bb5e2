"""The demo's card gateway and bank account: they stand in for those that cannot be called from a laptop."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import requests

from market.config import make_demo_secret

# From the API's port to the card gateway's.
_PORTS_APART = 420
_HEARD = ("payment_intent.succeeded", "payment_intent.payment_failed")
_START_SECONDS = 20
# No bank has this number, so that a banking app refuses the demo's pictures.
_NO_BANK = {"BANK_BIN": "999999", "BANK_ACCOUNT": "CHOPHIENDEMO", "BANK_ACCOUNT_NAME": "CHO PHIEN DEMO"}


def card_address(port: int) -> str:
    """Where the demo's card gateway listens, for an API on `port`."""
    return f"http://127.0.0.1:{port + _PORTS_APART if port + _PORTS_APART < 2**16 else port - _PORTS_APART}"


def settings(environ: dict[str, str], *, port: int, home: Path) -> dict[str, str]:
    """The settings that the demo adds for what the operator has not set up."""
    added = {} if environ.get("BANK_ACCOUNT") else dict(_NO_BANK)
    if needs_cards(environ):
        key = "sk_test_" + make_demo_secret(home, "demo_card_key")
        added |= {"CARD_API_URL": card_address(port), "CARD_API_KEY": key, "CARD_WEBHOOK_SECRET": _hook_secret(home)}
    return added


def _hook_secret(home: Path) -> str:
    """By which the stand-in's news are known to be its own: made by chance for each home."""
    return make_demo_secret(home, "demo_card_secret")


def needs_cards(environ: dict[str, str]) -> bool:
    """Whether the stand-in has to be started, and can be: it comes with the development's own packages."""
    return not environ.get("CARD_API_KEY") and find_spec("localstripe") is not None


def start_cards(*, port: int, file: Path, log: int | None = None) -> subprocess.Popen[bytes]:
    """Start the card gateway for an API on `port`; it keeps what it was told in `file`, and complains to `log`."""
    script = str(resources.files("market.seed.demo") / "card_stand_in.py")
    listens_on = card_address(port).rpartition(":")[2]
    return subprocess.Popen([sys.executable, script, listens_on, str(file)], stderr=log)  # noqa: S603


def connect_cards(*, port: int, api: str, home: Path) -> bool:
    """Have the card gateway tell the API at `api` what happens; False when it does not come up."""
    hook = {"url": f"{api}/webhooks/card", "secret": _hook_secret(home), "events": list(_HEARD)}
    for _ in range(_START_SECONDS * 10):
        try:
            return requests.post(f"{card_address(port)}/_config/webhooks/market", json=hook, timeout=2).ok
        except requests.RequestException:
            time.sleep(0.1)
    return False
