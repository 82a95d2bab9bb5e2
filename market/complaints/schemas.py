"""Complaints as they come in and go out."""

from enum import StrEnum

from market.accounts.schemas import Code
from market.complaints.rules.holders import Level
from market.complaints.rules.kinds import LONGEST, MOST_PHOTOS, About, Kind, Side
from market.complaints.rules.outcomes import Outcome, Rating, Refusal
from market.complaints.rules.states import State
from market.fields import Boolean, Choice, Dong, Id, Instant, Integer, Items, Nested, Schema, String
from market.http import Json, PageQuery
from market.places.schemas import CommuneOut

_WORDS = {"longest": LONGEST, "required": True}


def _one_of(values: type[StrEnum]) -> list[str]:
    return [str(value) for value in values]


class ComplaintIn(Schema):
    id = Id(metadata={"description": "made by the client: sent twice it is one complaint"})
    order_number = String(longest=20, metadata={"description": "about an order; or one of the next two, or none"})
    tracking_number = String(longest=30, metadata={"description": "about the parcel of an order"})
    shop_id = Id(metadata={"description": "about a shop"})
    matter = String(longest=80, metadata={"description": "about nothing of ours: what it is called"})
    commune_code = String(longest=5, metadata={"description": "where, if it is about nothing of ours"})
    kind = Choice(_one_of(Kind), required=True)
    words = String(**_WORDS)

    class Meta(Schema.Meta):
        example: Json = {"order_number": "CP-7Q4M-2KXX", "kind": "spoilt", "words": "Ba quả na bị dập nát"}


class ComplaintByCode(Schema):
    code = Code(required=True, metadata={"description": "of the look-up"})
    kind = Choice(_one_of(Kind), required=True)
    words = String(**_WORDS)

    class Meta(Schema.Meta):
        example: Json = {"code": "123456", "kind": "not_come", "words": "Báo đã giao mà tôi chưa nhận"}


class ComplaintHolder(Schema):
    level = Choice(_one_of(Level))
    name = String(longest=120)


class ComplaintMoveOut(Schema):
    at = Instant()
    state = Choice(_one_of(State), attribute="target")
    by = String(longest=20, metadata={"description": "in which role; never who"})
    holder = Choice(_one_of(Level))


class ComplaintReporter(Schema):
    name = String(shortest=0, longest=120)
    phone = String(shortest=0, longest=16)


class ComplaintOut(Schema):
    id = Id()
    number = String(longest=12)
    kind = Choice(_one_of(Kind))
    about = Choice(_one_of(About))
    order_number = String(longest=12, allow_none=True)
    tracking_number = String(longest=13, allow_none=True)
    shop_id = Id(allow_none=True)
    matter = String(shortest=0, longest=80, metadata={"description": "about nothing of ours: what it is called"})
    commune = Nested(CommuneOut, allow_none=True)
    side = Choice(_one_of(Side), metadata={"description": "as what somebody complains"})
    words = String(longest=LONGEST)
    photos = Items(Integer(least=1, most=MOST_PHOTOS), most=MOST_PHOTOS)
    state = Choice(_one_of(State))
    holder = Nested(ComplaintHolder)
    received_at = Instant()
    due_at = Instant(metadata={"description": "when the first answer is due: it never moves"})
    waits_until = Instant(metadata={"description": "when the answer is due that is waited for"})
    is_late = Boolean()
    moves_on_at = Instant(allow_none=True, metadata={"description": "when whoever is next has it"})
    outcome = Choice(_one_of(Outcome), allow_none=True)
    answer = String(shortest=0, longest=LONGEST)
    answered_at = Instant(allow_none=True)
    answered_again_at = Instant(allow_none=True)
    refund_vnd = Dong(metadata={"description": "that the answer gives back, or asks an operator to"})
    closes_at = Instant(allow_none=True, metadata={"description": "until when its reporter may rate or reopen it"})
    rating = Choice(_one_of(Rating), allow_none=True)
    reopened_at = Instant(allow_none=True)
    reopened_because = String(shortest=0, longest=LONGEST)
    refusal = Choice(_one_of(Refusal), allow_none=True)
    merged_into = String(longest=12, allow_none=True, metadata={"description": "told in the offices"})
    ended_at = Instant(allow_none=True)
    history = Items(Nested(ComplaintMoveOut), most=100)
    may = Items(String(longest=12), most=12, metadata={"description": "what the caller may do with it now"})
    taken = Boolean(metadata={"description": "whether somebody of its holders sees to it"})


class SentComplaint(ComplaintOut):
    code = String(longest=10, metadata={"description": "send it as Complaint-Code to follow the complaint"})


class ComplaintPage(Schema):
    items = Items(Nested(ComplaintOut), most=100)
    next = String(longest=400, allow_none=True)


class ComplaintQuery(PageQuery):
    of = Choice(
        ["me", "shop", "office"],
        load_default="me",
        metadata={"description": "what I complain of, what my shop was asked about, or what lies in my places"},
    )
    state = Choice(_one_of(State))


class ComplaintAnswer(Schema):
    outcome = Choice(_one_of(Outcome), required=True)
    words = String(**_WORDS)
    amount_vnd = Dong(
        load_default=0, metadata={"description": "that goes back to the buyer: of a refund, or beside a claim"}
    )
    household_code = Code(load_default=None, metadata={"description": "where a team gives its household's money back"})

    class Meta(Schema.Meta):
        example: Json = {"outcome": "refund", "words": "Xin lỗi bác, chúng tôi trả lại tiền", "amount_vnd": 65_000}


class ComplaintPassing(Schema):
    to = Choice(_one_of(Level), required=True)
    note = String(shortest=0, longest=LONGEST, load_default="", metadata={"description": "for whoever has it next"})

    class Meta(Schema.Meta):
        example: Json = {"to": "province", "note": "Bưu cục chưa trả lời được"}


class ComplaintMerging(Schema):
    into = String(longest=12, required=True, metadata={"description": "the number of the other"})

    class Meta(Schema.Meta):
        example: Json = {"into": "KN-7Q4M-2KXX"}


class ComplaintRefusal(Schema):
    reason = Choice(_one_of(Refusal), required=True)
    words = String(shortest=0, longest=LONGEST, load_default="")

    class Meta(Schema.Meta):
        example: Json = {"reason": "not_ours", "words": "Việc này xin hỏi ngân hàng của bác"}


class ComplaintRating(Schema):
    rating = Choice(_one_of(Rating), required=True)

    class Meta(Schema.Meta):
        example: Json = {"rating": "satisfied"}


class ComplaintReopening(Schema):
    reason = String(**_WORDS)

    class Meta(Schema.Meta):
        example: Json = {"reason": "Tôi vẫn chưa nhận được tiền"}


class ComplaintWord(Schema):
    name = String(longest=20)
    title = String(longest=120)


class ComplaintKind(ComplaintWord):
    working_days = Integer(least=1, most=7)
    about = Items(Choice(_one_of(About)), most=4)


class ComplaintKinds(Schema):
    kinds = Items(Nested(ComplaintKind), most=20)
    outcomes = Items(Nested(ComplaintWord), most=20)
    ratings = Items(Nested(ComplaintWord), most=5)
    refusals = Items(Nested(ComplaintWord), most=20)


class ComplaintPhotos(Schema):
    photos = Items(Integer(least=1, most=MOST_PHOTOS), most=MOST_PHOTOS)


class ComplaintPhotoQuery(Schema):
    size = Choice(["small", "medium", "large"], load_default="large")
