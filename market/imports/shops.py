"""Shops taken in by the chunk: prepared for their households, and seen by nobody before these agree or sign in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market.accounts.models import Delegation, Role
from market.accounts.rules import RoleName
from market.catalog.actions.change_feed import announce_shop
from market.catalog.models import Shop
from market.catalog.rules.shops import ShopChanged, ShopStatus
from market.db import db
from market.events import publish
from market.ids import new_id
from market.imports import bulk, chunks, cleaning, households
from market.teams.models import Household


def take(rows: Sequence[cleaning.Cleaned], chunk: chunks.Chunk) -> list[chunks.Outcome]:
    """What becomes of each row. A row that names a household's head brings the household with it."""
    owners = _owners(rows, chunk)
    keys = {id(row): row.key or f"~{_owner_key(row)}"[:80] for row in rows}
    known = chunks.known_keys("shops", chunk.source, set(keys.values()))
    shops = _shops([found.subject_id for found in known.values()])
    new = _New(_agreed(owners.values()))
    seen = {key: (found.subject_id, found.digest, found.import_id) for key, found in known.items()}
    outcomes = []
    for row in rows:
        outcome = _judge(row, seen.get(keys[id(row)]), owners.get(id(row)), shops, new, chunk)
        if outcome.status != chunks.Status.HELD and outcome.subject_id is not None:
            seen[keys[id(row)]] = (outcome.subject_id, row.digest, chunk.import_id)
        outcomes.append(outcome)
    if not chunk.dry_run:
        new.write(chunk)
        chunks.keep_keys(chunk, [(keys[id(outcome.row)], outcome) for outcome in outcomes], known)
    return outcomes


def _owner_key(row: cleaning.Cleaned) -> str:
    return str(row.values.get("match_key") or row.values["household"])


def _owners(rows: Sequence[cleaning.Cleaned], chunk: chunks.Chunk) -> dict[int, Household]:
    """The household of each row, by the row's id: written down now, or known by its key."""
    written = [row for row in rows if "name" in row.values]
    stand_ins = {id(row): replace(row, key=row.values["household"], values=_household_part(row)) for row in written}
    outcomes = households.take(list(stand_ins.values()), chunk)
    subjects: dict[int, UUID | None] = {}
    for row, outcome in zip(written, outcomes, strict=True):
        row.findings = outcome.row.findings
        row.values["match_key"] = outcome.row.values["match_key"]
        subjects[id(row)] = outcome.subject_id
    named = chunks.known_keys(
        "households", chunk.source, {row.values["household"] for row in rows if id(row) not in subjects}
    )
    for row in rows:
        found = named.get(row.values["household"])
        if id(row) not in subjects and found is None and not row.held:
            row.findings.append(f"household-unknown={row.values['household']}")
        if found is not None:
            subjects.setdefault(id(row), found.subject_id)
    return _loaded(rows, subjects, chunk)


def _household_part(row: cleaning.Cleaned) -> dict[str, Any]:
    return {name: value for name, value in row.values.items() if name not in ("title", "about", "household")}


def _loaded(
    rows: Sequence[cleaning.Cleaned], subjects: dict[int, UUID | None], chunk: chunks.Chunk
) -> dict[int, Household]:
    ids = {subject for subject in subjects.values() if subject}
    found = {h.id: h for h in db.session.scalars(select(Household).where(bulk.one_of(Household.id, ids)))}
    owners = {}
    for row in rows:
        subject = subjects.get(id(row))
        household = found.get(subject) if subject else None
        if household is None:
            continue
        owners[id(row)] = household
        row.values["commune_code"] = household.commune_code
        if "name" not in row.values:
            households.check_reach(row, chunk, household.village_key)
    return owners


def _agreed(owners: Any) -> set[UUID]:
    """The people whose shop may be seen at once: they have agreed, or sign in themselves."""
    people = {household.person_id: household.signed_in_at for household in owners}
    given = select(Delegation.person_id).where(
        Delegation.person_id.in_(people), Delegation.role == RoleName.TEAM_MEMBER
    )
    return set(db.session.scalars(given)) | {person for person, signed_in in people.items() if signed_in}


def _shops(ids: list[UUID]) -> dict[UUID, Shop]:
    return {shop.id: shop for shop in db.session.scalars(select(Shop).where(bulk.one_of(Shop.id, ids)))}


def _judge(
    row: cleaning.Cleaned,
    by_key: tuple[UUID, str, UUID] | None,
    owner: Household | None,
    shops: dict[UUID, Shop],
    new: "_New",
    chunk: chunks.Chunk,
) -> chunks.Outcome:
    if row.held or (owner is None and not chunk.dry_run):
        return chunks.Outcome(row, chunks.Status.HELD)
    if by_key is not None:
        subject_id, digest, import_id = by_key
        if digest != row.digest and import_id == chunk.import_id:
            row.findings.append(f"key-twice={row.key}")
            return chunks.Outcome(row, chunks.Status.HELD)
        shop = shops.get(subject_id)
        if digest == row.digest or shop is None or shop.status != ShopStatus.PREPARED:
            return chunks.Outcome(row, chunks.Status.UNCHANGED, subject_id)  # an open shop is the household's own
        return chunks.Outcome(row, chunks.Status.UPDATED, subject_id, was=new.update(row, shop))
    return chunks.Outcome(row, chunks.Status.CREATED, new.shop(row, owner, chunk) if owner else None)


class _New:
    """What a chunk will write; `agreed` are those whose shop opens at once."""

    def __init__(self, agreed: set[UUID]) -> None:
        self.agreed = agreed
        self.shops: list[dict[str, Any]] = []
        self.roles: list[dict[str, Any]] = []
        self.changes: list[dict[str, Any]] = []
        self.opened: list[tuple[UUID, str]] = []

    def shop(self, row: cleaning.Cleaned, owner: Household, chunk: chunks.Chunk) -> UUID:
        shop_id, opens = new_id(), owner.person_id in self.agreed
        told = {"name": row.values["title"] or f"Nhà {owner.name}"[:120], "about": row.values["about"]}
        place = {"commune_code": owner.commune_code, "village": owner.village, "village_slug": owner.village_slug}
        status = {
            "status": ShopStatus.OPEN if opens else ShopStatus.PREPARED,
            "opened_at": chunk.now if opens else None,
        }
        rest = {"owner_id": owner.person_id, "version": 1, "created_at": chunk.now, "shows_contact": False}
        self.shops.append({"id": shop_id, **told, **place, **status, **rest})
        held = {"role": RoleName.SELLER, "place_code": str(shop_id), "place_kind": "shop"}
        self.roles.append({"person_id": owner.person_id, **held, "granted_at": chunk.now})
        if opens:
            self.opened.append((shop_id, owner.village_key))
        return shop_id

    def update(self, row: cleaning.Cleaned, shop: Shop) -> dict[str, Any]:
        was = {"name": shop.name, "about": shop.about}
        told = {"name": row.values["title"] or shop.name, "about": row.values["about"], "version": shop.version + 1}
        self.changes.append({"id": shop.id, **told})
        return was

    def write(self, chunk: chunks.Chunk) -> None:
        bulk.add(Shop, self.shops)
        bulk.add(Role, self.roles)
        bulk.change(Shop, self.changes, "name", "about", "version")
        for shop_id, village_key in self.opened:
            announce_shop(shop_id, now=chunk.now)
            publish(ShopChanged(at=chunk.now, shop_id=shop_id, village_key=village_key))
