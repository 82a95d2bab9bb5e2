"""What every package's `schemas.py` is made of: strict fields whose messages speak both languages."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any, Self

import marshmallow as ma
from marshmallow import RAISE, ValidationError, fields, validate

from market.language import Sentence
from market.money import dong
from market.text import tidy, unsafe_character

_REQUIRED = Sentence("Thiếu mục này.", en="This is required.")
_NULL = Sentence("Không được để trống.", en="This may not be null.")
_UNKNOWN = Sentence("Mục này không có.", en="There is no such field.")
_OBJECT = Sentence("Phải là một đối tượng JSON.", en="Must be a JSON object.")
_WHOLE = Sentence("Phải là số nguyên.", en="Must be a whole number.")
_NEAR = Sentence("Mục này không có. Có phải là {near}?", en="There is no such field. Is {near} meant?")
_FIELDS = Sentence("Mục này không có. Ở đây có: {fields}.", en="There is no such field. There are: {fields}.")
_FEW_FIELDS = 10
_LOOKED_UP = 5  # of a thousand misspelt names nobody reads more
_RANGE = Sentence("Phải từ {min} đến {max}.", en="Must be from {min} to {max}.")
_SUM = Sentence("Phải từ {least_vnd} đ đến {most_vnd} đ.", en="Must be from {least_vnd} đ to {most_vnd} đ.")
_LENGTH = Sentence("Phải dài từ {min} đến {max} ký tự.", en="Must be {min} to {max} characters.")
_COUNT = Sentence("Phải có từ {min} đến {max} mục.", en="Must have {min} to {max} items.")
_ONE_OF = Sentence("Phải là một trong: {choices}.", en="Must be one of: {choices}.")
_UNSAFE = Sentence("Có ký tự không dùng được.", en="Holds characters that cannot be used.")
_INVALID = Sentence("Không đúng dạng.", en="Not in the right form.")
_TEXT = Sentence("Phải là chữ.", en="Must be text.")
_NUMBER = Sentence("Phải là một số.", en="Must be a number.")
_WHETHER = Sentence("Phải là true hoặc false.", en="Must be true or false.")
_DAY = Sentence("Phải là một ngày có thật, ghi như 2026-11-27.", en="Must be a real day, written as 2026-11-27.")
_MOMENT = Sentence("Phải ghi như 2026-11-27T08:00:00+07:00.", en="Must be written as 2026-11-27T08:00:00+07:00.")
_DISTINCT = Sentence("Có mục lặp lại.", en="Has repeated items.")

_MOST_VND = 10_000_000_000
_COMMON = {"required": _REQUIRED, "null": _NULL, "validator_failed": _INVALID, "invalid": _INVALID}


class Schema(ma.Schema):
    """A schema that refuses what it does not know."""

    error_messages = {"unknown": _UNKNOWN, "type": _OBJECT}
    # Fields that one may look for here, and where they are changed.
    elsewhere: Mapping[str, Sentence] = {}

    def __deepcopy__(self, _memo: object) -> Self:
        return self  # nothing of it ever changes, and Flask-Smorest copies it for each view that names it

    def handle_error(self, error: ValidationError, data: Any, **kwargs: Any) -> None:
        if isinstance(error.messages, dict):
            unknown = [name for name, told in error.messages.items() if told == [_UNKNOWN]]
            error.messages |= {name: [self._instead_of(name)] for name in unknown[:_LOOKED_UP]}
            error.messages |= {name: [told] for name, told in self.elsewhere.items() if name in error.messages}

    def _instead_of(self, name: object) -> Sentence:
        """What may be meant by a field that is not there."""
        known = [field.data_key or key for key, field in self.load_fields.items()]
        if near := get_close_matches(str(name)[:100], known, n=1, cutoff=0.7):
            return _NEAR.format(near=near[0])
        return _FIELDS.format(fields=", ".join(known)) if 0 < len(known) <= _FEW_FIELDS else _UNKNOWN

    class Meta:
        unknown = RAISE


class String(fields.String):
    """Text in NFC, tidied, without control characters, of `shortest` to `longest` characters."""

    default_error_messages = {**_COMMON, "invalid": _TEXT}

    def __init__(self, *, longest: int, shortest: int = 1, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(shortest, longest, error=_LENGTH), **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text is None or unsafe_character(text):
            raise ValidationError(_UNSAFE)
        return tidy(text)


class Matching(String):
    """Text of a fixed form, such as a code; `wanted` says the form to people."""

    def __init__(self, pattern: str, wanted: Sentence, *, longest: int = 60, **kwargs: Any) -> None:
        super().__init__(longest=longest, **kwargs)
        self.pattern, self.wanted = re.compile(pattern), wanted

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not self.pattern.fullmatch(text):
            raise ValidationError(self.wanted)
        return text


class Choice(fields.String):
    """One word of a fixed list."""

    default_error_messages = {**_COMMON, "invalid": _TEXT}

    def __init__(self, choices: list[str], **kwargs: Any) -> None:
        super().__init__(validate=validate.OneOf(choices, error=_ONE_OF), **kwargs)


class AnyOf(fields.Raw):
    """Something that is described as one of `schemas`, and read later by the one it claims to be."""

    def __init__(self, schemas: list[type[Schema]], **kwargs: Any) -> None:
        super().__init__(allow_none=True, **kwargs)  # as all that is none of them
        self.schemas = schemas


def _range(least: int, most: int) -> Sentence:
    english = _RANGE.format(min=f"{least:,}", max=f"{most:,}")
    return Sentence(str(_RANGE.format(min=dong(least), max=dong(most))), en=english.en)


class Integer(fields.Integer):
    """A JSON whole number (in a query: its digits) from `least` to `most`; never a string, a float or a truth value."""

    default_error_messages = {**_COMMON, "invalid": _WHOLE, "too_large": _WHOLE}

    def __init__(self, *, least: int, most: int, said: Sentence | None = None, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(least, most, error=said or _range(least, most)), **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        in_body = isinstance(data, dict)
        if isinstance(value, bool) or (in_body and not isinstance(value, int)):
            raise self.make_error("invalid")
        if isinstance(value, str):
            if not re.fullmatch(r"-?[0-9]{1,18}", value):
                raise self.make_error("invalid")
            value = int(value)
        return super()._deserialize(value, attr, data, **kwargs)


class Dong(Integer):
    """An amount in whole đồng, at most ten thousand million."""

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        said = _SUM.format(least_vnd=least, most_vnd=_MOST_VND)
        super().__init__(least=least, most=_MOST_VND, said=said, **kwargs)


class Decimal(fields.Float):
    """A finite number from `least` to `most`, such as a latitude."""

    default_error_messages = {**_COMMON, **dict.fromkeys(("invalid", "special", "too_large"), _NUMBER)}

    def __init__(self, *, least: float, most: float, **kwargs: Any) -> None:
        super().__init__(validate=validate.Range(least, most, error=_RANGE), **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool | str):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **kwargs)


class Boolean(fields.Boolean):
    """true or false; in a query the words `true` and `false`."""

    default_error_messages = {**_COMMON, "invalid": _WHETHER}
    truthy = {True, "true"}
    falsy = {False, "false"}

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **kwargs)


class Id(fields.UUID):
    default_error_messages = {**_COMMON, "invalid_uuid": Sentence("Phải là một UUID.", en="Must be a UUID.")}


class Instant(fields.AwareDateTime):
    """An RFC 3339 instant; written in UTC with `Z`."""

    default_error_messages = {**_COMMON, **dict.fromkeys(("invalid", "format", "invalid_awareness"), _MOMENT)}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", default_timezone=None, **kwargs)

    def _serialize(self, value: datetime | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return rfc3339(value) if value is not None else None

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        try:
            return super()._deserialize(value, attr, data, **kwargs).astimezone(UTC)
        except (OverflowError, TypeError):
            raise self.make_error("invalid", input=value, obj_type="instant") from None


class Day(fields.Date):
    default_error_messages = {**_COMMON, "invalid": _DAY, "format": _DAY}


class PastDay(Day):
    """A day that somebody looks back at: of our time, so that any clock counts to its end."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Range(date(2020, 1, 1), date(2099, 12, 31), error=_RANGE), **kwargs)


class Nested(fields.Nested):
    default_error_messages = {**_COMMON, "type": _OBJECT}


class Part(Nested):
    """A group of the object's own columns; none of it where the column `given` is empty."""

    def __init__(self, nested: Any, *, given: str | None = None, **kwargs: Any) -> None:
        super().__init__(nested, allow_none=given is not None, **kwargs)
        self.given = given

    def get_value(self, obj: Any, attr: str, accessor: Any = None, default: Any = None) -> Any:
        return obj if self.given is None or getattr(obj, self.given) else None


class Dictionary(fields.Dict):
    default_error_messages = {**_COMMON, "invalid": _OBJECT}


class Items(fields.List):
    """A list of at least `least` and at most `most` entries."""

    default_error_messages = {**_COMMON, "invalid": Sentence("Phải là danh sách.", en="Must be a list.")}

    def __init__(self, inner: Any, *, most: int, least: int = 0, **kwargs: Any) -> None:
        super().__init__(inner, validate=validate.Length(least, most, error=_COUNT), **kwargs)


class Several(Items):
    """A list in a query, as clients write one: its name again for each, or commas between them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        parts = [part for given in value for part in given.split(",")]
        return super()._deserialize(parts, attr, data, **kwargs)


def rfc3339(instant: datetime) -> str:
    """An instant as text in UTC: `2026-11-23T05:14:00Z`, with a fraction only where there is one."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


class NoteIn(Schema):
    note = String(shortest=0, longest=500, load_default="")

    class Meta(Schema.Meta):
        example: dict[str, Any] = {"note": "Đã gọi cho khách"}


class ReasonedNoteIn(Schema):
    note = String(longest=500, required=True)

    class Meta(Schema.Meta):
        example: dict[str, Any] = {"note": "Tiền bưu điện chuyển về"}
