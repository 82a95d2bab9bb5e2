"""`/office/imports`: the files that were sent, what became of their rows, and which rules were broken where."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import PageQuery
from market.http.browsers import PageBlueprint
from market.imports import access, queries
from market.imports.models import Import
from market.imports.rules import OPEN, STATES, State
from market.language import Sentence
from market.places.queries import commune_names
from market.web.officer import places
from market.web.officer.imports.words import IMPORT, IMPORTS, KINDS
from market.web.shell import forms, frame

blueprint = PageBlueprint("office_imports", __name__, template_folder="templates")
_LIST = "/office/imports"
_ONE = f"{_LIST}/<uuid:import_id>"


@blueprint.route(_LIST, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def list_imports() -> Response:
    """The files that she has sent, newest first."""
    where, query = places.chosen(), forms.asked(PageQuery())
    found = queries.imports_page(current_person(), **query)
    say = IMPORTS["say" if found["items"] else "say_none"]
    told: dict[str, Any] = {"found": found, "title": IMPORTS["title"], "say": say} | _naming()
    return places.page("office_imports.html", where=where, path=_LIST, words=IMPORTS, **told)


@blueprint.route(_ONE, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def show_import(import_id: UUID) -> Response:
    """What became of a file's rows, and how often each rule was broken, by commune."""
    import_, query = access.import_for(import_id, current_person()), forms.asked(PageQuery())
    quality = queries.quality_page(import_, **query)
    told: dict[str, Any] = {
        "import_": import_,
        "quality": quality,
        "communes": commune_names([one["commune_code"] for one in quality["items"] if one["commune_code"]]),
        "problem_said": (import_.problem or {}).get(frame.spoken_language()),
        "address": f"{_LIST}/{import_id}",
        "rows_at": f"/team/files/{import_id}",
    } | _naming()
    title = Sentence(import_.file_name or "…", en=import_.file_name or "…")
    return frame.page("office_import.html", title=title, say=IMPORT[_say(import_)], words=IMPORT, **told)


def _say(import_: Import) -> str:
    if import_.state in OPEN:
        return "say_open"
    if import_.state == State.DONE:
        return "say_held" if import_.held_count else "say_fine"
    return "say_failed" if import_.state == State.FAILED else "say_over"


def _naming() -> dict[str, Any]:
    return {"kinds": KINDS, "states": STATES.names, "local_day": clock.local_day}
