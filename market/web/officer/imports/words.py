"""The words of files that were sent."""

from market.imports.rules import Kind
from market.language import Sentence

IMPORTS = {
    "title": Sentence("Tệp đã gửi", en="Files that were sent"),
    "say": Sentence(
        "Bấm vào từng tệp để xem dòng nào đã nhận, dòng nào phải sửa.",
        en="Press each file to see which rows were taken, and which have to be put right.",
    ),
    "say_none": Sentence(
        "Bạn chưa gửi tệp nào. Bấm “Gửi tệp mới” để gửi danh sách hộ, gian hàng, hàng hoá.",
        en="You have sent no file yet. Press “Send a new file” for lists of households, shops and goods.",
    ),
    "line": Sentence(
        "{state} · nhận {taken} · phải sửa {held} · {when}", en="{state} · {taken} taken · {held} to put right · {when}"
    ),
    "dry": Sentence("chỉ thử", en="only tried"),
    "files": Sentence("Gửi tệp mới", en="Send a new file"),
}
IMPORT = {
    "say_held": Sentence(
        "Tệp này còn dòng phải sửa. Xem vì sao ở bảng dưới, rồi bấm “Sửa từng dòng”.",
        en="Rows of this file have to be put right. See why below, then press “Put the rows right”.",
    ),
    "say_fine": Sentence("Mọi dòng của tệp này đã được nhận.", en="All rows of this file were taken."),
    "say_open": Sentence(
        "Tệp này đang được nhập. Xem lại sau ít phút.", en="This file is being taken in. Look again in a few minutes."
    ),
    "say_failed": Sentence(
        "Tệp này không nhập được. Xem lý do bên dưới, sửa tệp rồi gửi lại.",
        en="This file could not be taken in. See why below, put it right and send it again.",
    ),
    "say_over": Sentence(
        "Tệp này đã dừng. Xem bảng dưới để biết đã nhận gì.", en="This file was stopped. See below what was taken."
    ),
    "counts": Sentence("Các dòng", en="Rows"),
    "state": Sentence("Tình trạng", en="State"),
    "total": Sentence("Tổng số dòng", en="Rows in all"),
    "created": Sentence("Mới", en="New"),
    "updated": Sentence("Đã sửa theo tệp", en="Changed as the file says"),
    "unchanged": Sentence("Không đổi", en="Unchanged"),
    "held": Sentence("Phải sửa", en="To put right"),
    "quality": Sentence("Chỗ sai, theo xã", en="What was wrong, by commune"),
    "rule": Sentence("Chỗ sai", en="What was wrong"),
    "cleaned": Sentence("Tự sửa", en="Put right"),
    "to_do": Sentence("Phải sửa", en="Waits"),
    "no_commune": Sentence("chưa rõ xã", en="no commune"),
    "clean": Sentence("Không có chỗ sai nào.", en="Nothing was wrong."),
    "more": Sentence("Xem thêm", en="More"),
    "put_right": Sentence("Sửa từng dòng", en="Put the rows right"),
    "download": Sentence("Tải các dòng phải sửa (CSV)", en="Download the rows to put right (CSV)"),
    "back": Sentence("Về các tệp", en="To the files"),
}
KINDS = {
    Kind.HOUSEHOLDS: Sentence("Hộ", en="Households"),
    Kind.SHOPS: Sentence("Gian hàng", en="Shops"),
    Kind.PRODUCTS: Sentence("Hàng hoá", en="Goods"),
}
