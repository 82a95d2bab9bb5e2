"""Which answer to a look-up comes first, what is refused, and digital addresses. Pure: no database, no Flask."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from openlocationcode import openlocationcode

from market import errors, text
from market.language import Sentence
from market.places.spelling import kind_at

PROVINCE, COMMUNE = "province", "commune"
_NO_SUCH_COMMUNE = Sentence(
    "Không có xã, phường nào mang mã này. Tìm mã ở GET /api/v1/places?q=tên xã.",
    en="No commune has this code. Find codes with GET /api/v1/places?q=a name.",
)
NO_SUCH_PROVINCE = Sentence(
    "Không có tỉnh, thành nào mang mã này. Tìm mã ở GET /api/v1/places?kind=province.",
    en="No province has this code. Find codes with GET /api/v1/places?kind=province.",
)
_IT_BECAME = Sentence(
    "{was} đã sáp nhập ngày 1/7/2025. Nay là: {names}.", en="{was} was merged on 1 July 2025. Now it is: {names}."
)
NOT_THERE = Sentence(
    "Không có nơi này, hoặc tên đã đổi. Xin chọn lại xã, phường.",
    en="There is no such place, or its name has changed. Please choose a commune again.",
)
_CHOOSE_AGAIN = Sentence(
    "{was} đã sáp nhập. Nay là: {names}. Xin chọn lại xã, phường.",
    en="{was} was merged. Now it is: {names}. Please choose a commune again.",
)
_NO_NAME = Sentence(
    "Tên thôn, bản phải có chữ hoặc số và dài nhất {most} ký tự.",
    en="A village's name needs letters or digits, and at most {most} characters.",
)
LONGEST_VILLAGE = 80

# 11 digits name a field of about 3 by 3.5 metres: one house.
_PLUS_CODE_DIGITS = 11


class NoSuchPlace(errors.InvalidInput):
    """A place's code that is not in force; `errors` names the field, which may lie in another (a dot).

    `was`: what a commune of before July 2025 was called; `now`: by their codes the names of what it became.
    """

    def __init__(
        self, *, field: str, told: Sentence = _NO_SUCH_COMMUNE, was: str = "", now: Mapping[str, str] | None = None
    ) -> None:
        self.field, self.was, self.now = field, was, now or {}
        named = ", ".join(f"{name} ({code})" for code, name in self.now.items())
        super().__init__(errors=_in_field(field, _IT_BECAME.format(was=was, names=named) if now else told))

    def to_people(self) -> "NoSuchPlace":
        """Nobody types codes on a page."""
        names = ", ".join(self.now.values())
        said = _CHOOSE_AGAIN.format(was=self.was, names=names) if self.now else NOT_THERE
        return NoSuchPlace(field=self.field, told=said)


def _in_field(field: str, told: Sentence) -> dict[str, Any]:
    group, _, name = field.rpartition(".")
    named = {name: [told]}
    return {group: named} if group else named


class NoVillageName(errors.InvalidInput):
    """A village's name that is too long, or without a letter or digit in it, so that nobody could find it again."""

    def __init__(self, *, field: str) -> None:
        super().__init__(errors={field: [_NO_NAME.format(most=LONGEST_VILLAGE)]})


class UnknownVillage(errors.InvalidInput):
    """A village that nobody has named in its commune; with the names that it may have been meant for."""

    type = "unknown-village"
    title = Sentence("Chưa có thôn này", en="No such village yet")

    def __init__(self, near: list[str], *, commune_code: str, field: str) -> None:
        told = _NEAR_ONES.format(names=", ".join(near)) if near else _NAMED_ONES.format(code=commune_code)
        super().__init__(errors={field: [told]}, members={"did_you_mean": near})


_NEAR_ONES = Sentence(
    "Xã chưa có thôn, bản tên này. Có phải: {names}? Đúng là thôn khác thì gửi thêm new_village: true.",
    en="The commune has no village of this name yet. Do you mean: {names}? If it is another, send new_village: true.",
)
_NAMED_ONES = Sentence(
    "Xã chưa có thôn, bản tên này; các thôn đã có: GET /api/v1/places/{code}/villages. Đúng thì gửi new_village: true.",
    en="No village of this name yet: see GET /api/v1/places/{code}/villages. If it is new, send new_village: true.",
)


def near_names(wanted: str, named: Mapping[str, str]) -> list[str]:
    """Of villages by their slugs those whose names look or begin or end like `wanted`, likest first; a few."""
    within = [slug for slug in named if f"-{slug}-" in f"-{wanted}-" or f"-{wanted}-" in f"-{slug}-"]
    alike = get_close_matches(wanted, named, n=_FEW, cutoff=0.7)
    return [named[slug] for slug in dict.fromkeys([*within, *alike])][:_FEW]


_FEW = 5


class Rank(NamedTuple):
    """Smaller comes first: how the name fits, then its accents, its kind, its age, its place in the list."""

    fit: int
    accents_differ: bool
    kind_differs: bool
    age: int
    order: int


EXACT, PREFIX, WITH_CONTEXT, CONTEXT_ONLY = range(4)


def digital_address(lat: float, lon: float) -> str:
    """The Plus Code (Open Location Code) of a point in degrees: 21.6099, 106.546 → "7PH8JG5W+XC6"."""
    code: str = openlocationcode.encode(lat, lon, _PLUS_CODE_DIGITS)
    return code


def village_slug(name: str, *, field: str) -> str:
    """The folded name by which a village is one within its commune: "Đồng Đĩnh" → "dong-dinh". Raises NoVillageName."""
    found = text.slug(name)
    if not found or len(text.tidy(name)) > LONGEST_VILLAGE:
        raise NoVillageName(field=field)
    return found


def within(folded: tuple[str, ...], contexts: frozenset[str], *, unfinished: bool) -> bool:
    """Whether `folded` is nothing but names out of `contexts`, each with or without its kind before it.

    The last name may be `unfinished`: somebody is still typing it.
    """
    if not folded:
        return True
    named = kind_at(folded, 0)
    starts = (0, named[1]) if named else (0,)
    return any(_begins_within(folded[start:], contexts, unfinished) for start in starts)


def _begins_within(folded: tuple[str, ...], contexts: frozenset[str], unfinished: bool) -> bool:
    whole = " ".join(folded)
    if unfinished and any(context.startswith(whole) for context in contexts):
        return True
    return any(
        " ".join(folded[:end]) in contexts and within(folded[end:], contexts, unfinished=unfinished)
        for end in range(len(folded), 0, -1)
    )
