"""What the demo's terminal shows while it runs: a short line a request, and every SMS; all else is in the log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from market.clock import LOCAL

Told = dict[str, Any]
# Said in the log, and of no use on the screen.
_NOT_SHOWN = frozenset({"event", "level", "timestamp", "request_id", "failed"})


class Followed:
    """A file that others write to, from here on."""

    def __init__(self, file: Path, tell: Callable[[str], str]) -> None:
        self.file, self.tell = file, tell
        self.read_to = file.stat().st_size if file.exists() else 0

    def lines(self) -> Iterator[str]:
        """What was added since the last look, whole lines only, as they are told."""
        if not self.file.exists():
            return
        with self.file.open("rb") as file:
            file.seek(self.read_to)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        self.read_to += len(whole)
        yield from map(self.tell, whole.decode(errors="replace").splitlines())


def event_told(line: str) -> str:
    """A line of the log in short; as it is, where it is not one of ours."""
    event = _read(line)
    if event is None:
        return line
    at = _at(event.get("timestamp"))
    if event.get("event") == "request":
        return f"  {at}  {event['method']} {event['route']}  {event['status']} {event.get('refused', '')}".rstrip()
    more = " ".join(f"{name}={value}" for name, value in event.items() if name not in _NOT_SHOWN)
    return f"  {at}  {event.get('event', '')} {more}".rstrip()


def sms_told(line: str) -> str:
    """A message as a phone would show it."""
    sms = _read(line) or {}
    phone = str(sms.get("to", "")).replace("+84", "0", 1)
    return f"  {_at(sms.get('at'))}  ✉ SMS {phone}: {sms.get('text', '')}"


def _read(line: str) -> Told | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _at(instant: object) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(LOCAL):%H:%M:%S}" if isinstance(instant, str) else "--:--:--"
