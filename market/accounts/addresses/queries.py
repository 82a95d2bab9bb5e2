"""Reads of the address book: one's own, opened."""

import json
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import Select, func, select

from market import errors
from market.accounts.addresses import models, rules
from market.accounts.rules import ExportAsked
from market.db import db
from market.encryption import unseal
from market.places.queries import directory, place_of


def addresses_of(person_id: UUID) -> Select[Any]:
    return select(models.Address).filter_by(person_id=person_id)


def address_of(person_id: UUID, address_id: UUID) -> models.Address:
    """Raises NotFound, also for another's."""
    return errors.found(db.session.scalars(addresses_of(person_id).filter_by(id=address_id)).first())


def count(person_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(models.Address.person_id == person_id)) or 0


def default_of(person_id: UUID) -> models.Address | None:
    return db.session.scalars(addresses_of(person_id).filter_by(is_default=True)).first()


def book_of(person_id: UUID) -> list[dict[str, Any]]:
    """All of somebody's addresses where things can be sent to, the default first, then the newest."""
    kept = addresses_of(person_id).order_by(models.Address.is_default.desc(), models.Address.id.desc())
    return [told for told in map(shown, db.session.scalars(kept)) if told["commune"]]


def newest_of(person_id: UUID) -> models.Address | None:
    return db.session.scalars(addresses_of(person_id).order_by(models.Address.id.desc()).limit(1)).first()


def recipient_at(person_id: UUID, address_id: UUID) -> dict[str, str]:
    """Who receives there and where, as a purchase takes it. Raises NoSuchAddress (422)."""
    found = db.session.scalars(addresses_of(person_id).filter_by(id=address_id)).first()
    if found is None:
        raise rules.NoSuchAddress
    words = opened(found)
    return {"commune_code": found.commune_code} | {name: words[name] for name in ("name", "phone", "address_line")}


def opened(address: models.Address) -> dict[str, str]:
    """What of an address is sealed."""
    words: dict[str, str] = json.loads(unseal(address.sealed, purpose=rules.PURPOSE, secret=secret()))
    return words


def shown(address: models.Address) -> dict[str, Any]:
    """The address as its person sees it; `commune` is null where a later reform has dissolved it."""
    same = ("id", "commune_code", "is_default", "version", "created_at")
    words, place = opened(address), _commune(address.commune_code)
    whole = [words["address_line"], *((place["name"], place["province"]["name"]) if place else ())]
    in_words = {"commune": place, "address": ", ".join(whole)}
    return {name: getattr(address, name) for name in same} | words | in_words


def _commune(code: str) -> dict[str, Any] | None:
    return place_of(code) if directory().commune(code) else None


def add_addresses(asked: ExportAsked) -> None:
    kept = db.session.scalars(addresses_of(asked.person_id).order_by(models.Address.id))
    asked.add("addresses", [{"commune_code": one.commune_code, "since": one.created_at} | opened(one) for one in kept])


def secret() -> str:
    kept: str = current_app.config["MARKET"].secret_key
    return kept
