"""Households taken in by the chunk: known by their key, by who they are, or new."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market.accounts.models import Person, Role
from market.accounts.rules import RoleName
from market.db import db
from market.ids import new_id
from market.imports import bulk, cleaning, matching
from market.imports.chunks import Chunk, Outcome, Status, keep_keys, known_keys, name_villages
from market.teams.access import within_reach
from market.teams.models import Household
from market.teams.rules import identity_hash, match_key
from market.text import fold, slug

_CHANGING = (
    "name",
    "name_folded",
    "phone",
    "identity_hash",
    "people_count",
    "is_leading",
    "has_account",
    "registered_on",
)
_TOLD = ("people_count", "is_leading", "has_account", "registered_on")


def take(rows: Sequence[cleaning.Cleaned], chunk: Chunk) -> list[Outcome]:
    """What becomes of each row; writes what is new or changed unless the import is a dry run."""
    for row in rows:
        _identify(row, chunk)
    keys = {id(row): row.key or f"~{row.values['match_key'][:60]}" for row in rows}
    known = known_keys("households", chunk.source, set(keys.values()))
    around = matching.around_rows(rows, [found.subject_id for found in known.values()])
    changed = [known[keys[id(row)]] for row in rows if keys[id(row)] in known]
    new = _New(_by_id([found.subject_id for found in changed if found.digest not in {row.digest for row in rows}]))
    outcomes, seen = [], {key: (found.subject_id, found.digest, found.import_id) for key, found in known.items()}
    for row in rows:
        key = keys[id(row)]
        outcome = _judge(row, seen.get(key), around, new, chunk)
        if outcome.status != Status.HELD and outcome.subject_id is not None:
            seen[key] = (outcome.subject_id, row.digest, chunk.import_id)
        outcomes.append(outcome)
    if not chunk.dry_run:
        new.write(chunk)
        pairs = [(keys[id(outcome.row)], outcome) for outcome in outcomes]
        keep_keys(_as_households(chunk), pairs, known)
    return outcomes


def check_reach(row: cleaning.Cleaned, chunk: Chunk, village_key: str) -> None:
    """A sender writes only of his own places."""
    if not within_reach(chunk.reach, village_key=village_key, province_code=chunk.province_code):
        row.findings.append(f"outside={village_key}")


def _identify(row: cleaning.Cleaned, chunk: Chunk) -> None:
    values = row.values
    code, village = values.get("commune_code"), values.get("village")
    folded = fold(values.get("name") or "")
    village_key = f"{code or ''}/{slug(village or '')[:80]}"
    number = values.pop("identity", None)
    values["identity_hash"] = identity_hash(chunk.secret, number) if number else None
    values |= {"name_folded": folded, "village_key": village_key}
    apart = (row.key or values["identity_hash"] or "") if row.confirmed else ""
    values["match_key"] = match_key(name_folded=folded, village_key=village_key, phone=values.get("phone"), apart=apart)
    if code and village:
        check_reach(row, chunk, village_key)


def _by_id(ids: list[UUID]) -> dict[UUID, Household]:
    return {found.id: found for found in db.session.scalars(select(Household).where(bulk.one_of(Household.id, ids)))}


def _judge(
    row: cleaning.Cleaned, by_key: tuple[UUID, str, UUID] | None, around: matching.Around, new: "_New", chunk: Chunk
) -> Outcome:
    if row.held:
        return Outcome(row, Status.HELD)
    if by_key is not None:
        subject_id, digest, import_id = by_key
        if digest == row.digest:
            return Outcome(row, Status.UNCHANGED, subject_id)
        if import_id == chunk.import_id:
            row.findings.append(f"key-twice={row.key}")
            return Outcome(row, Status.HELD)
        return _update(row, around.by_id.get(subject_id), subject_id, around, new)
    same = _same(row, around)
    if row.held:
        return Outcome(row, Status.HELD)
    if same is not None:
        row.findings.append("duplicate-sure")
        return Outcome(row, Status.UNCHANGED, same.id)
    return Outcome(row, Status.CREATED, new.household(row, around, chunk))


def _same(row: cleaning.Cleaned, around: matching.Around) -> matching.Known | None:
    """The household this row surely means. Where it only may, the row says so and is held."""
    values = row.values
    same = around.by_match.get(values["match_key"])
    if same is not None:
        return same
    named = around.by_identity.get(values["identity_hash"] or "")
    if named is not None:
        if named.name_folded == values["name_folded"]:
            return named
        row.findings.append("identity-taken")
        return None
    alike = [
        known
        for known in around.by_name.get((values["name_folded"], values["village_key"]), ())
        if not (known.identity_hash and values["identity_hash"])  # two numbers are two people
    ]
    if alike:
        row.findings.append(f"duplicate-likely={values['name']}")
    return None


def _update(
    row: cleaning.Cleaned, known: matching.Known | None, subject_id: UUID, around: matching.Around, new: "_New"
) -> Outcome:
    """What officials write anew is taken over, until the household signs in: from then on it speaks for itself."""
    if known is None or known.signed_in:
        return Outcome(row, Status.UNCHANGED, subject_id)
    values, number = row.values, row.values["identity_hash"]
    if values["name_folded"] != known.name_folded and values["phone"] != known.phone:
        row.findings.append(f"key-twice={row.key}")  # neither name nor phone: somebody else under the same key
        return Outcome(row, Status.HELD)
    if number and around.by_identity.get(number, known).id != known.id:
        row.findings.append("identity-taken")
        return Outcome(row, Status.HELD)
    return Outcome(row, Status.UPDATED, subject_id, was=new.update(row, subject_id))


class _New:
    """What a chunk will write."""

    def __init__(self, known: dict[UUID, Household]) -> None:
        self.known = known
        self.people: list[dict[str, Any]] = []
        self.roles: list[dict[str, Any]] = []
        self.households: list[dict[str, Any]] = []
        self.changes: list[dict[str, Any]] = []

    def household(self, row: cleaning.Cleaned, around: matching.Around, chunk: Chunk) -> UUID:
        values, now = row.values, chunk.now
        village_slug = values["village_key"].split("/")[1]
        household_id = new_id()
        person_id = self._person(row, around, chunk)
        told = {name: values[name] for name in (*_TOLD, "name", "name_folded", "phone", "identity_hash", "match_key")}
        place = {"commune_code": values["commune_code"], "village": values["village"], "village_slug": village_slug}
        made = {
            "id": household_id,
            "person_id": person_id,
            "created_at": now,
            "import_id": chunk.import_id,
            "signed_in_at": None,
        }
        self.households.append({**told, **place, **made})
        known = (values["name_folded"], values["village_key"], values["phone"], values["identity_hash"])
        around.add(matching.Known(household_id, person_id, *known, values["match_key"], signed_in=False))
        return household_id

    def update(self, row: cleaning.Cleaned, household_id: UUID) -> dict[str, Any] | None:
        household = self.known.get(household_id)
        if household is None:
            return None
        self.changes.append({"id": household_id} | {name: row.values[name] for name in _CHANGING})
        return {name: getattr(household, name) for name in _CHANGING}

    def write(self, chunk: Chunk) -> None:
        name_villages((row["commune_code"], row["village_slug"], row["village"]) for row in self.households)
        bulk.add(Person, self.people)
        bulk.add(Role, self.roles)
        bulk.add(Household, self.households)
        bulk.change(Household, self.changes, *_CHANGING)

    def _person(self, row: cleaning.Cleaned, around: matching.Around, chunk: Chunk) -> UUID:
        """Who signs in for it one day: somebody already known by phone and name, or somebody new."""
        phone, folded = row.values["phone"], row.values["name_folded"]
        holder, holders_name = around.phones.get(phone or "", (None, ""))
        if holder is not None and holders_name == folded and holder not in around.householders:
            return holder
        if phone and (holder is not None or phone in around.contacts):
            row.findings.append("phone-shared")
            phone = None if holder is not None else phone
        person_id, now = new_id(), chunk.now
        told = {"name": row.values["name"], "phone": phone, "password_hash": None, "erased_at": None}
        self.people.append({"id": person_id, **told, "version": 1, "created_at": now})
        held = {"role": RoleName.BUYER, "place_code": "", "place_kind": ""}
        self.roles.append({"person_id": person_id, **held, "granted_at": now})
        if phone:
            around.phones[phone] = (person_id, folded)
        return person_id


def _as_households(chunk: Chunk) -> Chunk:
    return replace(chunk, kind="households")
