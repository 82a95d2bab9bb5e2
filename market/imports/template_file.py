"""An empty table with the headers that are known, to be filled in."""

from flask import Response

from market.http.headers import PRIVATE
from market.imports import data, errors_file


def download(kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="mau-{kind}.csv"', "Cache-Control": PRIVATE}
    return Response("\ufeff" + errors_file.csv_line(data.template(kind)), mimetype="text/csv", headers=headers)
