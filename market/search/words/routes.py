"""The word lists over HTTP, for operators: what means the same, what goods are for, what only asks."""

from uuid import UUID

from flask import Response, jsonify

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Blueprint, Json, require_match, unkeyed, versioned, writes_nothing
from market.search.words import actions, flows, queries, schemas, trial
from market.search.words.models import WordEntry

blueprint = Blueprint("words", __name__, url_prefix="/api/v1", description="Words by which searches are read")
_word, _changes = schemas.WordOut(), schemas.WordChangeOut(many=True)


@blueprint.route("/search/words", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.WordQuery, location="query")
@blueprint.response(200, schemas.WordPage)
def list_words(query: Json) -> Json:
    """The entries that are in use, the newest first; `q` finds any part of a phrase."""
    return queries.entries(**query)


@blueprint.route("/search/words", methods=["POST"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.WordIn)
@blueprint.response(201, schemas.WordOut)
def add_word(given: Json) -> tuple[WordEntry, dict[str, str]]:
    """Add an entry; every machine has it within seconds. The same one that was withdrawn comes back."""
    entry = schemas.entry_of(given)
    made = actions.add(entry=entry, source=given["source"], by=current_person(), now=clock.now())
    return made, {"Location": f"/api/v1/search/words/{made.id}"}


@blueprint.route("/search/words/batches", methods=["POST"])
@holding(RoleName.OPERATOR)
@unkeyed
@blueprint.arguments(schemas.WordsIn)
@blueprint.response(200, schemas.RowResults)
def add_words(given: Json) -> Json:
    """Add up to 10,000 entries; each row is answered by itself, in the order sent. Sent again it changes nothing."""
    return {"results": flows.add_rows(rows=given["entries"], by=current_person(), now=clock.now())}


@blueprint.route("/search/words/trials", methods=["POST"])
@holding(RoleName.OPERATOR)
@unkeyed
@writes_nothing
@blueprint.arguments(schemas.TrialIn)
@blueprint.response(200, schemas.TrialOut)
def try_word(given: Json) -> Json:
    """Which of the last thirty days' queries an entry would change, with their first ten before and after.

    Nothing is kept. Looked through are the 5,000 most frequent; at most 150 that hold one of its phrases are
    searched, the most frequent first, for at most three seconds: `tried` tells how many.
    """
    entry = schemas.entry_of(given["entry"]) if "entry" in given else None
    return trial.tried(entry=entry, instead_of=given.get("instead_of"), now=clock.now())


@blueprint.route("/search/words/<uuid:word_id>", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.WordWithPast)
def show_word(word_id: UUID) -> Response:
    """An entry, and who did what to it."""
    return _shown(queries.entry_for(word_id))


@blueprint.route("/search/words/<uuid:word_id>", methods=["PATCH"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.WordChangeIn)
@blueprint.response(200, schemas.WordWithPast)
def change_word(changes: Json, word_id: UUID) -> Response:
    """Let an entry say something else. Its kind stays: withdraw it and add another."""
    entry = queries.entry_for(word_id, lock=True)
    require_match(entry.version)
    actions.change(entry=entry, changes=changes, by=current_person(), now=clock.now())
    return _shown(entry)


@blueprint.route("/search/words/<uuid:word_id>/withdrawal", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.WordWithPast)
def withdraw_word(word_id: UUID) -> Response:
    """Let an entry say nothing any more; it stays to be seen, and may come back."""
    entry = queries.entry_for(word_id, lock=True)
    actions.withdraw(entry=entry, by=current_person(), now=clock.now())
    return _shown(entry)


@blueprint.route("/search/words/<uuid:word_id>/withdrawal", methods=["DELETE"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.WordWithPast)
def restore_word(word_id: UUID) -> Response:
    """Let it say again what it said."""
    entry = queries.entry_for(word_id, lock=True)
    actions.restore(entry=entry, by=current_person(), now=clock.now())
    return _shown(entry)


def _shown(entry: WordEntry) -> Response:
    told = _word.dump(entry) | {"changes": _changes.dump(queries.changes_of(entry.id))}
    return versioned(jsonify(told), entry.version)
