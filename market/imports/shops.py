"""Shops taken in by the chunk: prepared for their households, and seen by nobody before these agree or sign in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select

from market.accounts.models import Role
from market.accounts.rules import RoleName
from market.catalog.actions.change_feed import announce_shop
from market.catalog.models import Shop
from market.catalog.queries.shops import suspended_among
from market.catalog.rules.shops import ShopChanged, ShopStatus
from market.events import publish
from market.ids import new_id
from market.imports import access, bulk, chunks, cleaning, households, matching, rules, taking
from market.teams.models import Household


class Shops(taking.Taking[Shop]):
    """A row that names a household's head brings the household with it."""

    kind, model = rules.Kind.SHOPS, Shop
    changing: ClassVar = {"title": ("name",), "about": ("about",)}

    def prepare(self) -> None:
        self.owners: dict[int, Household] = {}  # by the row's id
        subjects = self._written_down() | self._known_by_key()
        found = taking.loaded(Household, subjects.values())
        for row in self.rows:
            household = found.get(subjects[id(row)]) if id(row) in subjects else None
            if household is None:
                continue
            self.owners[id(row)] = household
            row.values["commune_code"] = household.commune_code
            if not row.held:
                households.check_reach(row, self.chunk, household.village_key)
        owners = self.owners.values()
        owner_ids = {owner.person_id for owner in owners}
        self.will, self.suspended = access.will_of(owner_ids), suspended_among(owner_ids, {o.phone for o in owners})

    def find_near(self, rows: Sequence[cleaning.Cleaned]) -> matching.Near:
        owner_ids = {self.owners[id(row)].person_id for row in rows if id(row) in self.owners}
        things = select(Shop.id, Shop.owner_id.label("holder_id"), Shop.name)
        return matching.near(self.kind, self.chunk.source, things.where(bulk.one_of(Shop.owner_id, owner_ids)))

    def name_of(self, row: cleaning.Cleaned) -> str:
        return str(row.values.get("match_key") or row.values["household"])

    def has_place(self, row: cleaning.Cleaned) -> bool:
        return id(row) in self.owners or self.chunk.dry_run

    def is_others(self, row: cleaning.Cleaned, subject: Shop) -> bool:
        owner = self.owners.get(id(row))
        another = owner is not None and owner.person_id != subject.owner_id
        return another or not access.is_in_reach(self.chunk.reach, subject.village_key)

    def create(self, row: cleaning.Cleaned) -> chunks.Outcome:
        owner = self.owners.get(id(row))
        if owner is not None and owner.person_id in self.will.own:
            return taking.held(row, "household-own")
        if owner is None:
            return chunks.Outcome(row, chunks.Status.CREATED)
        if self.suspended & {owner.person_id, owner.phone}:
            return taking.held(row, "shop-suspended")
        name = row.values["title"] or _named_after(owner)
        known = self.again(row, owner.person_id, name, likely="shop-likely")
        if known is not None:
            return known
        shop_id = self._shop(row, owner, name)
        self.near.add(matching.Alike(shop_id, owner.person_id, name, row.key, row.digest, self.chunk.import_id))
        return chunks.Outcome(row, chunks.Status.CREATED, shop_id)

    def change(self, row: cleaning.Cleaned, subject: Shop) -> chunks.Outcome:
        if subject.status != ShopStatus.PREPARED or subject.owner_id in self.will.own:
            return self.leave(row, subject, all_own=True)  # an open shop is the household's own
        return self.update(row, subject, holder_id=subject.owner_id)

    def read(self, row: cleaning.Cleaned) -> dict[str, Any]:
        return {"name": row.values["title"], "about": row.values["about"]}

    def write(self) -> None:
        super().write()
        for shop in self.made[Shop]:
            if shop["status"] == ShopStatus.OPEN:
                announce_shop(shop["id"], now=self.chunk.now)
                village_key = f"{shop['commune_code']}/{shop['village_slug']}"
                publish(ShopChanged(at=self.chunk.now, shop_id=shop["id"], village_key=village_key))

    def _written_down(self) -> dict[int, UUID]:
        """The households of rows that name them, by the row's id: taken in before their shops."""
        written = [row for row in self.rows if "name" in row.values]
        stand_ins = [replace(row, key=row.values["household"], values=_household_part(row)) for row in written]
        subjects = {}
        for row, outcome in zip(written, households.Households(stand_ins, self.chunk).take(), strict=True):
            row.findings = outcome.row.findings
            row.values["match_key"] = outcome.row.values["match_key"]
            if outcome.subject_id is not None:
                subjects[id(row)] = outcome.subject_id
        return subjects

    def _known_by_key(self) -> dict[int, UUID]:
        """The households of rows that only say their key."""
        named = [row for row in self.rows if "name" not in row.values]
        keys = {row.values["household"] for row in named}
        known = chunks.known_keys(rules.Kind.HOUSEHOLDS, self.chunk.source, keys)
        for row in named:
            if row.values["household"] not in known and not row.held:
                row.findings.append(f"household-unknown={row.values['household']}")
        found = ((id(row), known.get(row.values["household"])) for row in named)
        return {row_id: key.subject_id for row_id, key in found if key is not None}

    def _shop(self, row: cleaning.Cleaned, owner: Household, name: str) -> UUID:
        self.written_for.add(owner.person_id)
        shop_id, opens, now = new_id(), owner.person_id in self.will.agreed, self.chunk.now
        told = {"name": name, "about": row.values["about"]}
        place = {"commune_code": owner.commune_code, "village": owner.village, "village_slug": owner.village_slug}
        status = {"status": ShopStatus.OPEN if opens else ShopStatus.PREPARED, "opened_at": now if opens else None}
        rest = {"owner_id": owner.person_id, "version": 1, "created_at": now, "shows_contact": False}
        self.made[Shop].append({"id": shop_id, **told, **place, **status, **rest})
        held = {"role": RoleName.SELLER, "place_code": str(shop_id), "place_kind": "shop"}
        self.made[Role].append({"person_id": owner.person_id, **held, "granted_at": now})
        return shop_id


def _named_after(owner: Household) -> str:
    return f"Nhà {owner.name}"[:120]


def _household_part(row: cleaning.Cleaned) -> dict[str, Any]:
    return {name: value for name, value in row.values.items() if name not in ("title", "about", "household")}
