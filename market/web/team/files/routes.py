"""`/team/files`: a list sent as a file, followed while it is taken in, put right row by row, undone."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request
from werkzeug.datastructures import FileStorage

from market import clock, errors, fields
from market.accounts.access import current_person, holding
from market.http import PageQuery
from market.http.browsers import PageBlueprint
from market.imports import (
    access,
    actions,
    again,
    chunks,
    errors_file,
    flows,
    queries,
    rules,
    schemas,
    tables,
    template_file,
    undoing,
)
from market.web.shell import forms, frame
from market.web.team import pages
from market.web.team.files import shown
from market.web.team.files.words import DONE, FILES, KINDS, NEW, ROW, STATES, UNDO

blueprint = PageBlueprint("team_files", __name__, template_folder="templates")
_ROW = f"/team/files/<uuid:import_id>/rows/<int(min=1,max={schemas.LAST_ROW}):row_no>"


class TableAsked(fields.Schema):
    kind = fields.Choice([*rules.Kind], load_default=str(rules.Kind.HOUSEHOLDS))


@blueprint.route("/team/files", methods=["GET"])
@holding(*access.WHO)
def list_files() -> Response:
    """The files that I have sent, and how far each has come."""
    found = queries.imports_page(current_person(), **forms.asked(PageQuery()))
    say = FILES["say" if found["items"] else "say_none"]
    told: dict[str, Any] = {**found, "kinds": KINDS, "states": STATES, "title": FILES["title"], "say": say}
    return pages.page("imports.html", part="files", words=FILES, done=DONE, **told)


@blueprint.route("/team/files/new", methods=["GET"])
@holding(*access.WHO)
def ask_file() -> Response:
    """The form of a file, and empty tables to fill in."""
    chosen = [(str(kind), word.spoken(frame.spoken_language())) for kind, word in KINDS.items()]
    return pages.page("import_new.html", part="files", title=NEW["title"], say=NEW["say"], words=NEW, chosen=chosen)


@blueprint.route("/team/files/new", methods=["POST"])
@holding(*access.WHO)
@forms.back_to(ask_file)
def send_file() -> Response:
    """Take in a file; sent again while it runs, it goes on."""
    import_ = flows.receive(read=_sent, by=current_person(), now=clock.now())
    return forms.then(shown.path_of(import_.id))


@blueprint.route("/team/files/table.csv", methods=["GET"])
@holding(*access.WHO)
def download_table() -> Response:
    """An empty table to fill in."""
    kind = forms.asked(TableAsked())["kind"]
    return template_file.download(kind)


@blueprint.route("/team/files/<uuid:import_id>", methods=["GET"])
@holding(*access.WHO)
def show_import(import_id: UUID) -> Response:
    """How far a file has come; what was taken in, and what waits to be put right."""
    return shown.import_page(access.import_for(import_id, current_person()), forms.asked(PageQuery()).get("cursor"))


@blueprint.route("/team/files/<uuid:import_id>/errors.csv", methods=["GET"])
@holding(*access.WHO)
def download_errors(import_id: UUID) -> Response:
    """The held rows as a file, with what is wrong with each."""
    return errors_file.download(access.import_for(import_id, current_person()))


@blueprint.route("/team/files/<uuid:import_id>/cancellation", methods=["POST"])
@holding(*access.WHO)
@forms.back_to(show_import)
def cancel_import(import_id: UUID) -> Response:
    """Stop; what was taken in stays until it is undone."""
    actions.cancel(import_=access.import_for(import_id, current_person()), now=clock.now())
    return forms.then(shown.path_of(import_id), "stopped")


@blueprint.route("/team/files/<uuid:import_id>/undoing", methods=["GET"])
@holding(*access.WHO)
def ask_undoing(import_id: UUID) -> Response:
    """Once more, before what it made is taken away."""
    told = shown.named(access.import_for(import_id, current_person()))
    return pages.page("import_undoing.html", part="files", title=UNDO["title"], say=UNDO["say"], words=UNDO, **told)


@blueprint.route("/team/files/<uuid:import_id>/undoing", methods=["POST"])
@holding(*access.WHO)
@forms.back_to(ask_undoing)
def undo_import(import_id: UUID) -> Response:
    """Take away what the file made, while nothing of it was sold."""
    me = current_person()
    undoing.undo(import_=access.import_for(import_id, me), reach=access.reach_of(me), now=clock.now())
    return forms.then(shown.path_of(import_id), "undone")


@blueprint.route(_ROW, methods=["GET"])
@holding(*access.WHO)
def ask_row(import_id: UUID, row_no: int) -> Response:
    """A held row with what is wrong beside its cells; or plainly that it waits no more."""
    import_ = access.import_for(import_id, current_person())
    held = again.held_row(import_, row_no)
    say = "say_gone" if held is None else "say_again" if held.again else "say"
    _, line = queries.place_of(import_, row_no)
    told: dict[str, Any] = {"held": held, "next_row": again.next_held(import_, row_no), **shown.named(import_)}
    told |= {"title": ROW["title"].format(line=line), "say": ROW[say]}
    return pages.page("import_row.html", part="files", words=ROW, done=DONE, **told)


@blueprint.route(_ROW, methods=["POST"])
@holding(*access.WHO)
@forms.back_to(ask_row)
def correct_row(import_id: UUID, row_no: int) -> Response:
    """Take a held row as it was put right, and go on to the next; or back to it while something is wrong."""
    me = current_person()
    import_, secret = access.import_for(import_id, me), current_app.config["MARKET"].secret_key
    row = again.take_again(import_=import_, row_no=row_no, **_typed(), by=me, secret=secret, now=clock.now())
    if row.status == chunks.Status.HELD:
        return forms.then(f"{shown.path_of(import_id)}/rows/{row_no}")
    following = again.next_held(import_, row_no) or again.next_held(import_, 0)
    on = f"/rows/{following}" if following else ""
    return forms.then(shown.path_of(import_id) + on, "row-taken")


def _typed() -> dict[str, Any]:
    """The cells of the form, as many as it was drawn with."""
    cells = [request.form.get(f"c{place}", "") for place in range(len(request.form)) if f"c{place}" in request.form]
    given = {"cells": cells, "confirmed": request.form.get("confirmed", "false")}
    return forms.load(schemas.RowIn(), given)


def _sent() -> tuple[dict[str, Any], FileStorage]:
    request.max_content_length = tables.LARGEST_FILE + tables.BESIDE_IT  # for whoever may send files, and for one only
    given, file = forms.read(schemas.NewImport()), request.files.get("file")
    if file is None or not file.filename:
        raise errors.InvalidInput(errors={"file": [rules.NO_FILE]})
    return given, file
