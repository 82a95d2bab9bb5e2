"""What teams and officials keep of a person, for her to take with her."""

from typing import Any

from sqlalchemy import or_, select

from market.accounts.models import Person
from market.accounts.rules import ExportAsked
from market.db import db
from market.teams.models import (
    ActivityLog,
    Consent,
    ConsentCode,
    Household,
    PaperConsent,
    Team,
    TeamInvitation,
    TeamMember,
)

_HOUSEHOLD = (
    Household.name, Household.phone, Household.commune_code, Household.village, Household.people_count,
    Household.is_leading, Household.has_account, Household.registered_on, Household.created_at,
)  # fmt: skip


def add_household(asked: ExportAsked) -> None:
    """What was written down of her household, what it agreed to, and the papers and codes in its name."""
    of = Household.person_id == asked.person_id
    asked.add("household", db.session.execute(select(*_HOUSEHOLD).where(of)).mappings())
    told = (Consent.method, Consent.given_by, Consent.given_at, Consent.withdrawn_at)
    _add_of_household(asked, "consents", Consent, told)
    sent = (PaperConsent.state, PaperConsent.sent_at, PaperConsent.decided_at, PaperConsent.reason)
    _add_of_household(asked, "paper_consents", PaperConsent, sent)
    codes = (ConsentCode.purpose, ConsentCode.phone, ConsentCode.new_phone, ConsentCode.created_at, ConsentCode.used_at)
    _add_of_household(asked, "household_codes", ConsentCode, codes)


def add_acts(asked: ExportAsked) -> None:
    """What others did for her and she for others, the teams she is of and was asked to join."""
    told = (ActivityLog.deed, ActivityLog.by_id, ActivityLog.for_id, ActivityLog.reason, ActivityLog.at)
    concerned = or_(ActivityLog.for_id == asked.person_id, ActivityLog.by_id == asked.person_id)
    asked.add("acts", db.session.execute(select(*told).where(concerned).order_by(ActivityLog.id)).mappings())
    member = select(Team.name, TeamMember.joined_at).join(TeamMember, TeamMember.team_id == Team.id)
    asked.add("teams", db.session.execute(member.where(TeamMember.person_id == asked.person_id)).mappings())
    phone = select(Person.phone).where(Person.id == asked.person_id).scalar_subquery()
    invited = select(TeamInvitation.phone, TeamInvitation.name, TeamInvitation.created_at, TeamInvitation.used_at)
    asked.add("team_invitations", db.session.execute(invited.where(TeamInvitation.phone == phone)).mappings())


def _add_of_household(asked: ExportAsked, part: str, model: Any, told: tuple[Any, ...]) -> None:
    wanted = select(*told).join(Household, Household.id == model.household_id)
    rows = db.session.execute(wanted.where(Household.person_id == asked.person_id).order_by(model.id))
    asked.add(part, rows.mappings())
