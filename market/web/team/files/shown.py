"""A file as it is shown: how far it has come, by itself anew while it runs, and what came of it."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market.imports import models, queries, rules
from market.imports.chunks import Status
from market.language import Sentence
from market.web.numbers import number
from market.web.shell import frame
from market.web.team import pages
from market.web.team.files.words import DONE, IMPORT, KINDS, STATES

_SECONDS = 5
_HELD, _NOTED = 20, 30


def import_page(import_: models.Import, cursor: str | None) -> Response:
    """What became of a file. While it is taken in the page comes anew by itself, until somebody says no.

    By a header: browsers that follow it are the same as for an element in the page, and no reader is read the page's
    head for it. `?still=1` is how it is stopped.
    """
    is_open, still = import_.state in rules.OPEN, "still" in request.args
    held = queries.rows_shown(import_, limit=_HELD, status=Status.HELD, cursor=cursor)
    told: dict[str, Any] = {"is_open": is_open, "still": still, "rows": [_row(row) for row in held["items"]]}
    told |= {"next": held["next"], "counts": _counts(import_), "why": _why(import_), "done": DONE}
    told["quality"] = [one for one in queries.quality_page(import_, limit=_NOTED)["items"] if one["cleaned"]]
    told["may_undo"] = import_.state in rules.STATES.origins(rules.State.UNDONE, rules.SENDER) and not import_.dry_run
    response = pages.page("import_of_team.html", part="files", **_said(import_, still), **told, **named(import_))
    if is_open and not still:
        response.headers["Refresh"] = str(_SECONDS)
    return response


def named(import_: models.Import) -> dict[str, Any]:
    return {"one": import_, "here": path_of(import_.id), "kinds": KINDS}


def path_of(import_id: UUID) -> str:
    return f"/team/files/{import_id}"


def _said(import_: models.Import, still: bool) -> dict[str, Any]:
    """Its title, by which a page that came anew is told from the last one, and its first sentence."""
    spoken = frame.spoken_language()
    far = {"done": number(import_.done_rows, spoken), "total": number(import_.total_rows, spoken)}
    say = IMPORT[f"say_{_saying(import_, still)}"].format(**far, n=number(import_.held_count, spoken))
    title = STATES[rules.State(import_.state)]
    if import_.state == rules.State.RUNNING and import_.total_rows:
        share = 100 * import_.done_rows // import_.total_rows
        title = Sentence(f"{title} {share} %", en=f"{title.en} {share} %")
    return {"title": title, "say": say, "words": IMPORT}


def _saying(import_: models.Import, still: bool) -> str:
    if import_.state in rules.OPEN:
        return "still" if still else import_.state
    if import_.state != rules.State.DONE:
        return import_.state
    return "held" if import_.held_count else "tried" if import_.dry_run else "done"


def _counts(import_: models.Import) -> list[tuple[str, int]]:
    counted = {"created": import_.created_count, "updated": import_.updated_count}
    counted |= {"unchanged": import_.unchanged_count, "held": import_.held_count}
    return [(IMPORT[name].spoken(frame.spoken_language()), count) for name, count in counted.items()]


def _why(import_: models.Import) -> str | None:
    return import_.problem[frame.spoken_language()] if import_.problem else None


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """Its line and what stands in it, so that somebody knows which one is meant."""
    line = IMPORT["line"].format(line=row["line"]).spoken(frame.spoken_language())
    cells = [cell for cell in row["cells"] or [] if cell.strip()][:3]
    says = [found["says"] for found in row["findings"] if queries.waits(found["rule"])]
    return {"row_no": row["row_no"], "named": " · ".join([line, *cells]), "says": says}
