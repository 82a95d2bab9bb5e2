"""A fair as a calendar file (iCalendar, RFC 5545): instants in UTC, ship days as whole days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from market.fairs.rules import FairState
from market.text import without_unsafe
from market.web.store.fairs import told
from market.web.store.fairs.words import CALENDAR

_MOST_OCTETS = 75
_TEXT = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def of(fair: dict[str, Any], address: str) -> str:
    """Three entries: the opening, the closing, and the days of sending."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cho Phien//Fairs//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(fair['name'])}", *_entries(fair, address), "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _entries(fair: dict[str, Any], address: str) -> Iterator[str]:
    opens, closes = fair["opens_at"], fair["closes_at"]
    about = _text("\n".join(filter(None, (fair["about"], address))))
    sent = (fair["ships_from"], fair["ships_to"] + timedelta(days=1))  # the end is the day after the last
    for name, at in (
        ("opening", _at("DTSTART", opens)),
        ("closing", _at("DTSTART", closes)),
        ("sending", _days(*sent)),
    ):
        yield from ("BEGIN:VEVENT", f"UID:{fair['slug']}-{name}@{urlsplit(address).hostname}")
        yield f"DTSTAMP:{_utc(fair['state_since'])}"
        yield f"SEQUENCE:{fair['version']}"
        yield from at
        yield f"SUMMARY:{_text(CALENDAR[name].format(name=fair['name']))}"
        yield f"LOCATION:{_text(told.place(fair))}"
        yield f"DESCRIPTION:{about}"
        yield f"URL:{address}"
        yield f"STATUS:{'CANCELLED' if fair['state'] == FairState.CALLED_OFF else 'CONFIRMED'}"
        yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _at(name: str, at: datetime) -> list[str]:
    return [f"{name}:{_utc(at)}"]


def _days(first: date, after: date) -> list[str]:
    return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(written: str) -> str:
    return without_unsafe(str(written)).translate(_TEXT)


def _folded(line: str) -> Iterator[str]:
    """`line` in pieces of 75 octets at most, which end between letters; each but the first begins with a space."""
    piece, room = "", _MOST_OCTETS
    for letter in line:
        if len((piece + letter).encode()) > room:
            yield piece
            piece = " "
        piece += letter
    yield piece
