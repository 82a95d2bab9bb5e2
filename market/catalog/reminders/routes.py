"""What I am to be reminded of."""

from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.catalog.blueprint import blueprint
from market.catalog.queries.products import product_for
from market.catalog.reminders import actions, queries, schemas
from market.catalog.reminders.models import Reminder
from market.http import Json, PageQuery, page


@blueprint.route("/me/reminders", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ReminderPage)
def list_my_reminders(query: Json) -> Json:
    """The goods of which I am to be told when they ripen, or can be bought again."""
    found = page(queries.reminders_of(current_person().id), Reminder.id, **query)
    return found | {"items": queries.shown(found["items"], now=clock.now())}


@blueprint.route("/me/reminders/<uuid:product_id>", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.ReminderOut)
def add_my_reminder(product_id: UUID) -> Json:
    """Tell me by a message when this can be bought in its season: once a season, by day, until I end it.

    What has no season is told once, and the reminder is over. 409 `nothing-to-wait-for` for what can be bought now
    and always.
    """
    now, me = clock.now(), current_person()
    kept = actions.ask(person=me, product=product_for(product_id, me, now=now), now=now)
    return queries.shown([kept], now=now)[0]


@blueprint.route("/me/reminders/<uuid:product_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove_my_reminder(product_id: UUID) -> None:
    """Remind me of this no more; again changes nothing."""
    actions.end(person=current_person(), product_id=product_id)
