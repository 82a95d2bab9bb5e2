"""Who may say what of goods, until when, why words are taken down, and what is told of it. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events
from market.accounts.rules import Limit
from market.catalog.rules.scores import Score
from market.language import Sentence

MOST_STARS = 5
LONGEST = 500
MOST_PHOTOS = 2
OPEN_FOR = timedelta(days=90)
# Each may be about an order of its own; nobody eats more in an hour.
REVIEWS_PER_PERSON = Limit("review-by-person", 30, timedelta(hours=1))
REPORTS_PER_PERSON = Limit("review-report-by-person", 10, timedelta(hours=1))


class Reason(StrEnum):
    """Why an office takes words down; there is no other."""

    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    NOT_ABOUT_GOODS = "not_about_goods"
    ADVERTISING = "advertising"
    NOT_HONEST = "not_honest"
    UNLAWFUL = "unlawful"
    # Nobody's decision: the post has taken its “delivered” back.
    NOT_DELIVERED = "not_delivered"


@dataclass(frozen=True)
class Removal:
    """What stands in the place of the words, and whether what was given in stars still counts."""

    says: Sentence
    stars_stay: bool


_R = Reason
REASONS: dict[Reason, Removal] = {
    _R.PERSONAL_DATA: Removal(
        Sentence(
            "Lời này được gỡ: có số điện thoại, địa chỉ hoặc mặt của người khác.",
            en="Taken down: it held somebody's phone, address or face.",
        ),
        stars_stay=True,
    ),
    _R.INSULT: Removal(
        Sentence("Lời này được gỡ: có lời xúc phạm.", en="Taken down: it insulted somebody."), stars_stay=True
    ),
    _R.NOT_ABOUT_GOODS: Removal(
        Sentence("Lời này được gỡ: không nói về hàng đã mua.", en="Taken down: it was not about the goods."),
        stars_stay=False,
    ),
    _R.ADVERTISING: Removal(
        Sentence("Lời này được gỡ: quảng cáo hàng khác.", en="Taken down: it advertised something else."),
        stars_stay=False,
    ),
    _R.NOT_HONEST: Removal(
        Sentence(
            "Lời này được gỡ: người viết bán hàng giúp gian này, hoặc được trả công để viết.",
            en="Taken down: its writer sells for this shop, or was paid to write.",
        ),
        stars_stay=False,
    ),
    _R.UNLAWFUL: Removal(
        Sentence(
            "Lời này được gỡ: cơ quan có thẩm quyền kết luận là trái luật.",
            en="Taken down: an authority has found it against the law.",
        ),
        stars_stay=False,
    ),
    _R.NOT_DELIVERED: Removal(
        Sentence(
            "Lời này tạm gỡ: hàng chưa tới tay người mua.", en="Taken down for now: the goods have not arrived yet."
        ),
        stars_stay=False,
    ),
}
# What people may name and offices decide by.
CHOICES = [reason for reason in Reason if reason != _R.NOT_DELIVERED]
# A removal that lets the stars count; said to the database, too.
STARS_STAY = tuple(reason.value for reason, removal in REASONS.items() if removal.stars_stay)


@dataclass(frozen=True, kw_only=True)
class GoodScored(events.Event):
    """What buyers together say of a good is another than before."""

    product_id: UUID
    score: Score


@dataclass(frozen=True, kw_only=True)
class ShopScored(events.Event):
    """The same of a shop."""

    shop_id: UUID
    score: Score


class Step(StrEnum):
    """What became of a review."""

    WRITTEN = "written"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclass(frozen=True, kw_only=True)
class ReviewMoved(events.Event):
    """A review was said, or something became of it; `removal` is the reason for which its words are down."""

    what: Step
    review_id: UUID
    product_id: UUID
    stars: int
    removal: str | None


@dataclass(frozen=True, kw_only=True)
class HandsAsked(events.Question):
    """Has `person_id` ever acted for `owner_id`, or does she use her phone? Who knows adds how."""

    person_id: UUID
    owner_id: UUID
    phone: str | None
    how: list[str] = field(default_factory=list)


class NotDeliveredYet(errors.Conflict):
    type = "not-delivered-yet"
    title = Sentence("Hàng chưa tới", en="Not delivered yet")
    detail = Sentence(
        "Nhận được hàng rồi mới nhận xét. Hàng hỏng hay thất lạc thì xin báo với chợ.",
        en="Goods can be reviewed once they have arrived. If they are lost or spoilt, please tell the market.",
    )


class ReviewTooLate(errors.Conflict):
    type = "review-too-late"
    title = Sentence("Đã quá hạn nhận xét", en="Too late for a review")
    detail = Sentence(
        "Hàng được nhận xét trong 90 ngày từ khi giao. Nay đã quá hạn.",
        en="Goods can be reviewed for 90 days after they came. That time is over.",
    )


class ReviewRemoved(errors.Conflict):
    type = "review-removed"
    title = Sentence("Nhận xét đã bị gỡ", en="The review was taken down")
    detail = Sentence(
        "Nhận xét này đã bị gỡ nên không sửa được. Không đồng ý, xin nói với bưu cục hoặc xã để được xem lại.",
        en="This review was taken down and cannot be changed. If you disagree, tell the post office or the commune.",
    )


class ActsForShop(errors.NotAllowed):
    type = "acts-for-shop"
    title = Sentence("Người của gian hàng", en="Acts for the shop")
    detail = Sentence(
        "Bạn bán hàng hoặc bán giúp gian này nên không nhận xét được hàng của gian.",
        en="You sell for this shop, so you cannot review its goods.",
    )


class OwnReview(errors.NotAllowed):
    """Nobody decides on words about their own shop, or on their own."""

    type = "own-review"
    title = Sentence("Nhận xét của chính mình", en="One's own review")
    detail = Sentence(
        "Đây là nhận xét về gian hàng của bạn hoặc do bạn viết. Xin để người khác quyết định.",
        en="This is about your own shop, or written by you. Please let somebody else decide.",
    )


def require_open(delivered_at: datetime | None, now: datetime) -> None:
    """Raises NotDeliveredYet, ReviewTooLate."""
    if delivered_at is None:
        raise NotDeliveredYet
    if now >= delivered_at + OPEN_FOR:
        raise ReviewTooLate
