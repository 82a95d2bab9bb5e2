"""Signed papers, in and out."""

from market.fields import Boolean, Choice, Id, Instant, Items, Nested, Schema, String
from market.teams.rules import PaperState


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
