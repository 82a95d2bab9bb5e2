"""What accounts keep of a person, for her to take with her."""

from sqlalchemy import select

from market.accounts import models, sessions
from market.accounts.lost_phones.models import PhoneChange
from market.accounts.role_grants.models import RoleGrant
from market.accounts.rules import ExportAsked
from market.db import db


def add_account(asked: ExportAsked) -> None:
    """Where she is signed in, whom she lets act for her, changes of her phone, and roles given."""
    live = sessions.live(asked.person_id, now=asked.at)
    asked.add("sessions", ({"scope": row.scope, "since": row.created_at, "seen": row.last_seen_at} for row in live))
    given = select(models.Delegation.role, models.Delegation.given_at).filter_by(person_id=asked.person_id)
    asked.add("delegations", db.session.execute(given).mappings())
    told = (PhoneChange.former, PhoneChange.phone, PhoneChange.reason, PhoneChange.state, PhoneChange.asked_at)
    mine = select(*told).where(PhoneChange.person_id == asked.person_id).order_by(PhoneChange.asked_at)
    asked.add("phone_changes", db.session.execute(mine).mappings())
    duty = (RoleGrant.role, RoleGrant.place_code, RoleGrant.reason, RoleGrant.state, RoleGrant.asked_at)
    duties = select(*duty).where(RoleGrant.person_id == asked.person_id).order_by(RoleGrant.asked_at)
    asked.add("role_grants", db.session.execute(duties).mappings())
