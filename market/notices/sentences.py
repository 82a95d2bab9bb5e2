"""What people are told: one plain sentence a notice (message template), in Vietnamese and English."""

from market.language import Sentence
from market.notices.buyers import BUYERS
from market.notices.certificates import CERTIFICATES
from market.notices.changes import CHANGES
from market.notices.codes import CODES
from market.notices.collections import COLLECTIONS
from market.notices.complaints import COMPLAINTS
from market.notices.duties import DUTIES
from market.notices.gatherings import GATHERINGS
from market.notices.heard import HEARD
from market.notices.reviews import REVIEWS
from market.notices.shortages import SHORTAGES
from market.notices.suspensions import SUSPENSIONS
from market.notices.transfers import TRANSFERS

SIGN_IN_CODE = "sign_in_code"
CASH_OUT_CODE, CASH_OUT_CONFIRMATION = "cash_out_code", "cash_out_confirmation"

NOTICES: dict[str, Sentence] = TRANSFERS | {
    **BUYERS,
    **CHANGES,
    **CERTIFICATES,
    **CODES,
    **COLLECTIONS,
    **COMPLAINTS,
    **DUTIES,
    **GATHERINGS,
    **REVIEWS,
    **HEARD,
    **SHORTAGES,
    SIGN_IN_CODE: Sentence(
        "Chợ Phiên: mã đăng nhập của bạn là {code}, dùng trong 5 phút. Đừng cho ai biết mã này.",
        en="Cho Phien: your sign-in code is {code}, good for 5 minutes. Tell it to nobody.",
    ),
    "account_secured": Sentence(
        "Chợ Phiên: {what} của tài khoản bạn vừa đổi, nơi khác đã thoát. Nếu không phải bạn, báo bưu cục ngay.",
        en="Cho Phien: the {what} of your account was changed, other sessions ended. Not you? Tell the post office.",
    ),
    "phone_change_asked": Sentence(
        "Chợ Phiên: có người xin chuyển tài khoản của bạn sang số {phone}. Nếu không phải, đăng nhập mà từ chối.",
        en="Cho Phien: somebody asks to move your account to phone {phone}. If it is not you, sign in and refuse.",
    ),
    "phone_change_agreed": Sentence(
        "Chợ Phiên: sau ngày {until} tài khoản của bạn chuyển sang số {phone}. Nếu không phải, đăng nhập mà từ chối.",
        en="Cho Phien: after {until} your account moves to phone {phone}. If it is not you, sign in and refuse.",
    ),
    "phone_change_done": Sentence(
        "Chợ Phiên: tài khoản nay đăng nhập bằng số {phone}. Nếu không phải bạn xin, báo ngay cho chúng tôi.",
        en="Cho Phien: the account now signs in with phone {phone}. If you did not ask, tell us at once.",
    ),
    "paper_sent": Sentence(
        "Chợ Phiên: tổ {village} gửi giấy đồng ý bán hàng giúp bạn. Nếu không phải, đăng nhập bằng số này mà từ chối.",
        en="Cho Phien: the team of {village} filed a paper to sell for you. If wrong, sign in with this phone, refuse.",
    ),
    "paper_agreed": Sentence(
        "Chợ Phiên: xã đã nhận giấy, tổ {village} bán hàng giúp bạn từ nay. Không muốn, đăng nhập số này mà từ chối.",
        en="Cho Phien: the paper is accepted, the team of {village} sells for you. If wrong, sign in here and refuse.",
    ),
    "order_placed": Sentence(
        "Chợ Phiên: có đơn mới {number}: {goods}. Xin nhận đơn trong 3 ngày.",
        en="Cho Phien: new order {number}: {goods}. Please accept it within 3 days.",
    ),
    "order_accepted": Sentence(
        "Chợ Phiên: {shop} đã nhận đơn {number} của bạn và đang chuẩn bị hàng.",
        en="Cho Phien: {shop} has accepted your order {number} and is preparing it.",
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
        "Chợ Phiên: đơn {number} đã giao cho khách, bạn được {yours_vnd} đ.",
        en="Cho Phien: order {number} has reached its buyer, {yours_vnd} đ are yours.",
    ),
    "order_cancelled": Sentence(
        "Chợ Phiên: {who} đã hủy đơn {number}, bạn không phải trả gì. Lý do: {reason}",
        en="Cho Phien: {who} cancelled order {number}, you owe nothing. Reason: {reason}",
    ),
    "order_cancelled_for_shop": Sentence(
        "Chợ Phiên: {who} đã hủy đơn {number}, hàng đã trở lại kho của bạn. Lý do: {reason}",
        en="Cho Phien: {who} cancelled order {number}; its goods are back in your stock. Reason: {reason}",
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
    CASH_OUT_CODE: Sentence(
        "Chợ Phiên: mã rút {amount} đ là {code}, đến {until}. Mang căn cước ra bưu cục nào cũng được.",
        en="Cho Phien: your code for {amount} đ is {code}, until {until}. Take your identity card to any post office.",
    ),
    CASH_OUT_CONFIRMATION: Sentence(
        "Chợ Phiên: {asker} xin rút {amount} đ cho bạn. Nếu đồng ý, đọc mã {code} cho họ.",
        en="Cho Phien: {asker} asks to take out {amount} đ for you. If you agree, tell them {code}.",
    ),
    "cash_out_paid": Sentence(
        "Chợ Phiên: {office} đã trả bạn {amount} đ. Nếu không phải bạn nhận, xin báo ngay.",
        en="Cho Phien: {office} has paid you {amount} đ. If it was not you, tell us at once.",
    ),
    "cash_out_expired": Sentence(
        "Chợ Phiên: phiếu rút {amount} đ đã hết hạn, tiền đã trở lại số dư của bạn.",
        en="Cho Phien: the cash-out of {amount} đ has expired; the money is back in your balance.",
    ),
    "cash_out_blocked": Sentence(
        "Chợ Phiên: có người nhập sai mã rút {amount} đ của bạn 5 lần, mã đã khóa. Xin lấy mã mới.",
        en="Cho Phien: somebody entered wrong codes for your {amount} đ 5 times; it is blocked. Ask for a new code.",
    ),
    "cash_out_guesses": Sentence(
        "Chợ Phiên: một nhân viên {office} nhập sai nhiều mã rút tiền. Xin kiểm tra.",
        en="Cho Phien: a clerk of {office} has entered many wrong cash-out codes. Please look into it.",
    ),
    "payout_sent": Sentence(
        "Chợ Phiên: đã chuyển {amount} đ vào tài khoản ngân hàng của bạn.",
        en="Cho Phien: {amount} đ has been transferred to your bank account.",
    ),
    "payout_failed": Sentence(
        "Chợ Phiên: chuyển {amount} đ không được, tiền đã trở lại số dư. Xin xem lại số tài khoản.",
        en="Cho Phien: {amount} đ could not be transferred and is back in your balance. Please check the account.",
    ),
    "order_sold_prepaid": Sentence(
        "Chợ Phiên: đơn {number} đã giao cho khách. Bạn được {yours_vnd} đ, vào số dư khi đơn hoàn tất.",
        en="Cho Phien: order {number} has reached its buyer. {yours_vnd} đ are yours once it is completed.",
    ),
    "order_paid": Sentence(
        "Chợ Phiên: đã nhận đủ tiền cho đơn {number}. {shop} đang chuẩn bị hàng.",
        en="Cho Phien: order {number} is paid. {shop} is preparing it.",
    ),
    "order_unpaid": Sentence(
        "Chợ Phiên: đơn {number} còn chờ bạn chuyển khoản. Đến {pay_by} chưa có tiền thì đơn tự hủy.",
        en="Cho Phien: order {number} still waits for your transfer. At {pay_by} it lapses.",
    ),
    "order_lapsed": Sentence(
        "Chợ Phiên: đơn {number} đã hủy vì quá hạn trả tiền. Nếu vẫn muốn mua, xin đặt lại.",
        en="Cho Phien: order {number} has lapsed, for it was not paid in time. Please order again if you wish.",
    ),
    "order_revived": Sentence(
        "Chợ Phiên: tiền cho đơn {number} đến muộn nhưng hàng vẫn còn, đơn được đặt lại.",
        en="Cho Phien: the money for order {number} came late, but the goods are still there: it is placed again.",
    ),
    "refunded_card": Sentence(
        "Chợ Phiên: đã hoàn {amount_vnd} đ của đơn {number} về thẻ của bạn.",
        en="Cho Phien: {amount_vnd} đ of order {number} went back to your card.",
    ),
    "refunded_bank_transfer": Sentence(
        "Chợ Phiên: đã chuyển khoản hoàn {amount_vnd} đ của đơn {number}.",
        en="Cho Phien: {amount_vnd} đ of order {number} went back to your bank account.",
    ),
    "refunded_cash": Sentence(
        "Chợ Phiên: {amount_vnd} đ của đơn {number} đã vào số dư của bạn, lấy mã để nhận tiền mặt tại bưu cục.",
        en="Cho Phien: {amount_vnd} đ of order {number} are yours: ask for a code and take them at a post office.",
    ),
    "refund_of_sale": Sentence(
        "Chợ Phiên: {amount} đ của đơn {number} bạn bán được hoàn cho người mua. Không đúng? Xin gọi bưu cục hoặc tổ.",
        en="Cho Phien: {amount} đ of order {number} that you sold go back to the buyer. Wrong? Please call us.",
    ),
    "refund_needs_account": Sentence(
        "Chợ Phiên: sẽ chuyển khoản hoàn bạn {amount} đ. Xin ghi tài khoản nhận tiền ở /me/payout-account.",
        en="Cho Phien: {amount} đ will be transferred back. Please file your bank account at /me/payout-account.",
    ),
    "refund_not_sent": Sentence(
        "Chợ Phiên: chuyển khoản hoàn {amount} đ không được. Xin ghi lại tài khoản ở /me/payout-account.",
        en="Cho Phien: {amount} đ could not be transferred back. Please file your account again at /me/payout-account.",
    ),
    **SUSPENSIONS,
}
