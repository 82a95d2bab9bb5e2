"""Each figure's one definition: what is counted, over what, and in what it may be broken down."""

from dataclasses import dataclass
from enum import StrEnum

from market.errors import InvalidInput
from market.language import Sentence

ACTIVE_DAYS = 30
# The columns of a cell, each a plain count or sum, so that cells add up over places and days.
COUNTS = (
    "opened", "listed", "sold", "activated", "lapsed", "orders", "goods_vnd", "repeats", "cancelled",
    "delivered", "on_time", "paid", "paid_minutes", "store_opens", "good_looks", "basket_adds",
)  # fmt: skip


class Kind(StrEnum):
    LEVEL = "level"  # how many there are at the end of a day: all that came, less all that went
    SUM = "sum"  # how many came in a span of days
    PERCENT = "percent"  # of those that count, how many are so
    DAYS = "days"  # how long it took on average


class Slice(StrEnum):
    """Of what a cell counts: of all, of goods of one category, of one number of OCOP stars, by one kind of link."""

    ALL = "all"
    CATEGORY = "category"
    STARS = "stars"
    SOURCE = "source"


class Grain(StrEnum):
    """For how long a cell counts."""

    DAY = "day"
    MONTH = "month"


class By(StrEnum):
    COMMUNE = "commune"
    VILLAGE = "village"
    DISTRICT = "district"
    MONTH = "month"
    DAY = "day"
    CATEGORY = "category"
    STARS = "stars"
    SOURCE = "source"


PLACES = (By.COMMUNE, By.VILLAGE, By.DISTRICT)
SLICES = {By.CATEGORY: Slice.CATEGORY, By.STARS: Slice.STARS, By.SOURCE: Slice.SOURCE}
_PLACES_AND_TIMES = frozenset({*PLACES, By.MONTH, By.DAY})
_SEEN = _PLACES_AND_TIMES | {By.SOURCE}
_EVERYTHING = frozenset(By)


@dataclass(frozen=True)
class Measure:
    """One figure: `counted` (less `less`) over `basis`, all columns of the cells; `guard`: how many stand behind."""

    name: str
    title: Sentence
    definition: Sentence
    kind: Kind
    counted: str
    guard: str
    less: str | None = None
    basis: str | None = None
    by: frozenset[By] = _EVERYTHING


def _of_looks(name: str, title: Sentence, definition: Sentence) -> Measure:
    return Measure(name, title, definition, Kind.SUM, name, name, by=_SEEN)


MEASURES = {
    measure.name: measure
    for measure in (
        Measure(
            "shops",
            Sentence("Gian hàng đã mở", en="Shops opened"),
            Sentence(
                "Số gian hàng đã mở tính đến hết ngày cuối, kể từ ngày mở. Gian hàng đang chuẩn bị hoặc đã đóng "
                "không tính.",
                en="Shops opened by the end of the last day, from the day each opened. One that is still prepared, "
                "or has closed, does not count.",
            ),
            Kind.LEVEL,
            "opened",
            "opened",
            by=_PLACES_AND_TIMES,
        ),
        Measure(
            "shops_with_goods",
            Sentence("Gian hàng đã có hàng", en="Shops with goods"),
            Sentence(
                "Trong số gian hàng đã mở, số đã từng đăng bán ít nhất một mặt hàng, tính từ ngày đăng đầu tiên.",
                en="Of the shops opened, those that have ever put goods on sale, from the day of the first.",
            ),
            Kind.LEVEL,
            "listed",
            "listed",
            by=_PLACES_AND_TIMES,
        ),
        Measure(
            "shops_that_sold",
            Sentence("Gian hàng đã bán được", en="Shops that have sold"),
            Sentence(
                "Số gian hàng đã có ít nhất một đơn giao tới người mua, tính từ ngày giao đơn đầu tiên.",
                en="Shops of which an order has reached its buyer, from the day of the first.",
            ),
            Kind.LEVEL,
            "sold",
            "sold",
            by=_PLACES_AND_TIMES,
        ),
        Measure(
            "active_shops",
            Sentence("Gian hàng đang bán", en="Active shops"),
            Sentence(
                "Số gian hàng có ít nhất một đơn (không bị hủy) đặt trong 30 ngày tính đến hết ngày cuối.",
                en="Shops with an order, not cancelled, placed in the 30 days up to and with the last day.",
            ),
            Kind.LEVEL,
            "activated",
            "activated",
            less="lapsed",
            by=_PLACES_AND_TIMES,
        ),
        Measure(
            "orders",
            Sentence("Đơn hàng", en="Orders"),
            Sentence(
                "Số đơn đặt trong những ngày này, kể cả đơn về sau bị hủy; đơn chưa trả tiền không tính.",
                en="Orders placed on these days, whatever became of them later; one that was never paid was never "
                "placed.",
            ),
            Kind.SUM,
            "orders",
            "orders",
        ),
        Measure(
            "goods_vnd",
            Sentence("Giá trị hàng bán", en="Goods value"),
            Sentence(
                "Tiền hàng (đồng, không kể phí gửi) của các đơn đặt trong những ngày này, trừ đơn bị hủy, trả lại, "
                "thất lạc hoặc hư hỏng. Theo loại hàng hay số sao: chỉ tiền của hàng loại ấy.",
                en="What the goods cost (đồng, without shipping) in orders placed on these days that were not "
                "cancelled, returned, lost or damaged. By category or stars: of those goods only.",
            ),
            Kind.SUM,
            "goods_vnd",
            "orders",
        ),
        Measure(
            "repeat_buyers",
            Sentence("Khách quay lại", en="Repeat buyers"),
            Sentence(
                "Số lần một người mua đặt đơn thứ hai ở cùng một gian hàng, tính vào ngày đặt đơn thứ hai.",
                en="Buyers who came back to the same shop: each pair of buyer and shop once, on the day of the "
                "second order.",
            ),
            Kind.SUM,
            "repeats",
            "repeats",
        ),
        Measure(
            "cancellations",
            Sentence("Đơn bị hủy", en="Cancellations"),
            Sentence(
                "Số đơn đặt trong những ngày này mà về sau bị hủy, do ai cũng vậy.",
                en="Orders placed on these days that were cancelled later, by whomever.",
            ),
            Kind.SUM,
            "cancelled",
            "cancelled",
        ),
        Measure(
            "on_time_delivery",
            Sentence("Giao đúng hẹn", en="On-time delivery"),
            Sentence(
                "Trong các đơn đặt trong những ngày này và đã giao: phần trăm đến tay người mua trong số ngày đã "
                "hứa khi đặt, tính từ lúc bưu điện nhận hàng. Hàng khách đến lấy không bao giờ muộn.",
                en="Of the orders placed on these days and delivered: how many percent took no more days than "
                "promised at checkout, from the post's taking over to the buyer. What its buyer fetches is never late.",
            ),
            Kind.PERCENT,
            "on_time",
            "delivered",
            basis="delivered",
        ),
        Measure(
            "days_to_payment",
            Sentence("Số ngày đến khi có tiền", en="Days to payment"),
            Sentence(
                "Trung bình từ lúc đặt đến lúc hộ nhận được tiền, với các đơn đặt trong những ngày này: trả tiền "
                "khi nhận hàng thì tính lúc giao, cách khác thì lúc đơn hoàn tất.",
                en="Average from the order to the household's money being there for it, of orders placed on these "
                "days: with cash on delivery when it was delivered, otherwise when the order was completed.",
            ),
            Kind.DAYS,
            "paid_minutes",
            "paid",
            basis="paid",
        ),
        _of_looks(
            "store_opens",
            Sentence("Lượt vào gian hàng", en="Openings"),
            Sentence(
                "Số lần có người từ nơi khác vào trang của một gian hàng hoặc của hàng trong đó. Bấm tiếp trong chợ "
                "không tính; máy tự đọc và nhà bán tự xem không tính.",
                en="How often somebody came from elsewhere to the page of a shop or of a good of it. Going on inside "
                "the store does not count, nor do programs and those who sell there.",
            ),
        ),
        _of_looks(
            "good_looks",
            Sentence("Lượt xem hàng", en="Looks at goods"),
            Sentence(
                "Số lần trang của một món hàng được mở ra xem, từ đâu cũng tính; mở lại ngay trên cùng máy thì không.",
                en="How often the page of a good was looked at, wherever from; again at once on the same phone is not.",
            ),
        ),
        _of_looks(
            "basket_adds",
            Sentence("Lượt bỏ vào giỏ", en="Put in a basket"),
            Sentence(
                "Số lần một món hàng được bỏ vào giỏ, mấy gói cũng là một lần.",
                en="How often a good was put in a basket, however many packs.",
            ),
        ),
    )
}
MINUTES_IN_A_DAY = 24 * 60


def value_of(measure: Measure, counted: int, less: int, basis: int) -> int | float | None:
    """The figure as it is shown: a whole number, or one decimal; None where nothing stands behind an average."""
    if measure.kind == Kind.PERCENT:
        return round(100 * counted / basis, 1) if basis else None
    if measure.kind == Kind.DAYS:
        return round(counted / basis / MINUTES_IN_A_DAY, 1) if basis else None
    return counted - less


_NOT_SO = Sentence("Số liệu này không chia theo cách đó được.", en="This figure cannot be broken down so.")


def require_breakdown(measure: Measure, by: By | None) -> None:
    """Raises InvalidInput where the figure has no such breakdown."""
    if by is not None and by not in measure.by:
        raise InvalidInput(errors={"by": [_NOT_SO]})
