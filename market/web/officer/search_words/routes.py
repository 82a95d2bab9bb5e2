"""`/office/words`: an operator looks the word lists through, tries, adds, changes and takes away."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http.browsers import PageBlueprint
from market.search.language.entries import EntryKind
from market.search.words import actions, queries, schemas, trial
from market.web.officer.search_words.words import DONE, KINDS, ONE, WORDS
from market.web.shell import forms, frame

blueprint = PageBlueprint("office_words", __name__, template_folder="templates")
_LIST = "/office/words"
_ONE = f"{_LIST}/<uuid:word_id>"
_operators = holding(RoleName.OPERATOR)


@blueprint.route(_LIST, methods=["GET"])
@_operators
def list_words() -> Response:
    """Those in use, or those taken away; the newest first."""
    query = forms.asked(schemas.WordQuery())
    found = queries.entries(**query)
    following = {name: value for name, value in request.args.items() if name != "done"} | {"cursor": found["next"]}
    told: dict[str, Any] = {"found": found, "query": query, "kinds": _kinds(), "following": following}
    say = WORDS["say" if found["items"] else "say_none"]
    return frame.page("office_words.html", title=WORDS["title"], say=say, words=WORDS, done=DONE, named=KINDS, **told)


@blueprint.route(f"{_LIST}/new", methods=["GET"])
@_operators
def ask_word() -> Response:
    """The form of a new entry."""
    told: dict[str, Any] = {"kinds": _kinds(), "first": EntryKind.SAME.value}
    return frame.page("office_new_word.html", title=ONE["new"], say=ONE["say_new"], words=ONE, **told)


@blueprint.route(f"{_LIST}/new", methods=["POST"])
@_operators
@forms.back_to(ask_word)
def add_word() -> Response:
    """It is heard by every machine within seconds."""
    given = forms.load(schemas.WordIn(), {"kind": request.form.get("kind", "")} | _lines(request.form))
    actions.add(entry=schemas.entry_of(given), source=given["source"], by=current_person(), now=clock.now())
    return forms.then(_LIST, "added")


@blueprint.route(f"{_LIST}/trial", methods=["GET"])
@_operators
def try_word() -> Response:
    """Which of the last month's queries would come out otherwise; nothing is kept."""
    tried = forms.load(schemas.TrialIn(), _tried())
    entry = schemas.entry_of(tried["entry"]) if "entry" in tried else None
    found = trial.tried(entry=entry, instead_of=tried.get("instead_of"), now=clock.now())
    back = f"{_LIST}/{tried['instead_of']}" if "instead_of" in tried else f"{_LIST}/new"
    told: dict[str, Any] = {"entry": entry, "found": found, "back": back}
    say = ONE["say_changed" if found["changed"] else "say_same"]
    return frame.page("office_tried_word.html", title=ONE["tried"], say=say, words=ONE, named=KINDS, **told)


@blueprint.route(_ONE, methods=["GET"])
@_operators
def show_word(word_id: UUID) -> Response:
    """One entry, what can be done to it, and who did what."""
    entry = queries.entry_for(word_id)
    told: dict[str, Any] = {"entry": entry, "changes": queries.changes_of(word_id), "address": f"{_LIST}/{word_id}"}
    say = ONE["say_withdrawn" if entry.withdrawn_at else "say"]
    return frame.page("office_word.html", title=ONE["title"], say=say, words=ONE, done=DONE, named=KINDS, **told)


@blueprint.route(_ONE, methods=["POST"])
@_operators
@forms.back_to(show_word)
def change_word(word_id: UUID) -> Response:
    """It says something else from now on."""
    entry = queries.entry_for(word_id, lock=True)
    forms.require_version(entry.version)
    changes = forms.load(schemas.WordChangeIn(), _lines(request.form))
    actions.change(entry=entry, changes=changes, by=current_person(), now=clock.now())
    return forms.then(f"{_LIST}/{word_id}", "changed")


@blueprint.route(f"{_ONE}/withdrawal", methods=["POST"])
@_operators
@forms.back_to(show_word)
def withdraw_word(word_id: UUID) -> Response:
    """It says nothing any more, and stays to be seen."""
    entry = queries.entry_for(word_id, lock=True)
    actions.withdraw(entry=entry, by=current_person(), now=clock.now())
    return forms.then(f"{_LIST}/{word_id}", "withdrawn")


@blueprint.route(f"{_ONE}/restoration", methods=["POST"])
@_operators
@forms.back_to(show_word)
def restore_word(word_id: UUID) -> Response:
    """It says again what it said."""
    entry = queries.entry_for(word_id, lock=True)
    actions.restore(entry=entry, by=current_person(), now=clock.now())
    return forms.then(f"{_LIST}/{word_id}", "restored")


def _tried() -> dict[str, Any]:
    """What is wrong with the words is told by the name of their field."""
    asked = request.args
    entry = (
        forms.load(schemas.WordIn(), {"kind": asked.get("kind", "")} | _lines(asked)) if asked.get("phrases") else None
    )
    told: dict[str, Any] = {"entry": entry, "instead_of": asked.get("instead_of")}
    return {name: value for name, value in told.items() if value}


def _lines(given: Mapping[str, str]) -> dict[str, Any]:
    """Each phrase, and each good, is a line of its own."""
    lists = {name: given.get(name, "").splitlines() for name in ("phrases", "goods")}
    said = {name: [line.strip() for line in lines if line.strip()] for name, lines in lists.items()}
    return said | {"source": given.get("source", "").strip()}


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, KINDS[kind].spoken(frame.spoken_language())) for kind in EntryKind]
