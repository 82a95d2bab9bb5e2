"""The words of the photos of a good."""

from market.language import Sentence

PHOTOS = {
    "title": Sentence("Ảnh", en="Photos"),
    "say_first": Sentence(
        "Bấm “Chụp ảnh”, chụp chỗ sáng, rồi bấm “Gửi ảnh”.",
        en="Press “Take a photo”, where there is light, then “Send the photo”.",
    ),
    "say": Sentence(
        "Thêm ảnh, hoặc chọn ảnh chính cho người mua thấy trước.",
        en="Add a photo, or choose the one that buyers see first.",
    ),
    "say_full": Sentence(
        "Đã đủ ảnh. Bỏ bớt một ảnh rồi mới thêm được.", en="There are enough. Take one away to add another."
    ),
    "take": Sentence("Chụp ảnh", en="Take a photo"),
    "choose": Sentence("Hoặc chọn ảnh có sẵn trong máy", en="Or choose one from the phone"),
    "choose_hint": Sentence(
        "Ảnh nặng nhất 10 MB. Mạng yếu thì chờ một lúc.", en="10 MB at most. On a weak line it takes a while."
    ),
    "send": Sentence("Gửi ảnh", en="Send the photo"),
    "nth": Sentence("Ảnh {n}", en="Photo {n}"),
    "is_cover": Sentence("Ảnh chính", en="Seen first"),
    "make_cover": Sentence("Làm ảnh chính", en="Show first"),
    "earlier": Sentence("Đưa lên trước", en="Move up"),
    "remove": Sentence("Bỏ ảnh", en="Take away"),
    "later": Sentence("Để sau, về mặt hàng", en="Later, to the good"),
    "finished": Sentence("Xong", en="Done"),
}
DONE = {
    "listed": Sentence("Đã đăng bán. Bây giờ chụp một tấm ảnh.", en="It is on sale. Now take a photo."),
    "added": Sentence("Đã thêm ảnh.", en="The photo is added."),
    "cover": Sentence("Đã đổi ảnh chính.", en="This one is shown first now."),
    "moved": Sentence("Đã đổi chỗ ảnh.", en="The order is changed."),
    "removed": Sentence("Đã bỏ ảnh.", en="The photo is gone."),
}
NO_PHOTO = Sentence(
    "Chưa có ảnh nào được chọn. Bấm “Chụp ảnh” trước.", en="No photo was chosen. Press “Take a photo” first."
)
