"""Money is written to people in one way: `108.350 đ`, and `108.350 d` where a phone shows no marks."""

import ast
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from market.fields import Dong
from market.language import LANGUAGES, Sentence, speak
from market.money import dong
from market.notices.rules import short
from tests.support.sources import ROOT, sources

# As people read a page of charts: in the habit of their language, and large sums in millions.
PAGES = {"market/web/numbers.py"}


def amounts_said() -> Iterator[tuple[str, str]]:
    """Where a sum is put before a `đ`, and what says it: the name of a word, or the code in an f-string."""
    for file in sources():
        where = str(file.relative_to(ROOT))
        if where in PAGES:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from ((where, name) for name in re.findall(r"\{(\w*)[^}]*\} ?đ(?!\w)", node.value))
            elif isinstance(node, ast.JoinedStr):
                for value, after in zip(node.values, node.values[1:], strict=False):
                    text = after.value if isinstance(after, ast.Constant) else ""
                    if isinstance(value, ast.FormattedValue) and re.match(r" ?đ(?!\w)", str(text)):
                        yield where, ast.unparse(value.value)


def test_every_sum_is_said_by_the_one_function() -> None:
    """A word of a sentence is `…_vnd`, which `Sentence.format` writes, or `amount`, which `amount_words` gives."""
    found = list(amounts_said())
    right = re.compile(r"\w+_vnd|amount|(money\.)?dong\(.*\)")
    assert len(found) > 50
    assert [(where, said) for where, said in found if not right.fullmatch(said)] == []


@given(st.integers(-(10**13), 10**13))
def test_a_sum_in_a_sentence_is_written_as_people_do(amount: int) -> None:
    said = Sentence("Bạn được {yours_vnd} đ.", en="{yours_vnd} đ are yours.").format(yours_vnd=amount)
    written = dong(amount)
    assert re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})*", written)
    assert [said.spoken(language) for language in LANGUAGES] == [f"Bạn được {written} đ.", f"{written} đ are yours."]
    assert short(str(said)) == f"Ban duoc {written} d."


def test_a_field_says_its_limits_as_money() -> None:
    with pytest.raises(ValidationError) as refused:
        Dong(least=1).deserialize(0)
    assert [speak(refused.value.messages, language) for language in LANGUAGES] == [
        ["Phải từ 1 đ đến 10.000.000.000 đ."],
        ["Must be from 1 đ to 10.000.000.000 đ."],
    ]


def test_what_is_no_money_stays_as_it_is() -> None:
    assert Sentence("{most} đơn", en="{most} orders").format(most=20_000) == "20000 đơn"
