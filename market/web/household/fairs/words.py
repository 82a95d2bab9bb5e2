"""The words of a household's fairs."""

from market.fairs.rules import FairState
from market.language import Sentence

# How a fair stands, in one sentence.
STANDS = {
    FairState.PLANNED: Sentence(
        "Mở {opens}, nhận đơn đến {closes}. Gửi hàng {ships}.", en="Opens {opens}, until {closes}. Sends {ships}."
    ),
    FairState.OPEN: Sentence(
        "Đang nhận đơn đến {closes}. Gửi hàng {ships}.", en="Takes orders until {closes}. Sends {ships}."
    ),
    FairState.CLOSED: Sentence("Đã đóng, không nhận đơn nữa. Gửi hàng {ships}.", en="Closed. Sends {ships}."),
    FairState.SHIPPED: Sentence("Hàng đã gửi hết.", en="All is sent."),
    FairState.OVER: Sentence("Phiên đã xong.", en="The fair is over."),
    FairState.CALLED_OFF: Sentence("Phiên đã hủy, không ai phải gửi hàng.", en="Called off: nobody sends anything."),
}
SHIPS = Sentence("từ {first} đến {last}", en="from {first} to {last}")
SHIPS_ONE = Sentence("{first}", en="on {first}")
FAIRS = {
    "title": Sentence("Phiên chợ", en="Fairs"),
    "say": Sentence(
        "Bấm vào một phiên để nhận gian, hoặc xem khách đã đặt bao nhiêu.",
        en="Press a fair to take a stand there, or to see how much was ordered.",
    ),
    "say_none": Sentence(
        "Chưa có phiên nào ở nơi bạn. Có phiên mới, cán bộ xã sẽ báo.",
        en="There is no fair at your place yet. The commune's officer tells you of the next.",
    ),
    "yours": Sentence("Bạn có {n} gian", en="You have {n} stands"),
    "join": Sentence("Nhận gian", en="Take a stand"),
}
FAIR = {
    "say_new": Sentence("Bạn bán gì ở phiên này? Bấm vào mặt hàng.", en="What do you sell there? Press a good."),
    "say_picking": Sentence(
        "Đã có {packs} gói được đặt. Xem danh sách hái và gói.", en="{packs} packs are ordered: see what to pick."
    ),
    "say_gathering": Sentence(
        "Khách đã đặt {packs} gói. Khi phiên đóng mới hái và gói.", en="{packs} packs so far. Pick once it has closed."
    ),
    "say_done": Sentence("Bạn không còn việc gì ở phiên này.", en="Nothing is left to do at this fair."),
    "say_shut": Sentence("Phiên không nhận thêm gian nữa.", en="The fair takes no more stands."),
    "ordered": Sentence("Khách đặt {ordered} / {promised} gói", en="{ordered} of {promised} packs ordered"),
    "fewer": Sentence("Bạn báo chỉ còn {n} gói", en="You said that there are only {n}"),
    "packed": Sentence("Đã gói {packed}, đã gửi {handed_in}", en="{packed} packed, {handed_in} handed in"),
    "sends": Sentence("Gửi {day}", en="Sent on {day}"),
    "moved": Sentence("(đã dời)", en="(moved)"),
    "coming": Sentence("Tiền của bạn ở phiên này: {coming_vnd} đ", en="Yours of this fair: {coming_vnd} đ"),
    "picking": Sentence("Danh sách hái và gói", en="What to pick and pack"),
    "picking_hint": Sentence("Hái gì, mấy gói, mang ra bưu cục nào", en="What, how many, to which post office"),
    "labels": Sentence("In tất cả phiếu gửi", en="Print all labels"),
    "more": Sentence("Thêm mặt hàng khác", en="Another good"),
    "no_goods": Sentence("Bạn chưa có mặt hàng nào để mang ra phiên.", en="You have no good to take there."),
    "list_good": Sentence("Đăng hàng bán", en="List a good"),
    "good_hint": Sentence("{price_vnd} đ một {unit}, trong kho {stock}", en="{price_vnd} đ a {unit}, {stock} in stock"),
    "late": Sentence("Dời ngày gửi", en="Send later"),
    "late_hint": Sentence(
        "Chỉ dời được một lần. Khách được báo, ai không chờ được thì hủy.",
        en="Once only. Buyers are told, and may leave.",
    ),
    "late_once": Sentence("Đã dời ngày một lần, không dời nữa được.", en="The day was moved once already."),
    "new_day": Sentence("Ngày gửi mới", en="The new day"),
    "bigger": Sentence("Hứa thêm", en="More packs"),
    "how_many": Sentence("Thêm mấy gói?", en="How many more?"),
    "short": Sentence("Không đủ hàng", en="Fewer packs"),
    "short_hint": Sentence(
        "Ai đặt trước được trước. Khách còn lại được mời hàng nhà khác, hoặc trả lại tiền.",
        en="Oldest orders first. The others are offered another household's goods, or their money back.",
    ),
    "only": Sentence("Chỉ còn mấy gói?", en="How many packs are there?"),
    "say_it": Sentence("Báo cho khách", en="Tell buyers"),
    "withdraw": Sentence("Rút gian", en="Give the stand up"),
    "withdraw_hint": Sentence("Chưa ai đặt thì rút được.", en="As long as nobody has ordered."),
    "look": Sentence("Xem phiên như khách xem", en="Look at it as buyers do"),
    "back": Sentence("Về các phiên", en="To the fairs"),
}
TAKING = {
    "title": Sentence("Nhận gian", en="Take a stand"),
    "say_packs": Sentence("Bạn chắc có mấy gói? Bấm vào số gói.", en="How many packs are sure? Press a number."),
    "say": Sentence("Xem lại giá và ngày gửi, rồi bấm “Nhận gian”.", en="Look at price and day, then press “Take it”."),
    "all_stock": Sentence("{n} gói (tất cả trong kho)", en="{n} packs (all in stock)"),
    "n_packs": Sentence("{n} gói", en="{n} packs"),
    "other": Sentence("Số khác", en="Another number"),
    "packs": Sentence("Số gói", en="Packs"),
    "source": Sentence("Lấy hàng ở đâu", en="Where they come from"),
    "harvest": Sentence("Vụ sắp thu hoạch", en="The harvest to come"),
    "stock": Sentence("Trong kho (có {stock})", en="What is in stock ({stock})"),
    "code": Sentence("Mã của hộ, 6 số", en="The household's code"),
    "code_why": Sentence(
        "Giá khác giá hộ vẫn bán quá nửa nên cần hộ đồng ý. Gửi mã tới máy của hộ, rồi gõ mã hộ đọc cho.",
        en="The price differs by more than half, so the household has to agree. Have a code sent to it, and type it.",
    ),
    "send_code": Sentence("Gửi mã tới máy của hộ", en="Send a code to the household's phone"),
    "next": Sentence("Tiếp", en="On"),
    "price": Sentence("Giá một {unit}", en="Price of a {unit}"),
    "price_hint": Sentence("Giá bạn vẫn bán: {price_vnd} đ", en="Your usual price: {price_vnd} đ"),
    "ready": Sentence("Ngày hái và gửi", en="Picked and sent on"),
    "ready_hint": Sentence("Phiên gửi hàng {ships}", en="The fair sends {ships}"),
    "take": Sentence("Nhận gian", en="Take it"),
    "back": Sentence("Chọn mặt hàng khác", en="Another good"),
}
PICKING = {
    "title": Sentence("Hái, gói và gửi", en="Pick, pack and bring"),
    "say": Sentence(
        "{day}: hái và gói {packs} gói, rồi mang ra {place}.", en="{day}: pick and pack {packs}, bring to {place}."
    ),
    "say_none": Sentence("Không còn gói nào phải gửi.", en="Nothing is left to send."),
    "gathers": Sentence(
        "Phiên còn nhận đơn đến {until}: số gói còn thay đổi.", en="Orders come until {until}: numbers change."
    ),
    "pick": Sentence("Hái và gói", en="Pick and pack"),
    "good": Sentence("Hàng", en="Good"),
    "packs": Sentence("Gói", en="Packs"),
    "of_which": Sentence("Đã gói", en="Packed"),
    "weight": Sentence("Cân", en="Weight"),
    "bring": Sentence("Mang ra {place}", en="Bring to {place}"),
    "fetched": Sentence("Khách đến lấy ở {place}", en="Fetched at {place}"),
    "in_all": Sentence("{orders} đơn, {packs} gói, {kg} kg", en="{orders} orders, {packs} packs, {kg} kg"),
    "order_line": Sentence("{goods} · đi {to}", en="{goods} · to {to}"),
    "done": Sentence("đã gói", en="packed"),
    "print": Sentence("In ra giấy", en="Print it"),
    "more_on_paper": Sentence("Còn {n} đơn nữa ở bản in.", en="{n} more on the paper."),
    "back": Sentence("Về gian của bạn", en="To your stand"),
}
DONE = {
    "taken": Sentence("Bạn đã có gian ở phiên này.", en="You have a stand at this fair."),
    "code-sent": Sentence(
        "Đã gửi mã tới máy của hộ. Gõ mã hộ đọc cho bạn, rồi bấm “Nhận gian”.",
        en="A code is on its way to the household. Type what they read to you, then press “Take it”.",
    ),
    "withdrawn": Sentence("Đã rút gian.", en="The stand is given up."),
    "more": Sentence("Đã thêm. Khách đặt được ngay.", en="They are added: buyers may order them."),
    "late": Sentence("Đã dời ngày. Chúng tôi đang báo cho khách.", en="The day is moved. Buyers are being told."),
    "short": Sentence("Đã ghi. Khách sẽ được báo.", en="Written down. Buyers will be told."),
}
