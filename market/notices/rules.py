"""What people are told: one plain sentence a notice, in Vietnamese and English, and when it may be sent."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from market.clock import LOCAL
from market.language import Sentence
from market.text import without_marks

LONGEST_SMS = 160
# Nobody is woken: what is not urgent waits for the morning (Vietnam's time).
QUIET_FROM, QUIET_UNTIL = time(21), time(7)

SIGN_IN_CODE = "sign_in_code"

NOTICES: dict[str, Sentence] = {
    SIGN_IN_CODE: Sentence(
        "Chợ Phiên: mã đăng nhập của bạn là {code}, dùng trong 5 phút. Đừng cho ai biết mã này.",
        en="Cho Phien: your sign-in code is {code}, good for 5 minutes. Tell it to nobody.",
    ),
    "consent_code": Sentence(
        "Chợ Phiên: mã đồng ý là {code}. Đọc mã này cho tổ công nghệ số nếu bạn đồng ý để tổ bán hàng giúp.",
        en="Cho Phien: code {code}. Tell it to the community team if you agree that it sells for you.",
    ),
    "hand_over_code": Sentence(
        "Chợ Phiên: mã nhận gian hàng là {code}. Đọc mã này để nhận gian hàng về điện thoại của bạn.",
        en="Cho Phien: code {code}. Tell it to take your shop over to your own phone.",
    ),
    "order_placed": Sentence(
        "Chợ Phiên: có đơn mới {number}: {goods}. Xin nhận đơn trong 3 ngày.",
        en="Cho Phien: new order {number}: {goods}. Please accept it within 3 days.",
    ),
    "order_accepted": Sentence(
        "Chợ Phiên: {shop} đã nhận đơn {number} của bạn và đang chuẩn bị hàng.",
        en="Cho Phien: {shop} has accepted your order {number} and is preparing it.",
    ),
    "order_packed": Sentence(
        "Chợ Phiên: đơn {number} đã gói xong, mã bưu gửi {tracking_number}.",
        en="Cho Phien: order {number} is packed; its parcel is {tracking_number}.",
    ),
    "order_shipped": Sentence(
        "Chợ Phiên: bưu điện đã nhận đơn {number}, mã bưu gửi {tracking_number}.",
        en="Cho Phien: the post has taken in order {number}, parcel {tracking_number}.",
    ),
    "order_delivered": Sentence(
        "Chợ Phiên: đơn {number} đã giao. Nếu hàng không đúng, xin báo ngay.",
        en="Cho Phien: order {number} is delivered. If something is wrong, please tell us at once.",
    ),
    "order_sold": Sentence(
        "Chợ Phiên: đơn {number} đã giao cho khách, thu {total_vnd} đ.",
        en="Cho Phien: order {number} has reached its buyer, {total_vnd} đ collected.",
    ),
    "order_cancelled": Sentence(
        "Chợ Phiên: đơn {number} đã hủy. Bạn không phải trả gì.",
        en="Cho Phien: order {number} is cancelled. You owe nothing.",
    ),
    "order_cancelled_for_shop": Sentence(
        "Chợ Phiên: đơn {number} đã hủy, hàng đã trở lại kho của bạn.",
        en="Cho Phien: order {number} is cancelled; its goods are back in your stock.",
    ),
    "order_returned": Sentence(
        "Chợ Phiên: đơn {number} bị trả về. Xin ra bưu điện nhận lại hàng.",
        en="Cho Phien: order {number} came back. Please fetch the goods at the post office.",
    ),
    "order_lost": Sentence(
        "Chợ Phiên: bưu điện báo đơn {number} thất lạc hoặc hỏng. Bạn không phải trả gì.",
        en="Cho Phien: the post reports order {number} lost or damaged. You owe nothing.",
    ),
    "order_lost_for_shop": Sentence(
        "Chợ Phiên: bưu điện báo đơn {number} thất lạc hoặc hỏng và chịu trách nhiệm đền.",
        en="Cho Phien: the post reports order {number} lost or damaged, and has to make it good.",
    ),
    "order_waits": Sentence(
        "Chợ Phiên: đơn {number} đang {state}, chờ bạn làm bước tiếp theo.",
        en="Cho Phien: order {number} is {state} and waits for your next step.",
    ),
    "order_needs_help": Sentence(
        "Chợ Phiên: đơn {number} của {shop} đang {state} đã lâu. Xin giúp hộ này.",
        en="Cho Phien: order {number} of {shop} has long been {state}. Please help this household.",
    ),
    "suspended": Sentence(
        "Chợ Phiên: “{name}” tạm ngừng bán. Lý do: {reason}",
        en="Cho Phien: “{name}” is suspended. Reason: {reason}",
    ),
}
URGENT = {SIGN_IN_CODE, "consent_code", "hand_over_code"}


def sms(notice: str, words: dict[str, str]) -> str:
    """The notice as an SMS: without accents, at most `LONGEST_SMS` characters."""
    whole = without_marks(str(NOTICES[notice].format(**words)))
    return whole if len(whole) <= LONGEST_SMS else whole[: LONGEST_SMS - 3] + "..."


def send_at(notice: str, now: datetime) -> datetime:
    """The first instant (UTC) at or after `now` at which the notice may be sent."""
    local = now.astimezone(LOCAL)
    quiet = local.time() >= QUIET_FROM or local.time() < QUIET_UNTIL
    if notice in URGENT or not quiet:
        return now
    morning = local.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)
    return (morning if local < morning else morning + timedelta(days=1)).astimezone(now.tzinfo)
