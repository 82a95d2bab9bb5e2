"""Who helps a household: the team of its village, whom to call there, and how and when it agreed."""

from typing import Any
from uuid import UUID

from market.accounts import queries as people
from market.catalog.queries import shops
from market.db import db
from market.teams import queries
from market.teams.models import Consent, Team


def help_of(person_id: UUID) -> dict[str, Any]:
    """Her team with its members, and the consent in force with who wrote it down; None for what there is not.

    Somebody who opened her shop herself is helped by the team of the shop's village.
    """
    household = queries.household_of(person_id)
    consent = queries.consent_of(household.id) if household is not None else None
    villages = [household.village_key] if household else [shop["village"] for shop in shops.shops_of(person_id)]
    team_id = queries.team_of(villages[0]) if villages else None
    team = db.session.get(Team, team_id) if team_id is not None else None
    members = [one for one in queries.members_of(team) if one["id"] != person_id] if team is not None else []
    told = {"consent": consent, "recorded_by": _recorded_by(consent), "may_agree": bool(villages)}
    return {"team": team, "members": members} | told


def _recorded_by(consent: Consent | None) -> str:
    writer = people.person(consent.recorded_by) if consent is not None else None
    return writer.name if writer is not None else ""
