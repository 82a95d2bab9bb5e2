"""Sentences for people: Vietnamese first, English beside it."""

from collections.abc import Mapping
from typing import Any

from market.money import dong

VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = (VIETNAMESE, ENGLISH)


class Sentence(str):
    """A Vietnamese sentence that carries its English twin, so that both stand where they are used.

    It is a `str`, so libraries that only know strings (marshmallow) can hold it; `format`
    fills both languages, which keeps numbers and names the same in each, and sums as people write them.
    """

    en: str

    def __new__(cls, vi: str, *, en: str) -> "Sentence":
        sentence = super().__new__(cls, vi)
        sentence.en = en
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str]]:
        return (str(self),), {"en": self.en}  # so that it can be copied

    def format(self, *args: Any, **kwargs: Any) -> "Sentence":
        said = {key: _said(key, value) for key, value in kwargs.items()}
        english = {key: getattr(value, "en", value) for key, value in said.items()}
        return Sentence(super().format(*args, **said), en=self.en.format(*args, **english))

    def spoken(self, language: str) -> str:
        return self.en if language == ENGLISH else str(self)


def _said(name: str, word: Any) -> Any:
    """Whatever is called `…_vnd` is money, and written in one way: 108.350."""
    return dong(word) if name.endswith("_vnd") and isinstance(word, int) else word


def terminal_language(environ: Mapping[str, str]) -> str:
    """The language of whoever types commands: Vietnamese where the terminal is set to it, else English."""
    said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return VIETNAMESE if said.startswith(VIETNAMESE) else ENGLISH


def speak(message: Any, language: str) -> Any:
    """The same structure of lists and dicts with each sentence in `language`."""
    if isinstance(message, Sentence):
        return message.spoken(language)
    if isinstance(message, dict):
        return {str(key): speak(value, language) for key, value in message.items()}
    if isinstance(message, list | tuple):
        return [speak(part, language) for part in message]
    return message
