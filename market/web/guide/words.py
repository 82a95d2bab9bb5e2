"""The words of the guide to the API. What the contract itself says is English, as programmers have it everywhere."""

from market.language import Sentence

GUIDE = {
    "title": Sentence("Mọi lệnh gọi của API", en="Every call of the API"),
    "say": Sentence(
        "Gõ một từ, hoặc chọn một nhóm, để tìm lệnh gọi bạn cần. Phần mô tả viết bằng tiếng Anh.",
        en="Type a word, or choose a group, to find the call that you need.",
    ),
    "group": Sentence("Lệnh gọi của một nhóm", en="The calls of a group"),
    "say_group": Sentence(
        "Chọn một lệnh gọi để xem nó nhận gì, trả lời gì và từ chối khi nào.",
        en="Choose a call to see what it takes, what it answers and when it refuses.",
    ),
    "say_found": Sentence("Chọn trong {count} lệnh gọi có “{q}”.", en="Choose among {count} calls that have “{q}”."),
    "say_many": Sentence(
        "Đây là {count} lệnh gọi đầu có “{q}”. Gõ thêm một từ để tìm gần hơn.",
        en="These are the first {count} calls that have “{q}”. Type another word to come nearer.",
    ),
    "q": Sentence("Tìm lệnh gọi", en="Look for a call"),
    "q_hint": Sentence("Một từ tiếng Anh, hoặc một phần địa chỉ", en="A word, or a part of its address"),
    "find": Sentence("Tìm", en="Find"),
    "contract": Sentence("Cả bản mô tả cho máy đọc (OpenAPI 3.1)", en="The whole contract for programs (OpenAPI 3.1)"),
    "nothing": Sentence(
        "Không có lệnh gọi nào như vậy. Thử một từ khác.", en="No call is like that. Try another word."
    ),
    "one": Sentence("Lệnh gọi {id}", en="The call {id}"),
    "say_one": Sentence(
        "Gửi {method} đến {path}. Dưới đây là những gì nó nhận, trả lời và từ chối.",
        en="Send {method} to {path}. Below is what it takes, answers and refuses.",
    ),
    "about": Sentence("Việc nó làm", en="What it does"),
    "curl": Sentence("Gọi thử", en="Try it"),
    "curl_hint": Sentence(
        "$HOST là địa chỉ chợ, $TOKEN là mã đăng nhập của bạn.",
        en="$HOST is the market's address, $TOKEN is your own bearer token.",
    ),
    "parameters": Sentence("Tham số", en="Parameters"),
    "body": Sentence("Nội dung gửi lên", en="Body"),
    "answers": Sentence("Trả lời", en="Answers"),
    "refusals": Sentence("Từ chối", en="Refusals"),
    "needed": Sentence("bắt buộc", en="needed"),
    "all": Sentence("Mọi nhóm", en="All groups"),
}
