"""What is said of goods, in and out."""

from market.catalog.photos import TINY
from market.catalog.rules.products import PHOTO_SIZES
from market.fields import Boolean, Choice, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery, Spoken
from market.language import Sentence
from market.places.schemas import ProvinceOut
from market.reviews.rules import CHOICES, LONGEST, MOST_PHOTOS, MOST_STARS, Reason

_PLACE = Sentence(
    "Phải là mã tỉnh (20) hoặc xã (06463).", en="Must be the code of a province (20) or a commune (06463)."
)
_MOST_LINES = 50


class ReviewIn(Schema):
    stars = Integer(least=1, most=MOST_STARS, required=True)
    words = String(shortest=0, longest=LONGEST, load_default="")

    class Meta(Schema.Meta):
        example = {"stars": 5, "words": "Na ngọt, gói kỹ, giao nhanh."}


class ReviewAnswerIn(Schema):
    words = String(longest=LONGEST, required=True)

    class Meta(Schema.Meta):
        example = {"words": "Cảm ơn bác. Vụ sau nhà tôi lại gửi quả chín cây."}


class ReviewReportIn(Schema):
    reason = Choice([*CHOICES], required=True)
    words = String(shortest=0, longest=LONGEST, load_default="", metadata={"description": "only an office reads them"})

    class Meta(Schema.Meta):
        example = {"reason": "personal_data", "words": "Có số điện thoại của con tôi."}


class ReviewRemovalIn(Schema):
    reason = Choice([*CHOICES], required=True, metadata={"description": "stands in the place of the words"})

    class Meta(Schema.Meta):
        example = {"reason": "personal_data"}


class ReportedQuery(PageQuery):
    place = Matching(r"[0-9]{2}|[0-9]{5}", _PLACE, longest=5)


class ReviewPhotoQuery(Schema):
    size = Choice([TINY, *PHOTO_SIZES], load_default="medium")


class ReviewedProductOut(Schema):
    id = Id()
    name = String(shortest=0, longest=120)


class ReviewerOut(Schema):
    """All that is told of a buyer: to which province the goods went."""

    province = Nested(ProvinceOut)


class ReviewPhotoOut(Schema):
    """Addresses of the three WebP pictures, from the root of the service."""

    n = Integer(least=1, most=MOST_PHOTOS)
    small = String(longest=200)
    medium = String(longest=200)
    large = String(longest=200)


class ReviewAnswerOut(Schema):
    words = Spoken()
    at = Instant()


class ReviewRemovalOut(Schema):
    reason = Choice([*Reason])
    says = Spoken(metadata={"description": "what stands in the place of the words"})


class ReviewOut(Schema):
    id = Id()
    product = Nested(ReviewedProductOut)
    shop_id = Id()
    stars = Integer(
        least=1, most=MOST_STARS, allow_none=True, metadata={"description": "null where they count no more"}
    )
    words = Spoken(metadata={"description": "phone numbers hidden"})
    buyer = Nested(ReviewerOut)
    written_at = Instant()
    changed_at = Instant(allow_none=True)
    photos = Items(Nested(ReviewPhotoOut), most=MOST_PHOTOS)
    answer = Nested(ReviewAnswerOut, allow_none=True, metadata={"description": "of the household"})
    removal = Nested(ReviewRemovalOut, allow_none=True)


class ReviewPage(Schema):
    items = Items(Nested(ReviewOut), most=100)
    next = String(longest=400, allow_none=True)


class ReviewedLineOut(Schema):
    product_id = Id()
    name = String(shortest=0, longest=120)
    until = Instant(allow_none=True, metadata={"description": "null before it is delivered"})
    may_say = Boolean(metadata={"description": "whether her review can be written or changed now"})
    review = Nested(ReviewOut, allow_none=True)


class ReviewedOrderOut(Schema):
    goods = Items(Nested(ReviewedLineOut), most=_MOST_LINES)


class ReportOut(Schema):
    reason = Choice([*Reason])
    words = String(shortest=0, longest=LONGEST)
    at = Instant()


class ReportedReviewOut(ReviewOut):
    """As it was written, for the office that decides."""

    shop_name = String(shortest=0, longest=120)
    reports = Items(Nested(ReportOut), most=1000)


class ReportedPage(Schema):
    items = Items(Nested(ReportedReviewOut), most=100)
    next = String(longest=400, allow_none=True)
