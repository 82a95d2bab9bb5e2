"""An empty table with the headers that are known, to be filled in."""

from market.imports import data, errors_file


def template_csv(kind: str) -> str:
    return "\ufeff" + errors_file.csv_line(data.template(kind))
