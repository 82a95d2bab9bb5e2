"""Bodies that are files: the bytes themselves, whatever the request calls them."""

from typing import Any

_FILE = {"type": "string", "format": "binary"}
_PICTURE = "a JPEG, PNG, WebP or HEIC of at most 10 MB and 50 megapixels"

# Operation → the file that is its body.
SENT = {
    "add_photo": f"The picture: {_PICTURE}.",
    "add_review_photo": f"A picture of the goods as they came: {_PICTURE}.",
    "add_message_photo": f"The picture: {_PICTURE}.",
    "send_certificate_photo": f"A picture of the certificate: {_PICTURE}.",
    "send_consent_paper": f"A picture of the signed paper: {_PICTURE}.",
    "add_complaint_photo": f"The picture: {_PICTURE}.",
    "add_bank_statement": "The bank's statement as it comes: CSV in any encoding.",
    "add_remittance": "The carrier's statement: CSV, a parcel a line.",
    "answer_payout_file": "The bank's answer: CSV with the columns id and outcome.",
}


def request_body(operation_id: str) -> dict[str, Any] | None:
    """The description of the file that an operation takes, or None where it takes none."""
    if operation_id not in SENT:
        return None
    content = {"application/octet-stream": {"schema": _FILE}}
    return {"description": SENT[operation_id], "required": True, "content": content}
