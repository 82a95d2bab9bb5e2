"""Questions and answers, in and out."""

from market.fields import Boolean, Choice, Id, Instant, Items, Nested, Schema, String
from market.http import Json, PageQuery, Spoken
from market.questions.rules import LONGEST, LONGEST_ANSWER, Reason


class QuestionIn(Schema):
    question = String(longest=LONGEST, required=True)

    class Meta(Schema.Meta):
        example: Json = {"question": "Na này để được mấy ngày ạ?"}


class QuestionAnswerIn(Schema):
    answer = String(longest=LONGEST_ANSWER, required=True)

    class Meta(Schema.Meta):
        example: Json = {"answer": "Để chỗ mát được bốn ngày, bác ạ."}


class QuestionRemovalIn(Schema):
    reason = Choice([*map(str, Reason)], required=True)

    class Meta(Schema.Meta):
        example: Json = {"reason": "insult"}


class ShopQuestionQuery(PageQuery):
    waiting = Boolean(load_default=False, metadata={"description": "only what waits for an answer"})


class QuestionGood(Schema):
    id = Id()
    name = String(longest=120)


class QuestionOut(Schema):
    id = Id()
    product_id = Id()
    product = Nested(QuestionGood, allow_none=True)
    shop_id = Id()
    mine = Boolean()
    question = String(shortest=0, longest=LONGEST * 4, metadata={"description": "empty: it was taken down"})
    requested_at = Instant(attribute="asked_at")
    answer = String(longest=LONGEST_ANSWER * 4, allow_none=True)
    answered_by = Choice(["seller", "team_member"], allow_none=True)
    answered_at = Instant(allow_none=True)
    waits = Boolean(metadata={"description": "for an answer; until then only you and the household read it"})
    dismissed = Boolean(metadata={"description": "the household has passed it over"})
    removal = Choice([*map(str, Reason)], allow_none=True)
    removal_says = Spoken(allow_none=True)


class QuestionPage(Schema):
    items = Items(Nested(QuestionOut), most=100)
    next = String(longest=400, allow_none=True)
