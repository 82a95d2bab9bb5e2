"""What can be a favourite, and how many of a kind a person keeps."""

from enum import StrEnum

from market import errors
from market.language import Sentence

MOST = 500


class Kind(StrEnum):
    PRODUCT = "product"
    SHOP = "shop"


class TooManyFavourites(errors.Conflict):
    type = "too-many-favourites"
    title = Sentence("Đã lưu quá nhiều", en="Too many favourites")
    detail = Sentence(
        "Bạn đã lưu {most} mục yêu thích. Xin bỏ bớt rồi lưu thêm.",
        en="You keep {most} favourites already. Please remove some first.",
    )
