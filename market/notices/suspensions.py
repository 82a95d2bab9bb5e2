"""What people are told when a shop or good is suspended, and of what was ordered there."""

from market.language import Sentence

SUSPENSIONS: dict[str, Sentence] = {
    "suspended": Sentence(
        "Chợ Phiên: “{name}” tạm ngừng bán. {objection} Lý do: {reason}",
        en="Cho Phien: “{name}” is suspended. {objection} Reason: {reason}",
    ),
    "reinstated": Sentence("Chợ Phiên: “{name}” được bán lại.", en="Cho Phien: “{name}” may be sold again."),
    "order_held": Sentence(
        "Chợ Phiên: đơn {number} ở {shop} chờ xem xét, chưa gửi. Chưa trả xin khoan trả; nếu hủy, tiền về lại bạn.",
        en="Cho Phien: order {number} at {shop} waits to be looked at. Do not pay yet; if called off, money goes back.",
    ),
    "order_held_long": Sentence(
        "Chợ Phiên: đơn {number} ở {shop} bị giữ đã một ngày, chờ cho làm tiếp hoặc hủy. Sau ba ngày đơn tự hủy.",
        en="Cho Phien: order {number} at {shop} is held for a day: let it go on or call it off. It ends after three.",
    ),
    "order_goes_on": Sentence(
        "Chợ Phiên: đơn {number} ở {shop} được làm tiếp như đã đặt.",
        en="Cho Phien: order {number} at {shop} goes on as it was placed.",
    ),
    "order_goes_on_for_shop": Sentence(
        "Chợ Phiên: đơn {number} được làm tiếp, chờ bạn làm bước tiếp theo.",
        en="Cho Phien: order {number} goes on and waits for your next step.",
    ),
    "subscription_disabled": Sentence(
        "Chợ Phiên: thôi gửi tin tới {host}: {why}. Xin nhờ người làm phần mềm sửa rồi bật lại.",
        en="Cho Phien: news is no longer sent to {host}: {why}. Please have it mended, then enable it again.",
    ),
    "service_connected": Sentence(
        "Chợ Phiên: phần mềm {service} nay làm việc được với gian {shop}. Nếu bạn không nhờ, báo chúng tôi ngay.",
        en="Cho Phien: the program {service} now works with shop {shop}. If you did not ask for it, tell us at once.",
    ),
}
