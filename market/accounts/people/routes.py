"""People as operators look them up, which is written down, and sign them out."""

from typing import Any
from uuid import UUID

from market import clock, events
from market.accounts import models, sessions
from market.accounts.access import holding
from market.accounts.operators import concerning
from market.accounts.people import queries, rules, schemas
from market.accounts.rules import RoleName
from market.http import Blueprint, page, recorded

blueprint = Blueprint("people", __name__, url_prefix="/api/v1", description="People, as operators look after them")


@blueprint.route("/people", methods=["GET"])
@holding(RoleName.OPERATOR)
@recorded
@blueprint.arguments(schemas.PersonQuery, location="query")
@blueprint.response(200, schemas.FoundPeople)
def look_people_up(query: dict[str, Any]) -> dict[str, Any]:
    """Who signs in with a phone, and who left it as a contact. Whoever is found reads who looked, and why."""
    del query["reason"]
    found = page(queries.known_by(query.pop("phone"), now=clock.now()), models.Person.id, **query)
    concerning(*(person.id for person in found["items"]))
    return found


@blueprint.route("/people/<uuid:person_id>/tokens", methods=["DELETE"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.ReasonQuery, location="query")
@blueprint.response(204)
def end_sessions(_why: dict[str, str], person_id: UUID) -> None:
    """Sign somebody out everywhere, such as whose phone is lost; she is told, and signs in again by a code."""
    now, person = clock.now(), queries.person_for(person_id)
    concerning(person.id)
    sessions.end_all(person_id=person.id, now=now)
    events.publish(rules.SessionsEnded(at=now, person_id=person.id))
