"""How many addresses a person keeps, and what is refused."""

from market import errors
from market.language import Sentence

MOST = 20
# What the sealed columns are sealed for.
PURPOSE = "address"
# Who receives there, and where it is: all that is sealed.
WORDS = ("label", "name", "phone", "address_line")
_ANOTHER = Sentence(
    "Muốn bỏ mặc định, xin chọn địa chỉ khác làm mặc định.", en="To take it back, make another address the default."
)
_NONE = Sentence("Sổ của bạn không có địa chỉ này.", en="There is no such address in your book.")


class AddressBookFull(errors.Conflict):
    type = "address-book-full"
    title = Sentence("Sổ địa chỉ đã đầy", en="The address book is full")
    detail = Sentence(
        "Sổ địa chỉ giữ nhiều nhất {most} nơi. Xin xóa bớt một nơi.",
        en="The book keeps at most {most} addresses. Please delete one.",
    )


class DefaultNeeded(errors.InvalidInput):
    """Somebody wants no default: there is one as long as there is an address."""

    def __init__(self) -> None:
        super().__init__(errors={"is_default": [_ANOTHER]})


class NoSuchAddress(errors.InvalidInput):
    """What a purchase names is not in the buyer's book."""

    def __init__(self) -> None:
        super().__init__(errors={"address_id": [_NONE]})
