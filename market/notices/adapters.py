"""How an SMS leaves us. One small class per way, chosen by SMS_ADAPTER."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Protocol

from market.config import Config
from market.fields import rfc3339


class SMSAdapter(Protocol):
    """Sends `text` to `to` (E.164), or raises so that the outbox tries again."""

    name: str

    def send(self, *, to: str, text: str, at: datetime) -> None: ...


class ConsoleSMS:
    """Prints the message where the worker runs: for a laptop without a gateway."""

    name = "console"

    def send(self, *, to: str, text: str, at: datetime) -> None:
        sys.stdout.write(f"SMS {rfc3339(at)} {to}: {text}\n")
        sys.stdout.flush()


class FileSMS:
    """Appends one JSON line a message."""

    name = "file"

    def __init__(self, file: Path) -> None:
        self.file = file

    def send(self, *, to: str, text: str, at: datetime) -> None:
        line = json.dumps({"to": to, "text": text, "at": rfc3339(at)}, ensure_ascii=False)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def sms_adapter(config: Config) -> SMSAdapter:
    return FileSMS(config.sms_file) if config.sms_adapter == "file" else ConsoleSMS()
