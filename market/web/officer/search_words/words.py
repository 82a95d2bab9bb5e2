"""The words of the page of words."""

from market.language import Sentence
from market.search.language.entries import EntryKind

KINDS = {
    EntryKind.SAME: Sentence("Nói khác, cùng một thứ", en="Other words for the same"),
    EntryKind.USE: Sentence("Dịp hoặc cách dùng, dẫn tới món", en="An occasion or a use, which leads to goods"),
    EntryKind.FILLER: Sentence("Gõ cũng được, không cần có", en="May be typed, need not be found"),
    EntryKind.MEASURE: Sentence("Đơn vị sau con số", en="A measure after a number"),
    EntryKind.OPENING: Sentence("Lời mở câu hỏi", en="Begins a question"),
    EntryKind.CLOSING: Sentence("Lời cuối câu hỏi", en="Ends a question"),
    EntryKind.HEAD: Sentence("Loại mà người ta lấy món khác cùng loại", en="A kind of which people take another"),
    EntryKind.CATEGORY: Sentence("Tên khác của một loại hàng", en="Another name of a category"),
}
WORDS = {
    "title": Sentence("Từ dùng khi tìm hàng", en="Words of the search"),
    "say": Sentence(
        "Tìm một từ, bấm vào để sửa hoặc rút. Muốn thêm thì bấm “Thêm từ”.",
        en="Find a word, press it to change it or to take it away. To add one, press “Add words”.",
    ),
    "say_none": Sentence(
        "Không có mục nào như vậy. Gõ ít chữ hơn, hoặc bấm “Thêm từ”.",
        en="There is no such entry. Type less, or press “Add words”.",
    ),
    "add": Sentence("Thêm từ", en="Add words"),
    "q": Sentence("Có chữ", en="With the words"),
    "kind": Sentence("Kiểu", en="Kind"),
    "any": Sentence("Mọi kiểu", en="Every kind"),
    "state": Sentence("Đang dùng hay đã rút", en="In use, or taken away"),
    "living": Sentence("Đang dùng", en="In use"),
    "withdrawn": Sentence("Đã rút", en="Taken away"),
    "find": Sentence("Tìm", en="Find"),
    "leads_to": Sentence("Dẫn tới: {goods}", en="Leads to: {goods}"),
    "more": Sentence("Xem thêm", en="More"),
    "home": Sentence("Về việc hôm nay", en="To today"),
}
ONE = {
    "new": Sentence("Thêm từ", en="Add words"),
    "title": Sentence("Một mục từ", en="An entry"),
    "tried": Sentence("Thử trước", en="A trial"),
    "say_new": Sentence(
        "Gõ mỗi dòng một cách nói. Bấm “Thử” để xem lượt tìm nào sẽ đổi, rồi mới bấm “Thêm”.",
        en="Type each phrase on a line. Press “Try” to see which queries would change, then “Add”.",
    ),
    "say": Sentence(
        "Sửa rồi bấm “Thử” để xem lượt tìm nào sẽ đổi. Ưng thì bấm “Lưu”.",
        en="Change it, and press “Try” to see which queries would change. If it is right, press “Save”.",
    ),
    "say_withdrawn": Sentence(
        "Mục này đã rút, nay không còn tác dụng. Muốn dùng lại thì bấm “Dùng lại”.",
        en="This entry was taken away and says nothing now. To use it again, press “Use it again”.",
    ),
    "say_changed": Sentence(
        "Các lượt tìm dưới đây sẽ đổi. Ưng thì quay lại và lưu; chưa có gì đổi cả.",
        en="The queries below would change. If that is right, go back and save; nothing has changed yet.",
    ),
    "say_same": Sentence(
        "Không lượt tìm nào của tháng qua sẽ đổi. Chưa có gì đổi cả.",
        en="No query of the last month would change. Nothing has changed yet.",
    ),
    "kind": Sentence("Kiểu", en="Kind"),
    "phrases": Sentence("Cách nói, mỗi dòng một cách", en="Phrases, one a line"),
    "goods": Sentence("Dẫn tới món nào, mỗi dòng một món", en="The goods that it leads to, one a line"),
    "goods_hint": Sentence(
        "Chỉ khi là dịp, cách dùng, hoặc tên loại hàng (ghi mã loại, ví dụ fruit)",
        en="Only of an occasion, a use, or a category (its code, as fruit)",
    ),
    "source": Sentence("Nghe ở đâu", en="Where it was heard"),
    "try": Sentence("Thử", en="Try"),
    "add": Sentence("Thêm", en="Add"),
    "save": Sentence("Lưu", en="Save"),
    "withdraw": Sentence("Rút mục này", en="Take it away"),
    "restore": Sentence("Dùng lại", en="Use it again"),
    "try_withdrawal": Sentence("Thử xem nếu rút", en="Try how it is without"),
    "counted": Sentence(
        "Tháng qua có {counted} lời tìm khác nhau. Đã thử {tried} lời có chữ này.",
        en="There were {counted} different queries in the last month. {tried} that hold these words were tried.",
    ),
    "asked": Sentence("“{text}”: {asked} lượt", en="“{text}”: asked {asked} times"),
    "before": Sentence("Nay thấy", en="Shows now"),
    "after": Sentence("Sẽ thấy", en="Would show"),
    "nothing": Sentence("Không thấy gì", en="Nothing"),
    "past": Sentence("Đã làm gì", en="What was done"),
    "deed_added": Sentence("Thêm", en="Added"),
    "deed_changed": Sentence("Sửa", en="Changed"),
    "deed_withdrawn": Sentence("Rút", en="Taken away"),
    "deed_restored": Sentence("Dùng lại", en="Used again"),
    "shipped": Sentence("Có sẵn theo chương trình", en="It came with the service"),
    "back": Sentence("Quay lại", en="Go back"),
    "list": Sentence("Về danh sách từ", en="To the list of words"),
}
DONE = {
    "added": Sentence("Đã thêm. Mọi máy dùng từ này sau ít giây.", en="It is added; every machine has it in seconds."),
    "changed": Sentence("Đã lưu. Mọi máy dùng sau ít giây.", en="It is saved; every machine has it in seconds."),
    "withdrawn": Sentence("Đã rút mục này.", en="It is taken away."),
    "restored": Sentence("Mục này được dùng lại.", en="It is used again."),
}
