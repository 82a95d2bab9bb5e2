"""Filing an identity number."""

from market.accounts.schemas import Code
from market.fields import Instant, Matching, Schema, String
from market.language import Sentence

_NUMBER = Sentence("Số căn cước gồm 12 chữ số.", en="An identity number has 12 digits.")


class IdentityIn(Schema):
    id_number = Matching(r"[0-9]{12}", _NUMBER, required=True)
    code = Code(metadata={"description": "a fresh sign-in code"})

    class Meta(Schema.Meta):
        example = {"id_number": "020180001234"}


class IdentityOut(Schema):
    id_number_tail = String(longest=4, metadata={"description": "the last four digits; the rest is shown to nobody"})
    filed_at = Instant()
