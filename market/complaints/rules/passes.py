"""By code: how whoever is not signed in shows that a complaint is theirs."""

import hmac
from hashlib import sha256
from uuid import UUID

from market import ids
from market.accounts.rules import is_code

# Header in which a client sends the code.
HEADER = "Complaint-Code"
_LETTERS = 10


def code_of(secret: str, complaint_id: UUID) -> str:
    """The ten letters that open this very complaint to its reporter; derived anew, never stored."""
    digest = hmac.new(secret.encode(), b"complaint:" + complaint_id.bytes, sha256).digest()
    return "".join(ids.ALPHABET[byte % len(ids.ALPHABET)] for byte in digest[:_LETTERS])


def opens(secret: str, complaint_id: UUID, given: str) -> bool:
    """Whether `given` is its code, as people type it: small letters, blanks and hyphens do no harm."""
    typed = "".join(letter for letter in given.upper() if letter.isalnum())
    return is_code(typed, lambda key: code_of(key, complaint_id), secret)
