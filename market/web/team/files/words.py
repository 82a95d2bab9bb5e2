"""The words of lists that come in as files."""

from market.imports.rules import Kind, State
from market.language import Sentence

KINDS = {
    Kind.HOUSEHOLDS: Sentence("Danh sách hộ", en="Households"),
    Kind.SHOPS: Sentence("Danh sách gian hàng", en="Shops"),
    Kind.PRODUCTS: Sentence("Danh sách hàng bán", en="Goods"),
}
FILES = {
    "title": Sentence("Nhập danh sách", en="Lists from files"),
    "say": Sentence("Bấm vào một tệp để xem, hoặc gửi tệp mới.", en="Press a file to look at it, or send a new one."),
    "say_none": Sentence(
        "Có danh sách trên giấy hay Excel? Bấm “Gửi tệp mới” để nhập một lần.",
        en="Is there a list in Excel? Press “Send a file” to take it in at once.",
    ),
    "new": Sentence("Gửi tệp mới", en="Send a file"),
    "rows": Sentence("{done} trên {total} dòng", en="{done} of {total} rows"),
    "held": Sentence("{n} dòng cần sửa", en="{n} rows to put right"),
    "tried": Sentence("xem thử, không ghi", en="only tried"),
}
NEW = {
    "title": Sentence("Gửi tệp danh sách", en="Send a list"),
    "say": Sentence(
        "Chọn tệp Excel hoặc CSV, bấm “Gửi tệp”. Chỗ nào sai máy giữ lại cho bạn sửa.",
        en="Choose an Excel or CSV file and press “Send”. What is wrong in it waits for you.",
    ),
    "kind": Sentence("Trong tệp là gì?", en="What is in it?"),
    "file": Sentence("Tệp", en="File"),
    "file_hint": Sentence("Excel (xlsx, xls), ODS hoặc CSV, nhiều nhất 100 MB", en="Excel, ODS or CSV, at most 100 MB"),
    "dry_run": Sentence("Chỉ xem thử, chưa ghi gì", en="Only try it, write nothing"),
    "send": Sentence("Gửi tệp", en="Send"),
    "empty": Sentence("Chưa có tệp? Tải bảng trống về điền", en="No file yet? Take an empty table"),
    "more": Sentence("Mẫu cột, nguồn", en="Template and source"),
    "template": Sentence("Tên mẫu cột đã lưu", en="Name of a saved template"),
    "source": Sentence("Nguồn của các mã", en="Whose keys these are"),
    "source_hint": Sentence("Ví dụ postmart; thường để trống", en="Such as postmart; usually empty"),
}
IMPORT = {
    "title": Sentence("Tệp đã gửi", en="A file"),
    "say_waiting": Sentence(
        "Tệp đang đợi đến lượt. Trang này tự tải lại.", en="The file waits. This page reloads by itself."
    ),
    "say_running": Sentence(
        "Đang nhập: {done} trên {total} dòng. Trang này tự tải lại.",
        en="{done} of {total} rows so far. This page reloads by itself.",
    ),
    "say_still": Sentence(
        "Đã nhập {done} trên {total} dòng. Bấm “Tải lại” để xem tiếp.", en="{done} of {total} rows. Press “Reload”."
    ),
    "say_held": Sentence("Nhập xong. Còn {n} dòng cần bạn sửa.", en="Done. {n} rows wait to be put right."),
    "say_done": Sentence(
        "Nhập xong cả {total} dòng, không còn gì phải sửa.", en="All {total} rows are done; nothing waits."
    ),
    "say_tried": Sentence(
        "Xem thử xong, chưa ghi gì. Ổn thì gửi lại tệp để nhập thật.",
        en="Tried; nothing was written. Send it again to take it in.",
    ),
    "say_failed": Sentence(
        "Không nhập được tệp này. Xem lý do rồi gửi lại.", en="It could not be taken in. See why, then send it again."
    ),
    "say_cancelled": Sentence("Đã dừng. Những dòng đã nhập vẫn còn.", en="Stopped. What was taken in stays."),
    "say_undone": Sentence(
        "Đã hoàn tác: những gì tệp này ghi thêm đã được bỏ.", en="Undone: what this file made is gone."
    ),
    "progress": Sentence("Đã nhập", en="So far"),
    "still": Sentence("Thôi tự tải lại", en="Stop reloading"),
    "reload": Sentence("Tải lại", en="Reload"),
    "cancel": Sentence("Dừng nhập", en="Stop taking it in"),
    "taken": Sentence("Kết quả", en="What came of it"),
    "created": Sentence("Ghi mới", en="New"),
    "updated": Sentence("Sửa theo tệp", en="Changed"),
    "unchanged": Sentence("Đã có từ trước", en="Known already"),
    "held": Sentence("Cần sửa", en="To put right"),
    "would": Sentence("(thử, chưa ghi)", en="(tried only)"),
    "held_rows": Sentence("Những dòng cần sửa", en="Rows to put right"),
    "line": Sentence("Dòng {line}", en="Row {line}"),
    "put_right": Sentence("Sửa", en="Put it right"),
    "first": Sentence("Sửa từng dòng", en="Put them right"),
    "errors": Sentence("Tải các dòng này về để sửa trong Excel", en="Take these rows as a file"),
    "quality": Sentence("Máy đã tự sửa, đã lưu ý gì", en="What was put right or noted"),
    "rows_of": Sentence("{n} dòng", en="{n} rows"),
    "undo": Sentence("Hoàn tác cả tệp", en="Undo the file"),
    "send_again": Sentence("Gửi lại tệp", en="Send it again"),
    "nothing_wrong": Sentence("Không có dòng nào phải sửa.", en="No row waits."),
    "to_files": Sentence("Về các tệp", en="To the files"),
}
UNDO = {
    "title": Sentence("Hoàn tác", en="Undo"),
    "say": Sentence(
        "Bỏ những gì tệp này đã ghi thêm, trả lại những gì nó đã sửa? Hàng đã bán thì không hoàn tác được.",
        en="Take away what this file made and put back what it changed? Not once something was sold.",
    ),
    "undo": Sentence("Hoàn tác", en="Undo"),
    "keep": Sentence("Thôi, giữ nguyên", en="Keep it"),
}
ROW = {
    "title": Sentence("Sửa dòng {line}", en="Row {line}"),
    "say": Sentence(
        "Sửa ô có dấu ✗, rồi bấm “Nhập dòng này”.", en="Put right what has a ✗, then press “Take this row”."
    ),
    "say_again": Sentence(
        "Dòng này vẫn chưa nhập được. Sửa ô có dấu ✗, rồi bấm lại.",
        en="It is not right yet. Put right what has a ✗, then press again.",
    ),
    "say_gone": Sentence(
        "Dòng này không còn chờ sửa nữa: đã nhập rồi, hoặc tệp đã hoàn tác.",
        en="This row waits no more: it was taken in, or its file undone.",
    ),
    "column": Sentence("Cột {n}", en="Column {n}"),
    "others": Sentence("Các ô khác của dòng này", en="Its other cells"),
    "superfluous": Sentence("Dòng này thừa ô: {cells}", en="Cells too many: {cells}"),
    "confirmed": Sentence("Tôi đã hỏi: đúng như vậy, là hai khác nhau", en="I have asked: it is right, they are two"),
    "take": Sentence("Nhập dòng này", en="Take this row"),
    "later": Sentence("Để sau, sang dòng tiếp", en="Later: the next row"),
    "to_import": Sentence("Về tệp", en="To the file"),
}
DONE = {
    "row-taken": Sentence("Đã nhập dòng vừa sửa.", en="The row was taken in."),
    "undone": Sentence("Đã hoàn tác.", en="Undone."),
    "stopped": Sentence("Đã dừng nhập.", en="Stopped."),
}
STATES = {
    State.WAITING: Sentence("Đang đợi", en="Waiting"),
    State.RUNNING: Sentence("Đang nhập", en="Running"),
    State.DONE: Sentence("Xong", en="Done"),
    State.FAILED: Sentence("Không nhập được", en="Failed"),
    State.CANCELLED: Sentence("Đã dừng", en="Stopped"),
    State.UNDONE: Sentence("Đã hoàn tác", en="Undone"),
}
