"""Imports over HTTP: a file is taken in by the worker, and its progress is polled."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request
from marshmallow import ValidationError
from werkzeug.datastructures import FileStorage

from market import clock, errors
from market.accounts.access import current_person, holding
from market.http import Blueprint, PageQuery, unpack_cursor
from market.imports import (
    access,
    actions,
    again,
    errors_file,
    flows,
    layout,
    models,
    queries,
    rules,
    schemas,
    tables,
    undoing,
)
from market.language import Sentence

blueprint = Blueprint("imports", __name__, url_prefix="/api/v1", description="Households, shops and goods from files")

_FORM_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file", "kind"],
                "properties": {
                    "file": {"type": "string", "format": "binary", "description": "CSV, XLSX, XLS or ODS, ≤ 100 MB"},
                    "kind": {"type": "string", "enum": [*rules.Kind]},
                    "template": {"type": "string", "description": "a saved column mapping"},
                    "source": {"type": "string", "description": "whose keys these are, such as postmart"},
                    "dry_run": {"type": "boolean", "description": "only say what would become of each row"},
                },
            }
        }
    },
}


@blueprint.route("/imports", methods=["POST"])
@holding(*access.WHO)
@blueprint.response(202, schemas.ImportOut)
@blueprint.doc(requestBody=_FORM_BODY)
def start_import() -> tuple[models.Import, dict[str, str]]:
    """Take in a file (multipart: file, kind, template, source, dry_run). Sent again while it runs, it goes on."""
    import_ = flows.receive(read=_sent, by=current_person(), now=clock.now())
    return import_, {"Location": f"/api/v1/imports/{import_.id}", "Retry-After": "1"}


@blueprint.route("/imports", methods=["GET"])
@holding(*access.WHO)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ImportPage)
def list_imports(query: dict[str, Any]) -> dict[str, Any]:
    """My imports, newest first; an operator sees everybody's."""
    return queries.imports_page(current_person(), **query)


@blueprint.route("/imports/<uuid:import_id>", methods=["GET"])
@holding(*access.WHO)
@blueprint.response(200, schemas.ImportOut)
def show_import(import_id: UUID) -> models.Import:
    """How far an import has come."""
    return access.import_for(import_id, current_person())


@blueprint.route("/imports/<uuid:import_id>/rows", methods=["GET"])
@holding(*access.WHO)
@blueprint.arguments(schemas.RowQuery, location="query")
@blueprint.response(200, schemas.RowPage)
def list_rows(query: dict[str, Any], import_id: UUID) -> dict[str, Any]:
    """What became of each row, in the order of the file."""
    return queries.rows_shown(access.import_for(import_id, current_person()), **query)


@blueprint.route(f"/imports/<uuid:import_id>/rows/<int(min=1,max={schemas.LAST_ROW}):row_no>", methods=["PUT"])
@holding(*access.WHO)
@blueprint.arguments(schemas.RowIn)
@blueprint.response(200, schemas.RowOut)
def correct_row(given: dict[str, Any], import_id: UUID, row_no: int) -> dict[str, Any]:
    """Take a held row again as it was put right, as the same row of the same import. What is still wrong with it is
    held again, with what was sent."""
    me = current_person()
    import_ = access.import_for(import_id, me)
    secret: str = current_app.config["MARKET"].secret_key
    row = again.take_again(import_=import_, row_no=row_no, **given, by=me, secret=secret, now=clock.now())
    return queries.row_shown(row, layout.Layout(import_.reading or {}))


@blueprint.route("/imports/<uuid:import_id>/errors.csv", methods=["GET"])
@holding(*access.WHO)
@blueprint.response(200, content_type="text/csv")
def download_errors(import_id: UUID) -> Response:
    """The held rows with what is wrong with each: to be put right and sent again."""
    return errors_file.download(access.import_for(import_id, current_person()))


@blueprint.route("/imports/<uuid:import_id>/quality", methods=["GET"])
@holding(*access.WHO)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.QualityPage)
def show_quality(query: dict[str, Any], import_id: UUID) -> dict[str, Any]:
    """How often each rule was broken, by commune."""
    return queries.quality_page(access.import_for(import_id, current_person()), **query)


@blueprint.route("/imports/<uuid:import_id>/cancellation", methods=["PUT"])
@holding(*access.WHO)
@blueprint.response(200, schemas.ImportOut)
def cancel_import(import_id: UUID) -> models.Import:
    """Call off an import that waits or runs. What was taken in stays until it is undone."""
    import_ = access.import_for(import_id, current_person())
    actions.cancel(import_=import_, now=clock.now())
    return import_


@blueprint.route("/imports/<uuid:import_id>/undoing", methods=["PUT"])
@holding(*access.WHO)
@blueprint.response(200, schemas.ImportOut)
def undo_import(import_id: UUID) -> models.Import:
    """Take away what an import made, while nothing of it was sold; rows say what stays, and why."""
    me = current_person()
    import_ = access.import_for(import_id, me)
    undoing.undo(import_=import_, reach=access.reach_of(me), now=clock.now())
    return import_


@blueprint.route("/import-templates", methods=["GET"])
@holding(*access.WHO)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.TemplatePage)
def list_templates(query: dict[str, Any]) -> dict[str, Any]:
    """Saved column mappings, by name."""
    return queries.templates_page(after=str(_name(query.get("cursor"))), limit=query["limit"])


@blueprint.route("/import-templates/<code:name>", methods=["PUT"])
@holding(*access.WHO)
@blueprint.arguments(schemas.TemplateIn)
@blueprint.response(200, schemas.TemplateOut)
def save_template(template: dict[str, Any], name: str) -> models.ImportTemplate:
    """Save which header means which field, for files that come again and again. Who saved it may replace it."""
    return actions.save_template(name=name.lower(), **template, by=current_person(), now=clock.now())


def _sent() -> tuple[dict[str, Any], FileStorage]:
    if request.mimetype != "multipart/form-data":
        raise errors.UnsupportedMediaType(
            Sentence("Xin gửi dạng multipart/form-data.", en="Please send multipart/form-data.")
        )
    request.max_content_length = tables.LARGEST_FILE + tables.BESIDE_IT  # for whoever may send files, and for one only
    try:
        fields: dict[str, Any] = schemas.NewImport().load(request.form.to_dict())
    except ValidationError as error:
        raise errors.InvalidInput(errors=error.normalized_messages()) from None
    file = request.files.get("file")
    if file is None:
        raise errors.InvalidInput(errors={"file": [rules.NO_FILE]})
    return fields, file


def _name(cursor: str | None) -> str:
    content = unpack_cursor(cursor) if cursor else ""
    return content if isinstance(content, str) else ""
