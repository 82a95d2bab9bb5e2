"""What is refused of figures and places."""

from market.errors import InvalidInput, NotAllowed, NotFound, Problem
from market.language import Sentence
from market.places.rules import NOT_THERE


class OfficersOnly(NotAllowed):
    type = "officers-only"
    title = Sentence("Chỉ dành cho cán bộ", en="For officers only")
    detail = Sentence(
        "Số liệu nhỏ như vậy chỉ cán bộ của địa phương được xem.",
        en="Figures that small are shown to the officers of the place only.",
    )


class NoSuchFigure(NotFound):
    type = "no-such-figure"
    title = Sentence("Không có số liệu này", en="No such figure")
    detail = Sentence("Không có số liệu này. Có: {names}.", en="There is no such figure. There are: {names}.")


class UnknownPlace(InvalidInput):
    """A place that is none, in the field it came in."""

    def __init__(self, sentence: Sentence | None = None, *, field: str = "place") -> None:
        said = sentence or Sentence(
            "Không có nơi này. Xin dùng mã tỉnh (20), huyện cũ (183), xã (06463) hoặc thôn (06463/dong-dinh).",
            en="There is no such place. Use a province (20), an old district (183), a commune (06463) or a village "
            "(06463/dong-dinh).",
        )
        super().__init__(errors={field: [said]})
        self.field, self.sentence = field, sentence

    def to_people(self) -> "UnknownPlace":
        return self if self.sentence is not None else UnknownPlace(NOT_THERE, field=self.field)


class MergedAway(Problem):
    """A code of before 1 July 2025: the answer names what the place became."""

    status = 409
    type = "place-merged-away"
    title = Sentence("Nơi này đã sáp nhập", en="Merged away")
    detail = Sentence(
        "{name} ({district}) đã sáp nhập ngày 1/7/2025. Nay là: {now}.",
        en="{name} ({district}) was merged on 1 July 2025. Now it is: {now}.",
    )
