"""How the search reads Vietnamese: one key for one word however it is spelt, and what a query is widened to."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.catalog.search.analysis import (
    accented,
    beginnings,
    exact,
    folded,
    joined,
    mistyped,
    pairs,
    syllables,
)
from market.catalog.search.plan import MOST_WORDS, Plan, plans, weights

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
words = st.text(LETTERS, min_size=1, max_size=8)
texts = st.text(st.sampled_from(LETTERS + " .,-'\"*~:()0123456789") | st.characters(codec="utf-8"), max_size=60)


class Known(set):
    """A vocabulary by hand."""

    def starting(self, prefix: str) -> list[str]:
        return sorted(word for word in self if word.startswith(prefix))


KNOWN = Known(["na", "chi", "lang", "lam", "thach", "den", "mat", "ong", "quyen", "khau", "sli"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("uỷ", "ủy"),
        ("qúy", "quý"),
        ("quý", "quí"),
        ("gìa", "già"),
        ("mỳ", "mì"),
        ("lý", "lí"),
        ("kỹ", "kĩ"),
        ("Ðen", "đen"),
        ("THẠCH", "thạch"),
        ("thạch", unicodedata.normalize("NFD", "thạch")),
    ],
)
def test_two_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert exact(one) == exact(other)
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hồng", "hông"), ("dẻ", "dê"), ("mật", "mắt"), ("bí", "bì"), ("thúy", "thúi"), ("đá", "dá")]
)
def test_different_words_keep_different_exact_keys(one: str, other: str) -> None:
    assert exact(one) != exact(other)


def test_tones_inside_a_closed_syllable_stay_where_they_are() -> None:
    assert [exact(word) for word in ("toàn", "huyện", "toẹt", "quỳnh", "giếng", "yên")] == [
        "toàn", "huyện", "toẹt", "quỳnh", "giếng", "yên",
    ]  # fmt: skip


@given(words)
def test_keys_are_their_own_keys(word: str) -> None:
    assert exact(exact(word)) == exact(word)
    assert folded(folded(word)) == folded(word) == folded(exact(word))


@given(words)
def test_the_folded_key_can_be_typed_on_any_keyboard(word: str) -> None:
    assert folded(word).isascii()
    assert folded(word) == folded(word.upper()) == folded(unicodedata.normalize("NFD", word))


@given(texts)
def test_any_text_has_syllables_that_can_be_typed(text: str) -> None:
    for syllable in syllables(text):
        assert syllable.folded.isascii()
        assert syllable.folded.isalnum()
        assert syllable.written in unicodedata.normalize("NFC", text)


def test_signs_part_syllables_and_vanish() -> None:
    assert [word.folded for word in syllables("Vải chàm, túi_thổ-cẩm (Nùng) 日本 🍎 10ml")] == [
        "vai", "cham", "tui", "tho", "cam", "nung", "10ml",
    ]  # fmt: skip


def test_a_mark_tells_that_marks_were_meant() -> None:
    assert [accented(word) for word in syllables("hồi đen na mỹ ly")] == [True, True, False, True, False]


@given(st.lists(words, max_size=6))
def test_pairs_and_beginnings_keep_the_order(keys: list[str]) -> None:
    assert len(pairs(keys)) == max(0, len(keys) - 1)
    assert len(beginnings(keys)) == len(keys)
    assert beginnings(keys)[-1:] == ([joined(keys)] if keys else [])


@pytest.mark.parametrize("slip", ["thac", "thachh", "thsch", "htach", "tach", "hach"])
def test_one_slip_of_the_finger_is_forgiven(slip: str) -> None:
    assert "thach" in mistyped(slip, KNOWN)


def test_short_words_and_two_slips_are_not_guessed_at() -> None:
    assert mistyped("ne", KNOWN) == []
    assert mistyped("thax", KNOWN) == []


@given(st.text("abcdeghiklmnopqrstuvxy", min_size=3, max_size=10))
def test_a_correction_is_a_known_word_and_another_one(key: str) -> None:
    assert all(word in KNOWN and word != key for word in mistyped(key, KNOWN))


# The staircase


def staircase(text: str) -> list[Plan]:
    return list(plans(text, KNOWN))


def test_each_step_is_wider_than_the_one_before() -> None:
    steps = staircase("na chi lan")
    assert [step.step for step in steps] == ["plain", "completed", "corrected", "corrected", "partial"]
    assert [word.forms for word in steps[0].words] == [("na",), ("chi",), ("lan",)]
    assert steps[1].words[2].forms == ("lan", "lang")
    assert steps[2].words[2].forms == ("lan", "lam", "lang")
    assert steps[-1].needed == 2


def test_only_unknown_words_are_corrected_while_there_are_any() -> None:
    corrected = staircase("thac den")[2]
    assert [word.forms for word in corrected.words] == [("thac", "thach"), ("den",)]


def test_a_word_that_may_still_grow_is_completed_as_typed() -> None:
    assert "quyen" in staircase("khau quy")[1].words[1].forms


@pytest.mark.parametrize("text", ["", "  ", "🍎", "日本", '* ~ " :', "\u200f"])
def test_nothing_is_looked_for_where_nothing_can_be_typed(text: str) -> None:
    assert staircase(text) == []


@given(texts)
def test_every_plan_is_bounded_and_every_weight_positive(text: str) -> None:
    for plan in staircase(text):
        found = list(weights(plan))
        assert len(plan.words) <= MOST_WORDS
        assert len(found) <= 6000
        assert all(weight > 0 for _, _, weight in found)


def test_a_hundred_words_are_read_as_the_first_twelve() -> None:
    assert len(staircase("na " * 100)[0].words) == MOST_WORDS


def test_marks_weigh_only_when_some_were_typed() -> None:
    assert not [token for field, token, _ in weights(staircase("thach den")[0]) if field == "exact"]
    assert [token for field, token, _ in weights(staircase("thạch đen")[0]) if field == "exact"] == ["thạch", "đen"]
