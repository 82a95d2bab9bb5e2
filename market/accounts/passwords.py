"""Passwords that are tried first (NIST SP 800-63B, 3.1.1.2): the common ones, and what is known of the person."""

from market import errors
from market.language import Sentence
from market.text import fold

_FEWEST_LETTERS = 4  # different ones
_SHORTEST_WORD = 6
_TOO_COMMON = Sentence(
    "Mật khẩu này nhiều người dùng hoặc dễ đoán, xin chọn mật khẩu khác.",
    en="Many people use this password, or it is easily guessed; please choose another.",
)


class PasswordTooCommon(errors.InvalidInput):
    def __init__(self) -> None:
        super().__init__(errors={"password": [_TOO_COMMON]})


def is_common(password: str, *, name: str, phone: str) -> bool:
    """Whether it is one of the 30,000 most used, of few letters, or holds the person's name, phone or our own name."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]  # rarely needed, takes a while

    plain = password.lower().strip()
    joined = fold(plain).replace(" ", "")
    known = ("chophien", fold(name).replace(" ", ""), phone.removeprefix("+84"))
    holds = any(word in joined for word in known if len(word) >= _SHORTEST_WORD)
    return holds or len(set(plain)) < _FEWEST_LETTERS or not {plain, joined}.isdisjoint(FREQUENCY_LISTS["passwords"])
