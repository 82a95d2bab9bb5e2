"""What asks in a sentence and says nothing of what is sought: "cho hỏi … còn không ạ". It is known by words that are
fixed, never by what is on sale: whether garlic (tỏi) is listed must not change what "tôi" (I) means."""

from collections.abc import Sequence

from market.search.language.analysis import Syllable, accented
from market.search.language.synonyms import Words, counts, says, says_just

# Persons, and small words beside them, as they begin a sentence before the word that asks: bà, em, chú, dạ.
_SAID = (
    "tôi tui tao tớ mình bọn chúng em anh chị cô chú bác ông bà cậu mợ dì cháu con mẹ má bố ba bạn nhà vợ chồng "
    "dạ vâng ừ alo a này ơ à ờ ê cho xin thì cũng đang nào ai đây kia ấy các mấy hôm nay giờ nội ngoại "
    "shop sop ad admin add sếp người quán"
)
_TYPED = (
    "toi tui minh em anh chi co chu bac ong ba cau mo di chau con me ma bo ban nha da vang alo nay cho xin thi cung "
    "dang nao ai day cac may hom gio vo chong shop sop ad nguoi quan"
)
_PERSONS, _FOLDED_PERSONS = frozenset(_SAID.split()), frozenset(_TYPED.split())
_SURELY_PERSONS = frozenset({"toi", "tui", "minh", "em", "anh", "chi", "chau", "bac"})
# Between "còn", "có" at the beginning and "không" at the end stands what is asked for.
_IS_THERE, _IS_IT_NOT = {"còn", "có"}, {"không", "ko", "k", "hông", "hem", "khong", "hok"}
_UNMARKED_IS_THERE = {"con", "co"}
_CONTAINERS = frozenset({"hộp", "chai", "gói", "lọ", "hũ", "thùng", "cân", "ký", "kí", "lít", "kg", "bịch"})
_AMOUNTS = ("it", "chut", "ti", "vai", "may", "mot")


def asked(typed: Sequence[Syllable], words: Words) -> tuple[Syllable, ...]:
    """`typed` without what asks at its beginning and its end; nothing where all of it asks."""
    start = _opened(typed, words)
    sought = _closed(_circumfixed(tuple(typed[start:])), words)
    return _without_amount(sought, words, opened=start > 0)


def _opened(typed: Sequence[Syllable], words: Words) -> int:
    """Where what is sought begins: behind the last opening that only persons stand before."""
    marked = any(map(accented, typed))
    start = place = 0
    while place < len(typed):
        length = _longest(words, typed, place)
        if length:
            place += length
            place += _for_whom(typed, place, marked=marked)
            start = place
        elif _person(typed[place], marked=marked):
            place += 1
        else:
            break
    return start


def _for_whom(typed: Sequence[Syllable], place: int, *, marked: bool) -> int:
    """ "Bán cho cháu", "ban cho toi" open as far as to her; "mua cho ba kich" without marks does not."""
    if typed[place - 1].folded not in ("cho", "giup") or place >= len(typed) - 1:
        return 0
    return int(_person(typed[place], marked=True) if marked else typed[place].folded in _SURELY_PERSONS)


def _closed(typed: tuple[Syllable, ...], words: Words) -> tuple[Syllable, ...]:
    """Without the closings at the end, of which several may follow each other.

    Of two that are left the last alone comes first: "hong a" is hồng with a polite word, before it is "hông ạ".
    """
    shortened = True
    while typed and shortened:
        shortened = False
        for length in (1, 2) if len(typed) == 2 else range(min(words.longest, len(typed)), 0, -1):
            if says_just(words.closing, typed[-length:]):
                typed, shortened = typed[:-length], True
                break
    return typed


def _circumfixed(typed: tuple[Syllable, ...]) -> tuple[Syllable, ...]:
    """ "Còn na không" asks for na; the end is left for the closings."""
    begins = _IS_THERE if typed and accented(typed[0]) else _UNMARKED_IS_THERE
    if len(typed) > 2 and typed[0].exact in begins and any(word.exact in _IS_IT_NOT for word in typed[2:]):
        return typed[1:]
    return typed


def _without_amount(typed: tuple[Syllable, ...], words: Words, *, opened: bool) -> tuple[Syllable, ...]:
    """ "Hai cân na", "một ít na", "3 hộp na" → na; where no opening told that it is one, a measure is a must."""
    place = int(len(typed) > 1 and typed[0].exact in _CONTAINERS)
    while opened and place < len(typed) - 1 and (typed[place].folded in _AMOUNTS[:3] or typed[place].exact == "ít"):
        place += 1
    if place < len(typed) - 2 and _counted(typed[place]):
        place += 2 if says(words.measure, typed[place + 1 : place + 2]) else 0
    elif opened and place < len(typed) - 1 and typed[place].exact in ("một", "vài", "mấy"):
        place += 1
    return typed[place:]


def _longest(words: Words, typed: Sequence[Syllable], place: int) -> int:
    """How many syllables the longest opening at `place` has."""
    for length in range(min(words.longest, len(typed) - place), 0, -1):
        if says_just(words.opening, typed[place : place + length]):
            return length
    return int(typed[place].exact in ("cần", "can") and any(map(_counted, typed[place + 1 : place + 2])))


def _counted(word: Syllable) -> bool:
    return counts(word) or word.written.isdigit()


def _person(word: Syllable, *, marked: bool) -> bool:
    return word.exact in _PERSONS if marked or accented(word) else word.folded in _FOLDED_PERSONS
