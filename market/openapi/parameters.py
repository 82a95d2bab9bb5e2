"""What each part of an address is, where its schema does not say: by its name, which means one thing everywhere."""

from typing import Any

_WORDS = {
    "as": "In which role you look",
    "by": "What each figure is of",
    "carrier": "Only of this carrier, by the name it is registered under",
    "commune_code": "Only of this commune: its five digits of after 1 July 2025",
    "complaint": "The number of the complaint: KN-…",
    "cursor": "The `next` of the page before; leave it out for the first page",
    "day": "A day in Việt Nam: 2027-02-11",
    "format": "A file to print, or a page",
    "from": "The first day",
    "limit": "How many at most",
    "max_price_vnd": "No dearer than this, in đồng",
    "measure": "The figure's name; a wrong name is told which there are",
    "message_no": "The number of the message in its thread, from 1",
    "min_price_vnd": "No cheaper than this, in đồng",
    "month": "Year and month in Việt Nam: 2026-11",
    "n": "Which of the photos, from 1",
    "name": "Its name; the list says which there are",
    "number": "The number that it bears: of an order CP-…, of a statement the carrier's own",
    "place": "A commune's code, a province's, or a village's key",
    "post_office_code": "Only of this post office",
    "q": "What people type, with or without accents",
    "reason": "Why: whoever is concerned reads it",
    "role": "A role, by its name in `GET /me`",
    "row_no": "The number of the row, as its list says",
    "shop_id": "The id of the shop",
    "since": "From this day on",
    "size": "How large",
    "slug": "The last word of the fair's address, as `GET /fairs` lists it",
    "sort": "In which order",
    "to": "The last day",
    "tracking_number": "The number on the label",
    "tracking_numbers": "The numbers on the labels, with commas between",
    "village": "A village's name, with or without accents",
    "waiting": "Those that wait for a second hand",
    "word": "The last word of the link that was sent",
    "worklist": "What is to be done with them",
}


def describe(spec: dict[str, Any]) -> None:
    """Say what each parameter is, unless that is said."""
    for shared in spec["paths"].values():
        for part in (shared, *(operation for operation in shared.values() if isinstance(operation, dict))):
            for parameter in part.get("parameters", ()):
                _describe(parameter)


def _describe(parameter: dict[str, Any]) -> None:
    name = parameter.get("name")
    if name is None or parameter.get("description"):
        return
    if name in _WORDS:
        parameter["description"] = _WORDS[name]
    elif parameter["in"] == "path" and name.endswith("_id"):
        parameter["description"] = f"The id of the {name.removesuffix('_id').replace('_', '-')}"
    elif parameter["in"] == "query":
        parameter["description"] = f"Only those with this {name}"
