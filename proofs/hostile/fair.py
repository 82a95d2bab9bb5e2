"""The seeded fair with a token for everybody, and what an attacker may know: every id, and the codes of her own SIM."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from market import clock
from market.accounts import actions as accounts
from market.accounts.models import Person, SignInCode
from market.accounts.rules import RoleName, one_time_code
from market.db import db, transaction
from market.teams.models import ConsentCode
from market.teams.rules import consent_code
from proofs.market_process import SECRET, Answer, Service

# What a placeholder of a path may stand for.
IDS = {
    "household_id": "SELECT id FROM households",
    "shop_id": "SELECT id FROM shops",
    "product_id": "SELECT id FROM products",
    "person_id": "SELECT id FROM people",
    "team_id": "SELECT id FROM teams",
    "invitation_id": "SELECT id FROM team_invitations",
    "paper_id": "SELECT id FROM paper_consents",
    "change_id": "SELECT id FROM phone_changes",
    "import_id": "SELECT id FROM imports",
    "cash_out_id": "SELECT id FROM cash_outs",
    "payout_id": "SELECT id FROM payouts",
    "file_id": "SELECT id FROM payout_files",
    "refund_id": "SELECT id FROM refunds",
    "remittance_id": "SELECT id FROM remittances",
    "line_id": "SELECT id FROM remittance_lines",
    "transfer_id": "SELECT id FROM bank_transfers",
    "manifest_id": "SELECT id FROM manifests",
    "scan_id": "SELECT scan_id FROM scans",
    "claim_id": "SELECT parcel_id FROM claims",
    "number": "SELECT number FROM orders",
    "tracking_number": "SELECT tracking_number FROM parcels",
    "office_code": "SELECT DISTINCT post_office_code FROM scans",
    "village": "SELECT village_key FROM team_villages",
    "phone": "SELECT phone FROM people WHERE phone IS NOT NULL",
}
SIMS = [f"+8493700{n:04d}" for n in range(40)]


@dataclass
class Player:
    """Somebody with a token. Whoever is `wary` never reads a code out to anybody, and never uses one."""

    id: UUID
    name: str
    phone: str
    token: str | None
    roles: list[tuple[str, str]] = field(default_factory=list)
    wary: bool = True

    def holds(self, role: str) -> bool:
        return any(held == role for held, _ in self.roles)


GUEST = Player(UUID(int=0), "", "", None)


class Fair:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.players = self._meet()
        self.calls: Counter[int] = Counter()
        self.failures: list[str] = []
        self.breaches: list[str] = []
        self.known: dict[str, list[str]] = {}
        # Who changed something, and the ids in the path by which she did.
        self.done: set[tuple[UUID, str]] = set()

    def call(self, by: Player, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """From another address each time: limits by address would end the hour in its first minute."""
        chance = Random()
        if method == "PATCH" and "If_Match" not in headers:
            headers["If_Match"] = self.call(by, "GET", path).headers.get("ETag", "*")
        place = f"203.0.{chance.randrange(256)}.{chance.randrange(256)}"
        answer = self.service.call(method, path, by.token, body, X_Forwarded_For=place, **headers)
        if method != "GET" and answer.status < 300:
            self.done.update((by.id, part) for part in path.split("/"))
        self.heard(answer.status, f"{by.roles} {method} {path} {body}: {answer}", answer.headers)
        return answer

    def heard(self, status: int, told: str, headers: Any) -> None:
        self.calls[status] += 1
        if status == 0 or (status >= 500 and not (status == 503 and "Retry-After" in headers)):
            self.failures.append(told[:2000])

    def look_about(self) -> None:
        """Learn every id there is: no secrecy of ids may be needed."""
        self.known = {name: self.rows(f"{wanted} LIMIT 500") for name, wanted in IDS.items()}

    def rows(self, query: str) -> list[str]:
        """The first column, ids spelled as in a path."""
        found = self.service.ask(lambda: list(db.session.scalars(text(query))))
        return [_spelled(value) for value in found]

    def any_of(self, chance: Random, *roles: str, wary: bool | None = None) -> Player:
        fitting = [player for player in self.players if any(map(player.holds, roles)) and wary in (None, player.wary)]
        return chance.choice(fitting)

    def sign_in_code(self, sim: str) -> str:
        """What the newest SMS to one's own phone says."""
        wanted = select(SignInCode.id).where(SignInCode.phone == sim).order_by(SignInCode.created_at.desc()).limit(1)
        found = self.service.ask(lambda: db.session.scalars(wanted).first())
        return one_time_code(SECRET, found) if found else "000000"

    def household_code(self, sim: str) -> str:
        wanted = select(ConsentCode.id).where(ConsentCode.phone == sim).order_by(ConsentCode.id.desc()).limit(1)
        found = self.service.ask(lambda: db.session.scalars(wanted).first())
        return consent_code(SECRET, found) if found else "000000"

    def _meet(self) -> list[Player]:
        """Everybody of the fair, a second operator, and some with whom the attackers are in league."""

        def meet() -> list[Player]:
            now = clock.now()
            second = accounts.register(phone="+84936000001", name="Lê Văn Hai", now=now)
            accounts.grant(person=second, role=RoleName.OPERATOR, now=now)
            for sim in SIMS[:10]:
                accounts.register(phone=sim, name=f"Người lạ {sim[-2:]}", now=now)
            return [_with_token(person) for person in db.session.scalars(select(Person))]

        with self.service.inside():
            return transaction(meet)


def _with_token(person: Person) -> Player:
    token, _ = accounts.issue_token(person=person, now=clock.now())
    roles = [(held.role, held.place_code) for held in person.roles]
    assert person.phone is not None
    return Player(person.id, person.name, person.phone, token, roles, wary=person.phone not in SIMS)


def _spelled(value: Any) -> str:
    """SQLite keeps ids without hyphens."""
    try:
        return str(UUID(str(value)))
    except ValueError:
        return str(value)
