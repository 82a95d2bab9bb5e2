"""Entries of the word lists as they are written, read and tried."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.fields import AnyOf, Boolean, Choice, Id, Instant, Integer, Items, Nested, Schema, String
from market.http import PageQuery, SpokenProblem
from market.language import Sentence
from market.search.language.entries import LONGEST_PHRASE, MOST_PHRASES, Entry, EntryKind
from market.search.words.rules import LONGEST_SOURCE, MOST_CHANGED, ROWS_AT_ONCE, SHOWN, Deed, Result

_NEITHER = Sentence("Xin ghi mục từ muốn thử.", en="Please say which entry is to be tried.")
_KINDS = [kind.value for kind in EntryKind]
_SOURCE = {"description": "where it is from: a dictionary, a call, a market"}
_GOODS = {"description": "of a use: the goods that are fit for it, of a category: its slug; else empty"}


class WordChangeIn(Schema):
    """What is left out stays."""

    phrases = Items(String(longest=LONGEST_PHRASE), least=1, most=MOST_PHRASES)
    goods = Items(String(longest=LONGEST_PHRASE), most=MOST_PHRASES, metadata=_GOODS)
    source = String(shortest=0, longest=LONGEST_SOURCE, metadata=_SOURCE)

    class Meta(Schema.Meta):
        example = {"phrases": ["cải ngồng", "rau ngồng", "ngồng cải"]}


class WordIn(Schema):
    kind = Choice(_KINDS, required=True)
    phrases = Items(String(longest=LONGEST_PHRASE), least=1, most=MOST_PHRASES, required=True)
    goods = Items(String(longest=LONGEST_PHRASE), most=MOST_PHRASES, load_default=list, metadata=_GOODS)
    source = String(shortest=0, longest=LONGEST_SOURCE, load_default="", metadata=_SOURCE)

    class Meta(Schema.Meta):
        example = {"kind": "same", "phrases": ["cải ngồng", "rau ngồng"], "source": "chợ Bình Tây, 2026"}


class WordsIn(Schema):
    # Each row is read by itself, so that one that is not in form never loses the others.
    entries = Items(AnyOf([WordIn]), most=ROWS_AT_ONCE, required=True)

    class Meta(Schema.Meta):
        example = {"entries": [WordIn.Meta.example]}


class WordQuery(PageQuery):
    kind = Choice(_KINDS)
    q = String(shortest=0, longest=LONGEST_PHRASE, load_default="", metadata={"description": "some part of a phrase"})
    withdrawn = Boolean(load_default=False, metadata={"description": "true: only those that say nothing any more"})

    class Meta(Schema.Meta):
        example = {"kind": "same", "q": "ngong"}


class WordOut(Schema):
    id = Id()
    kind = Choice(_KINDS)
    phrases = Items(String(longest=LONGEST_PHRASE), most=MOST_PHRASES)
    goods = Items(String(longest=LONGEST_PHRASE), most=MOST_PHRASES)
    source = String(longest=LONGEST_SOURCE, shortest=0)
    shipped = Boolean(metadata={"description": "it came with the service; an operator's own stay when that is renewed"})
    withdrawn_at = Instant(allow_none=True)
    version = Integer(least=1, most=2**31, metadata={"description": "for If-Match of PATCH"})


class WordChangeOut(Schema):
    act = Choice([deed.value for deed in Deed], attribute="deed")
    by_id = Id()
    at = Instant()
    phrases = Items(String(longest=LONGEST_PHRASE), most=MOST_PHRASES, metadata={"description": "from then on"})
    goods = Items(String(longest=LONGEST_PHRASE), most=MOST_PHRASES)


class WordWithPast(WordOut):
    changes = Items(Nested(WordChangeOut), most=100, metadata={"description": "who did what, the newest first"})


class WordPage(Schema):
    items = Items(Nested(WordOut), most=100)
    next = String(longest=400, allow_none=True)
    version = Integer(least=0, most=2**31, metadata={"description": "of the list: each change counts it on"})


class RowResult(Schema):
    row = Integer(least=1, most=ROWS_AT_ONCE)
    result = Choice([result.value for result in Result])
    id = Id(allow_none=True)
    problem = SpokenProblem(allow_none=True)


class RowResults(Schema):
    results = Items(Nested(RowResult), most=ROWS_AT_ONCE)


class TrialIn(Schema):
    """An entry that may be added; one that may be withdrawn; or one in the place of another."""

    entry = Nested(WordIn, metadata={"description": "what would be added"})
    instead_of = Id(metadata={"description": "the entry that would be withdrawn"})

    class Meta(Schema.Meta):
        example = {"entry": WordIn.Meta.example}

    @validates_schema
    def of_something(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not data:
            raise ValidationError(_NEITHER, "entry")


class TrialCard(Schema):
    id = Id()
    name = String(longest=120)
    shop = String(longest=120)


class TrialQuery(Schema):
    text = String(longest=60)
    asked = Integer(least=1, most=10**9, metadata={"description": "how often in the last thirty days"})
    before = Items(Nested(TrialCard), most=SHOWN)
    after = Items(Nested(TrialCard), most=SHOWN)


class TrialOut(Schema):
    counted = Integer(least=0, most=10**6, metadata={"description": "so many queries of the last thirty days"})
    tried = Integer(
        least=0,
        most=10**6,
        metadata={"description": "so many of those with a phrase of the entry were searched for"},
    )
    changed = Items(Nested(TrialQuery), most=MOST_CHANGED)


def entry_of(read: dict[str, Any]) -> Entry:
    return Entry(EntryKind(read["kind"]), tuple(read["phrases"]), tuple(read["goods"]))
