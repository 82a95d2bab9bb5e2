"""`/messages`: the orders about which somebody wrote, the newest words first."""

from flask import Response, request

from market.accounts.access import current_person, signed_in
from market.http import page as one_page
from market.messages import threads
from market.messages.models import Thread
from market.messages.rules import Side
from market.messages.schemas import ThreadsQuery
from market.web.messages.blueprint import MESSAGES, blueprint
from market.web.messages.shown import sells
from market.web.messages.words import INBOX
from market.web.shell import forms
from market.web.store.page import page


@blueprint.route(MESSAGES, methods=["GET"])
@signed_in
def list_threads() -> Response:
    """What was written of the orders that I bought; and by a tab, of those that I sell or help to sell."""
    given = {name: request.args[name] for name in ("as", "cursor") if request.args.get(name)}
    me, asked = current_person(), forms.load(ThreadsQuery(), given)
    side = Side.HOUSEHOLD if asked["looking_as"] == "seller" else Side.BUYER
    found = one_page(threads.threads_of(me, side), Thread.latest, limit=asked["limit"], cursor=asked.get("cursor"))
    cards = threads.listed(found["items"], side)
    say = "say_none" if not cards else "say_new" if any(card["unread"] for card in cards) else "say"
    told = {"cards": cards, "side": side, "next": found["next"], "tab": asked["looking_as"], "sells": sells(me)}
    return page("messages.html", title=INBOX["title"], say=INBOX[say], words=INBOX, public=False, **told)
