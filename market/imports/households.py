"""Households taken in by the chunk: known by their key, by who they are, or new."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from market.accounts.models import Person, Role
from market.accounts.rules import RoleName
from market.ids import new_id
from market.imports import chunks, cleaning, matching, rules, taking
from market.teams.access import within_reach
from market.teams.models import Household
from market.teams.rules import identity_hash, match_key
from market.text import fold, slug

_TOLD = ("people_count", "is_leading", "has_account", "registered_on")


def check_reach(row: cleaning.Cleaned, chunk: chunks.Chunk, village_key: str) -> None:
    """A sender writes only of his own places."""
    if not within_reach(chunk.reach, village_key=village_key, province_code=chunk.province_code):
        row.findings.append(f"outside={village_key}")


class Households(taking.Taking[Household]):
    kind, model = rules.Kind.HOUSEHOLDS, Household
    changing = ("name", "name_folded", "phone", "identity_hash", *_TOLD)

    def prepare(self) -> None:
        for row in self.rows:
            _identify(row, self.chunk)

    def name_of(self, row: cleaning.Cleaned) -> str:
        return str(row.values["match_key"])[:60]

    def load(self, ids: Collection[UUID]) -> None:
        super().load(ids)
        self.around = matching.around_rows(self.rows, self.known.values())

    def create(self, row: cleaning.Cleaned) -> chunks.Outcome:
        same = self._same(row)
        if row.held:
            return taking.held(row)
        if same is not None:
            row.findings.append("duplicate-sure")
            return chunks.Outcome(row, chunks.Status.UNCHANGED, same.id)
        return chunks.Outcome(row, chunks.Status.CREATED, self._household(row))

    def change(self, row: cleaning.Cleaned, subject_id: UUID) -> chunks.Outcome:
        """What officials write anew is taken over, until the household signs in: from then on it speaks for itself."""
        known, values = self.known.get(subject_id), row.values
        if known is None or known.signed_in_at is not None:
            return chunks.Outcome(row, chunks.Status.UNCHANGED, subject_id)
        if values["name_folded"] != known.name_folded and values["phone"] != known.phone:
            # Neither name nor phone: somebody else under the same key.
            return taking.held(row, f"key-twice={row.key}")
        named = self.around.by_identity.get(values["identity_hash"] or "")
        if named is not None and named.id != known.id:
            return taking.held(row, "identity-taken")
        return self.update(row, known, {name: values[name] for name in self.changing})

    def write(self) -> None:
        chunks.name_villages((new["commune_code"], new["village_slug"], new["village"]) for new in self.made[Household])
        super().write()

    def _same(self, row: cleaning.Cleaned) -> matching.Known | None:
        """The household this row surely means. Where it only may, the row says so and is held."""
        values, around = row.values, self.around
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

    def _household(self, row: cleaning.Cleaned) -> UUID:
        values, household_id, person_id = row.values, new_id(), self._person(row)
        told = {name: values[name] for name in (*self.changing, "match_key", "commune_code", "village")}
        made = {"id": household_id, "person_id": person_id, "signed_in_at": None}
        made |= {"village_slug": values["village_key"].split("/")[1]}
        self.made[Household].append({**told, **made, "created_at": self.chunk.now, "import_id": self.chunk.import_id})
        known = (values["name_folded"], values["village_key"], values["phone"], values["identity_hash"])
        self.around.add(matching.Known(household_id, person_id, *known, values["match_key"]))
        return household_id

    def _person(self, row: cleaning.Cleaned) -> UUID:
        """Who signs in for it one day: somebody already known by phone and name, or somebody new."""
        around, phone, folded = self.around, row.values["phone"], row.values["name_folded"]
        holder, holders_name = around.phones.get(phone or "", (None, ""))
        if holder is not None and holders_name == folded and holder not in around.householders:
            return holder
        if phone and (holder is not None or phone in around.contacts):
            row.findings.append("phone-shared")
            phone = None if holder is not None else phone
        person_id, now = new_id(), self.chunk.now
        told: dict[str, Any] = {"name": row.values["name"], "phone": phone, "password_hash": None, "erased_at": None}
        self.made[Person].append({"id": person_id, **told, "version": 1, "created_at": now})
        held = {"role": RoleName.BUYER, "place_code": "", "place_kind": ""}
        self.made[Role].append({"person_id": person_id, **held, "granted_at": now})
        if phone:
            around.phones[phone] = (person_id, folded)
        return person_id


def _identify(row: cleaning.Cleaned, chunk: chunks.Chunk) -> None:
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
