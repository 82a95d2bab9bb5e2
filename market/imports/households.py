"""Households taken in by the chunk: known by their key, by who they are, or new."""

from collections.abc import Collection
from typing import Any, ClassVar
from uuid import UUID

from market.accounts.models import Person, Role
from market.accounts.rules import RoleName
from market.ids import new_id
from market.imports import access, chunks, cleaning, matching, rules, taking
from market.teams.models import Household
from market.teams.rules import identity_hash, match_key
from market.text import fold, slug

_TOLD = ("people_count", "is_leading", "has_account", "registered_on")


def check_reach(row: cleaning.Cleaned, chunk: chunks.Chunk, village_key: str) -> None:
    """A sender writes only of his own places."""
    if not access.is_in_reach(chunk.reach, village_key):
        row.findings.append(f"outside={access.village_named(village_key, str(row.values.get('village') or ''))}")


class Households(taking.Taking[Household]):
    kind, model = rules.Kind.HOUSEHOLDS, Household
    changing: ClassVar = {
        "name": ("name", "name_folded"),
        "phone": ("phone",),
        "identity": ("identity_hash",),
        **{field: (field,) for field in _TOLD},
    }

    def prepare(self) -> None:
        for row in self.rows:
            _identify(row, self.chunk)

    def name_of(self, row: cleaning.Cleaned) -> str:
        return str(row.values["match_key"])[:60]

    def load(self, ids: Collection[UUID]) -> None:
        super().load(ids)
        self.around = matching.around_rows(self.rows, self.known.values())
        self.will = access.will_of([household.person_id for household in self.known.values()])

    def is_others(self, row: cleaning.Cleaned, subject: Household) -> bool:
        return not access.is_in_reach(self.chunk.reach, subject.village_key)

    def create(self, row: cleaning.Cleaned) -> chunks.Outcome:
        same = self._same(row)
        if same is None and self._names_a_user(row):
            row.findings.append("person-known")
        if row.held:
            return taking.held(row)
        if same is not None:
            row.findings.append("duplicate-sure")
            return chunks.Outcome(row, chunks.Status.UNCHANGED, same.id)
        return chunks.Outcome(row, chunks.Status.CREATED, self._household(row))

    def change(self, row: cleaning.Cleaned, subject: Household) -> chunks.Outcome:
        """What officials write anew is taken over, until the household signs in: from then on it speaks for itself."""
        if subject.signed_in_at is not None or subject.person_id in self.will.own:
            return self.leave(row, subject, all_own=True)
        if row.values["name_folded"] != subject.name_folded and row.values["phone"] != subject.phone:
            return taking.held(row, f"key-twice={row.key}")  # neither name nor phone: somebody else
        if subject.person_id in self.will.agreed and "phone" in self.differing(row, subject):
            return taking.held(row, "phone-agreed")  # the next codes would go to another phone
        named = self.around.by_identity.get(row.values["identity_hash"] or "")
        if named is not None and named.id != subject.id:
            return taking.held(row, "identity-taken")
        return self.update(row, subject, holder_id=subject.person_id)

    def read(self, row: cleaning.Cleaned) -> dict[str, Any]:
        return {column: row.values[column] for column in self.columns()}

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
            reached = access.is_in_reach(self.chunk.reach, named.village_key)
            if named.name_folded == values["name_folded"] and reached:
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
        told = {name: values[name] for name in (*self.columns(), "match_key", "commune_code", "village")}
        made = {"id": household_id, "person_id": person_id, "signed_in_at": None, "version": 1}
        made |= {"village_slug": values["village_key"].split("/")[1]}
        self.made[Household].append({**told, **made, "created_at": self.chunk.now, "import_id": self.chunk.import_id})
        known = (values["name_folded"], values["village_key"], values["phone"], values["identity_hash"])
        self.around.add(matching.Known(household_id, person_id, *known, values["match_key"]))
        return household_id

    def _names_a_user(self, row: cleaning.Cleaned) -> bool:
        """Whether it names somebody with her phone who uses the market already: only she makes herself a household."""
        holder = self.around.phones.get(row.values["phone"] or "")
        return holder is not None and holder.is_user and holder.name_folded == row.values["name_folded"]

    def _person(self, row: cleaning.Cleaned) -> UUID:
        """Who signs in for it one day: somebody else wrote down by that phone and name, or somebody new."""
        around, phone, folded = self.around, row.values["phone"], row.values["name_folded"]
        holder = around.phones.get(phone or "")
        if holder is not None and holder.name_folded == folded and holder.id not in around.householders:
            return holder.id
        if phone and (holder is not None or phone in around.contacts):
            row.findings.append("phone-shared")
            phone = None if holder is not None else phone
        person_id, now = new_id(), self.chunk.now
        told: dict[str, Any] = {"name": row.values["name"], "phone": phone, "password_hash": None, "erased_at": None}
        self.made[Person].append({"id": person_id, **told, "version": 1, "created_at": now})
        held = {"role": RoleName.BUYER, "place_code": "", "place_kind": ""}
        self.made[Role].append({"person_id": person_id, **held, "granted_at": now})
        if phone:
            around.phones[phone] = matching.Holder(person_id, folded, is_user=False)
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
