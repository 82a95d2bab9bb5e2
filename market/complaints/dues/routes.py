"""What has to be answered by when."""

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.complaints import access, shown
from market.complaints.blueprint import blueprint
from market.complaints.dues import queries, schemas
from market.http import Json


@blueprint.route("/complaints/due", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR, RoleName.CLERK)
@blueprint.arguments(schemas.DueQuery, location="query")
@blueprint.response(200, schemas.DuePage)
def list_due_complaints(query: Json) -> Json:
    """What waits for an answer in the places I work for: late first, then due today; and how many of each."""
    me, now = current_person(), clock.now()
    found = queries.due(me, now=now, **query)
    items = [shown.complaint_shown(one, access.roles_on(one, me), me, now=now) for one in found["items"]]
    return found | {"items": items} | queries.counts(me, now=now, holder=query.get("holder"))
