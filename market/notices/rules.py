"""What people are told: one plain sentence a notice, in Vietnamese and English, and when it may be sent."""

from __future__ import annotations

from collections.abc import Mapping
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
    "order_returned_for_buyer": Sentence(
        "Chợ Phiên: đơn {number} đã trả về nhà bán. Tiền bạn đã trả (nếu có) sẽ được hoàn lại.",
        en="Cho Phien: order {number} is back at the shop. What you have paid, if anything, is returned.",
    ),
    "order_corrected": Sentence(
        "Chợ Phiên: bưu điện vừa sửa một tin báo nhầm về đơn {number}. Đơn nay {state}.",
        en="Cho Phien: the post has corrected a mistaken report on order {number}. It is now {state}.",
    ),
    "out_for_delivery": Sentence(
        "Chợ Phiên: bưu tá đang mang đơn {number} đến, thu {due_vnd} đ. Bạn được xem hàng trước khi trả tiền.",
        en="Cho Phien: order {number} is on its way to your door, {due_vnd} đ to pay. You may look inside first.",
    ),
    "delivery_failed": Sentence(
        "Chợ Phiên: chưa giao được đơn {number} (lần {attempt}: {reason}). Bưu tá sẽ đến lại.",
        en="Cho Phien: order {number} could not be handed over (attempt {attempt}: {reason}). We will come again.",
    ),
    "delivery_failed_for_shop": Sentence(
        "Chợ Phiên: đơn {number} chưa giao được (lần {attempt}: {reason}), bưu tá sẽ đến lại.",
        en="Cho Phien: order {number} was not handed over (attempt {attempt}: {reason}); the post will try again.",
    ),
    "delivery_ended": Sentence(
        "Chợ Phiên: đơn {number} chưa giao được ({reason}). Hàng sẽ chờ bạn 7 ngày ở bưu cục.",
        en="Cho Phien: order {number} could not be handed over ({reason}). It will wait 7 days at the post office.",
    ),
    "delivery_ended_for_shop": Sentence(
        "Chợ Phiên: đơn {number} chưa giao được ({reason}), hàng sẽ chờ khách 7 ngày ở bưu cục.",
        en="Cho Phien: order {number} was not handed over ({reason}); it waits 7 days for its buyer.",
    ),
    "parcel_held": Sentence(
        "Chợ Phiên: đơn {number} chờ bạn ở {office} đến hết ngày {until}. Nhớ mang theo điện thoại.",
        en="Cho Phien: order {number} waits for you at {office} until {until}. Please bring your phone.",
    ),
    "parcel_held_for_shop": Sentence(
        "Chợ Phiên: đơn {number} đang chờ khách ở {office} đến hết ngày {until}.",
        en="Cho Phien: order {number} waits for its buyer at {office} until {until}.",
    ),
    "goods_refused": Sentence(
        "Chợ Phiên: bạn không nhận đơn {number} ({reason}). Hàng sẽ trả về nhà bán.",
        en="Cho Phien: you did not take order {number} ({reason}). It goes back to the shop.",
    ),
    "goods_refused_for_shop": Sentence(
        "Chợ Phiên: khách không nhận đơn {number} ({reason}). Hàng sẽ trả về, bạn không mất phí.",
        en="Cho Phien: the buyer did not take order {number} ({reason}). It comes back, at no cost to you.",
    ),
    "hold_ended": Sentence(
        "Chợ Phiên: đơn {number} đã chờ bạn đủ 7 ngày, nay trả về nhà bán.",
        en="Cho Phien: order {number} has waited 7 days for you and now goes back to the shop.",
    ),
    "hold_ended_for_shop": Sentence(
        "Chợ Phiên: đơn {number} chờ khách 7 ngày không ai lấy, nay trả về cho bạn. Bạn không mất phí.",
        en="Cho Phien: nobody fetched order {number} in 7 days. It comes back to you, at no cost.",
    ),
    "parcel_returning": Sentence(
        "Chợ Phiên: đơn {number} đang trên đường trả về nhà bán.",
        en="Cho Phien: order {number} is on its way back to the shop.",
    ),
    "parcel_returning_for_shop": Sentence(
        "Chợ Phiên: đơn {number} đang trên đường trả về cho bạn.",
        en="Cho Phien: order {number} is on its way back to you.",
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
URGENT = {SIGN_IN_CODE}
# What merely follows an order along may be left out; what asks for an act, or is about money, may not.
OPTIONAL = {
    "order_accepted",
    "order_packed",
    "order_shipped",
    "order_sold",
    "out_for_delivery",
    "delivery_failed_for_shop",
    "delivery_ended_for_shop",
    "parcel_held_for_shop",
    "parcel_returning",
    "parcel_returning_for_shop",
    "hold_ended",
    "goods_refused",
}


def sentence(notice: str, words: Mapping[str, str]) -> Sentence:
    """The notice in both languages, with accents, to be read or read aloud."""
    return NOTICES[notice].format(**words)


def short(told: str) -> str:
    """A sentence as an SMS: without accents, at most `LONGEST_SMS` characters."""
    whole = without_marks(told)
    return whole if len(whole) <= LONGEST_SMS else whole[: LONGEST_SMS - 3] + "..."


def sms(notice: str, words: Mapping[str, str]) -> str:
    """The notice as an SMS in Vietnamese."""
    return short(str(sentence(notice, words)))


def send_at(notice: str, now: datetime) -> datetime:
    """The first instant (UTC) at or after `now` at which the notice may be sent."""
    local = now.astimezone(LOCAL)
    quiet = local.time() >= QUIET_FROM or local.time() < QUIET_UNTIL
    if notice in URGENT or not quiet:
        return now
    morning = local.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)
    return (morning if local < morning else morning + timedelta(days=1)).astimezone(now.tzinfo)
