"""Phones as people write them, roles and the kind of place each holds at, and how often one may try."""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Any
from uuid import UUID

import phonenumbers

from market import errors, events
from market.encryption import believed
from market.language import Sentence

CODE_LIFE = timedelta(minutes=5)
SHORTEST_PASSWORD = 8

# Eleven-digit mobile prefixes that ended in 2018 and live on in address books, and what each became.
_OLD_PREFIXES = {
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037",
    "0168": "038", "0169": "039", "0120": "070", "0121": "079", "0122": "077", "0126": "076",
    "0128": "078", "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


class Scope(StrEnum):
    """Where a token may be used."""

    API = "api"
    PAGES = "pages"  # the cookie of our own pages


TOKEN_LIVES = {Scope.API: timedelta(days=90), Scope.PAGES: timedelta(days=90)}
# Of pages, where whoever signs in says that others use the phone too.
SHARED_LIFE = timedelta(hours=12)
# Whoever is not seen for so long signs in anew.
IDLE = timedelta(days=30)


class RoleName(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"
    TEAM_MEMBER = "team_member"
    CLERK = "clerk"
    COURIER = "courier"
    OFFICER = "officer"
    OPERATOR = "operator"


# The kinds of place at which each role may be held; none for those who hold everywhere.
PLACE_KINDS: dict[RoleName, tuple[str, ...]] = {
    RoleName.BUYER: (),
    RoleName.SELLER: ("shop",),
    RoleName.TEAM_MEMBER: ("village", "commune"),
    RoleName.CLERK: ("post_office",),
    RoleName.COURIER: ("post_office",),
    RoleName.OFFICER: ("commune", "province"),
    RoleName.OPERATOR: (),
}


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in `window`."""

    kind: str
    most: int
    window: timedelta


# A stranger elsewhere uses up neither the codes nor the tries of whoever holds the phone: both are counted first by
# phone and address together.
CODES_PER_PHONE_THERE = Limit("code-for-phone-there", 5, timedelta(hours=1))
# From all addresses together, but those where the phone's person has signed in before.
CODES_PER_PHONE = Limit("code-for-phone", 10, timedelta(hours=1))
# A whole village may stand behind one address of the mobile network.
CODES_PER_ADDRESS = Limit("code-for-address", 200, timedelta(hours=1))
# A team member who goes from house to house stays below it.
CODES_PER_CALLER = Limit("code-by-caller", 40, timedelta(hours=1))
FAILURES_PER_PHONE_THERE = Limit("failure-for-phone-there", 10, timedelta(hours=1))
# Of passwords, which are guessed for years; a code has its own five tries.
FAILURES_PER_PHONE = Limit("failure-for-phone", 50, timedelta(hours=1))
FAILURES_PER_ADDRESS = Limit("failure-for-address", 100, timedelta(hours=1))
# Each takes a tenth of a second and 64 MiB.
PASSWORDS_PER_PERSON = Limit("password-of-person", 10, timedelta(hours=1))


def codes_a_day(most: int) -> Limit:
    """All codes of an installation, whoever asks: each is an SMS that somebody pays."""
    return Limit("code", most, timedelta(days=1))


@dataclass(frozen=True)
class Visitor:
    """Where a try comes from; all of it is counted under keyed hashes."""

    address: str
    secret: str
    codes_a_day: int = 10_000
    caller_id: UUID | None = None

    def subject(self, *values: str) -> str:
        return subject_hash(self.secret, " ".join(values))

    @property
    def origin(self) -> str:
        """The keyed hash of where the visitor is."""
        return self.subject(network(self.address))


@lru_cache(maxsize=10_000)
def network(address: str) -> str:
    """What is counted as one address: an IPv6 line is given 2^64 of them, so its /64; IPv4 in IPv6 is IPv4."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or IPv6Network((int(ip) >> 64 << 64, 64)))


class WrongCredentials(errors.Problem):
    """The same answer for an unknown phone, a wrong code and a wrong password."""

    status = 401
    type = "wrong-credentials"
    title = Sentence("Không đăng nhập được", en="Could not sign in")
    detail = Sentence(
        "Số điện thoại, mã hoặc mật khẩu không đúng, hoặc mã đã hết hạn.",
        en="The phone, code or password is wrong, or the code has expired.",
    )


@dataclass(frozen=True, kw_only=True)
class CodeRequested(events.Event):
    """Somebody asked for a one-time code; `code_id` names the row from which it is derived."""

    code_id: UUID


@dataclass(frozen=True, kw_only=True)
class SignedIn(events.Event):
    """Somebody has proved to hold her phone, by the one-time code sent to it."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PhoneMoved(events.Event):
    """Somebody signs in with another phone from now on; `former` is None for her first one."""

    person_id: UUID
    former: str | None
    phone: str


@dataclass(frozen=True, kw_only=True)
class OwnWordAsked(events.Question):
    """Is this the code that went to `for_id`'s phone for just this? Who keeps the codes adds its id to `given`."""

    for_id: UUID
    purpose: str
    subject: str
    amount_vnd: int
    code: str
    given: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PersonErased(events.Event):
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class ExportAsked(events.Question):
    """Somebody asks for all that is kept about them; each package adds its part to `parts`."""

    person_id: UUID
    parts: dict[str, Any] = field(default_factory=dict)

    def add(self, part: str, rows: Iterable[Mapping[Any, Any]]) -> None:
        """One part, with ids and times as JSON has them."""
        self.parts[part] = [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def mobile_number(written: str) -> str | None:
    """The E.164 form of a Vietnamese mobile number in any usual spelling, or None.

    Dots, blanks, +84, 84, 0084 and the eleven-digit numbers of before 2018 are understood.
    """
    digits = re.sub(r"[\s.\-()/]", "", written)
    digits = re.sub(r"^(\+|00)?84(?=[0-9]{9,10}$)", "0", digits)
    if len(digits) == 11 and digits[:4] in _OLD_PREFIXES:
        digits = _OLD_PREFIXES[digits[:4]] + digits[4:]
    if not re.fullmatch(r"0[1-9][0-9]{8}", digits):
        return None
    return f"+84{digits[1:]}" if _is_mobile(digits[:6]) else None


@lru_cache(maxsize=10_000)
def _is_mobile(beginning: str) -> bool:
    """Whether numbers that begin so are mobile. The plan looks at four digits; we ask by six, once for each."""
    number = phonenumbers.parse(beginning + "0000", "VN")
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _MOBILE


def place_kind(role: RoleName, code: str) -> str | None:
    """The kind of place `code` names for `role`; "" where none is needed, None where it does not fit."""
    kinds = PLACE_KINDS[role]
    if not kinds:
        return "" if code == "" else None
    shapes = {
        "shop": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "village": r"[0-9]{5}/[a-z0-9-]{1,80}",
        "commune": r"[0-9]{5}",
        "province": r"[0-9]{2}",
        "post_office": r"[A-Za-z0-9]{1,10}",
    }
    return next((kind for kind in kinds if re.fullmatch(shapes[kind], code)), None)


def one_time_code(secret: str, row_id: UUID, *, purpose: str = "sign-in", number: bytes = b"", digits: int = 6) -> str:
    """Digits derived from a row's id, and from `number` if a row has several codes: no table or outbox holds one."""
    mac = hmac.new(secret.encode(), purpose.encode() + b":" + row_id.bytes + number, hashlib.sha256).digest()
    return f"{int.from_bytes(mac[:8], 'big') % 10**digits:0{digits}d}"


def is_code(typed: str, code_under: Callable[[str], str], secret: str) -> bool:
    """Whether `typed` is the code under the key, or under one that it has replaced and that is still believed."""
    return any(hmac.compare_digest(code_under(key).encode(), typed.encode()) for key in believed(secret))


def subject_hash(secret: str, subject: str) -> str:
    """A keyed hash under which tries are counted, so that the count names nobody."""
    return hmac.new(secret.encode(), b"attempt:" + subject.encode(), hashlib.sha256).hexdigest()


def token_hash(token: str) -> str:
    """A token is 256 bits of chance, so a plain SHA-256 keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()
