"""What a household agrees to: codes, consent, hand-over and signed papers, in and out."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.accounts.schemas import Phone
from market.fields import Boolean, Choice, Dong, Id, Instant, Items, Matching, Nested, Schema, String
from market.language import Sentence
from market.teams.rules import ABOUT_MONEY, PaperState, Purpose

_CODE = Sentence("Mã gồm 6 chữ số.", en="The code has 6 digits.")
_WHAT_FOR = Sentence(
    "Giá và tiền trả lại cần subject và amount_vnd, việc khác thì không.",
    en="A price or a refund needs subject and amount_vnd; nothing else has them.",
)
_WHICH_PHONE = Sentence("Cần số điện thoại đúng.", en="The right phone is needed.")


class CodeAsked(Schema):
    purpose = Choice([*Purpose], load_default=str(Purpose.CONSENT))
    phone = Phone(
        allow_none=True,
        load_default=None,
        metadata={
            "description": "for a hand-over: the new sign-in; the code still goes to the present phone, if there is "
            "one. For a correction: the right phone, which receives the code"
        },
    )

    subject = String(
        longest=40, metadata={"description": "for a price: the product's id; for a refund: the order's number"}
    )
    amount_vnd = Dong(metadata={"description": "for a price or a refund"})

    class Meta(Schema.Meta):
        example = {"purpose": "consent"}

    @validates_schema
    def says_what_for(self, data: dict[str, Any], **kwargs: Any) -> None:
        given = ("subject" in data) + ("amount_vnd" in data)
        if given != 2 * (data["purpose"] in ABOUT_MONEY):
            raise ValidationError(_WHAT_FOR, "subject")
        if data["purpose"] == Purpose.CORRECTION and data["phone"] is None:
            raise ValidationError(_WHICH_PHONE, "phone")


class ConsentIn(Schema):
    code = Matching(r"[0-9]{6}", _CODE, longest=6, required=True)
    given_by = String(longest=120, shortest=0, load_default="")

    class Meta(Schema.Meta):
        example = {"code": "123456", "given_by": "Nông Thị Páo"}


class HandOverIn(Schema):
    code = Matching(r"[0-9]{6}", _CODE, longest=6, required=True)
    keep_team = Boolean(load_default=True, metadata={"description": "whether the team may still help"})

    class Meta(Schema.Meta):
        example = {"code": "123456", "keep_team": True}


class PaperOut(Schema):
    id = Id()
    household_id = Id()
    household = String(longest=120)
    state = Choice([*PaperState])
    sent_by = String(longest=120)
    sent_at = Instant()
    decided_at = Instant(allow_none=True)
    reason = String(longest=500, shortest=0)


class PaperPage(Schema):
    items = Items(Nested(PaperOut), most=100)
    next = String(longest=400, allow_none=True)


class PaperDecision(Schema):
    agreed = Boolean(required=True)
    reason = String(longest=500, shortest=0, load_default="")

    class Meta(Schema.Meta):
        example = {"agreed": True}
