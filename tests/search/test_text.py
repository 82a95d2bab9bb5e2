"""How the search reads Vietnamese: one key for one word however it is spelt, and what a query is widened to."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.search.language import gluing, input_methods
from market.search.language.analysis import accented, beginnings, exact, folded, joined, pairs, syllables
from market.search.language.entries import EntryKind
from market.search.language.lexicon import Lexicon, shipped
from market.search.language.synonyms import Words
from market.search.language.typos import confused, mistyped
from market.search.ranking.query import Best, First, Node, Sum, Term
from market.search.ranking.query_planner import MOST_WORDS, Plan, plans

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
words = st.text(LETTERS, min_size=1, max_size=8)
texts = st.text(st.sampled_from(LETTERS + " .,-'\"*~:()0123456789") | st.characters(codec="utf-8"), max_size=60)


class Known(set):
    """A vocabulary by hand."""

    def starting(self, prefix: str) -> list[str]:
        return sorted(word for word in self if word.startswith(prefix))

    def common(self, key: str) -> int:
        return int(key in self)

    def holds(self, field: str, token: str) -> bool:
        held = {
            "name_pairs": ("mat_ong", "thach_den"),
            "name_start": ("na", "mat", "thach"),
            "exact_name": ("mật", "mạc", "ong"),
        }
        return token == "chi_lang" or token in held.get(field, ())


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
def test_any_text_has_syllables_that_can_be_sought(text: str) -> None:
    for syllable in syllables(text):
        assert syllable.folded == syllable.folded.lower() != ""
        assert syllable.folded.isalnum()
        assert syllable.written in unicodedata.normalize("NFC", text)


def test_signs_part_syllables_and_vanish() -> None:
    assert [word.folded for word in syllables("Vải chàm, túi_thổ-cẩm (Nùng) 日本 🍎 10ml")] == [
        "vai", "cham", "tui", "tho", "cam", "nung", "日", "本", "10ml",
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


@pytest.mark.parametrize(
    ("heard", "meant"),
    [("lam", "nam"), ("xli", "sli"), ("cham", "tram"), ("dua", "rua"), ("giau", "dau"), ("rau", "dau"), ("tra", "cha")],
)
def test_northern_sounds_are_confused_both_ways(heard: str, meant: str) -> None:
    assert meant in confused(heard, Known([meant]))
    assert heard in confused(meant, Known([heard]))


@pytest.mark.parametrize("word", ["nga", "nha", "l", "gi", "thach", "ong"])
def test_what_begins_otherwise_is_not_confused(word: str) -> None:
    everything = Known(["lga", "lha", "n", "d", "r", "thach", "ong"])
    assert confused(word, everything) == []


@pytest.mark.parametrize(
    ("letters", "read"),
    [
        ("matong", "mat ong"), ("nachi", "na chi"), ("xyzong", ""), ("nachilang", "na chi lang"), ("mat", ""),
        ("a" * 60, ""), ("matong" * 12, ""),
    ],
)  # fmt: skip
def test_letters_are_read_as_known_words_that_stand_side_by_side(letters: str, read: str) -> None:
    beside = {("mat", "ong"), ("na", "chi"), ("chi", "lang")}
    assert " ".join(gluing.read(letters, KNOWN, lambda one, other: (one, other) in beside)) == read


@pytest.mark.parametrize(
    ("heard", "meant"),
    [("vic", "vit"), ("gun", "gung"), ("hac", "hat"), ("quan", "quanh"), ("quit", "quyt"), ("quich", "quyt")],
)
def test_southern_ends_are_confused_both_ways(heard: str, meant: str) -> None:
    assert meant in confused(heard, Known([meant]))
    assert heard in confused(meant, Known([heard]))


# A failed keyboard


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thachj", "thạch"), ("ddeen", "đên"), ("vitj", "vịt"), ("maatj", "mật"), ("ruwngf", "rừng"), ("lawng", "lăng"),
        ("nuwowngs", "nướng"), ("hoofi", "hồi"), ("hooif", "hồi"), ("quys", "quý"), ("giof", "giò"), ("khoer", "khỏe"),
        ("thach5", "thạch"), ("d9en", "đen"), ("ma65t", "mật"), ("la8ng", "lăng"), ("so7n", "sơn"),
        ("ruo7u5", "rượu"), ("dau6", "dâu"), ("chu7ng", "chưng"), ("kha6u3", "khẩu"),
        ("na", None), ("quay", None), ("iphone", None), ("15", None), ("thạch", None), ("s", None), ("xaf9", None),
    ],
)  # fmt: skip
def test_what_a_keyboard_leaves_is_read(typed: str, meant: str | None) -> None:
    assert input_methods.meant(typed) == meant


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=12))
def test_any_keys_spell_one_syllable_or_nothing(keys: str) -> None:
    found = input_methods.meant(keys)
    assert found is None or (len(syllables(found)) == 1 and found != keys)


# Words that mean one thing


def said(words: Words, text: str) -> list[str]:
    return [" ".join(word.written for word in variant) for variant in words.variants(syllables(text))]


def test_a_phrase_is_put_as_others_would(tmp_path: Path) -> None:
    words = Lexicon(tmp_path / "words.toml").words
    assert "lợn quay" in said(words, "heo quay")
    assert "lợn quay" in said(words, "HEO QUAY")
    assert "na" in said(words, "mang cau")
    assert "vừng den" in said(words, "me den")
    assert "vừng đen" not in said(words, "mẹ đen")


def test_an_operator_adds_words_without_a_restart(tmp_path: Path) -> None:
    lexicon = Lexicon(tmp_path / "words.toml", look_again_seconds=0)
    assert said(lexicon.words, "con ỉn") == []
    write(tmp_path, 'same = [["lợn", "con ỉn"]]\nfiller = ["nhanh lên"]')
    assert "lợn quay" in said(lexicon.words, "con ỉn quay")
    assert lexicon.words.fillers(syllables("nhanh lên na")) == {0, 1}
    (tmp_path / "words.toml").unlink()
    assert said(lexicon.words, "con ỉn") == []


@pytest.mark.parametrize(
    "content",
    ["same = 5", "same = [[5]]", 'same = [["a b c d e f g"]]', "sane = []", 'same = [["*", "**"]]', "use = [[]]"],
)
def test_an_entry_that_is_none_is_refused_alone(tmp_path: Path, content: str) -> None:
    lexicon = Lexicon(tmp_path / "words.toml", look_again_seconds=0)
    write(tmp_path, f'filler = ["nhanh lên"]\n{content}')
    assert lexicon.words.fillers(syllables("nhanh lên na")) == {0, 1}


@pytest.mark.parametrize("content", ["same = [", "\xff"])
def test_a_broken_file_leaves_the_last_good_words(tmp_path: Path, content: str) -> None:
    lexicon = Lexicon(tmp_path / "words.toml", look_again_seconds=0)
    write(tmp_path, 'same = [["lợn", "ỉn"]]')
    good = lexicon.words
    write(tmp_path, content)
    assert lexicon.words is good


def test_every_shipped_entry_can_be_used_and_there_are_enough() -> None:
    kinds = Counter(entry.kind for entry in shipped())
    assert kinds[EntryKind.SAME] >= 150
    assert min(kinds[kind] for kind in EntryKind) >= 10


def write(folder: Path, content: str) -> None:
    (folder / "words.toml").write_text(content, encoding="latin-1" if content == "\xff" else "utf-8")


def test_numbers_with_their_measures_and_polite_words_need_not_be_found(tmp_path: Path) -> None:
    words = Lexicon(tmp_path / "none.toml").words

    def unsaid(text: str) -> list[str]:
        return [word.written for n, word in enumerate(syllables(text)) if n in words.fillers(syllables(text))]

    assert unsaid("mua na 5kg loại 1") == ["mua", "5kg", "loại", "1"]
    assert unsaid("rượu 2 lít") == ["2", "lít"]
    assert unsaid("iphone 15") == unsaid("lit na") == unsaid("hồng xiêm") == []
    assert unsaid("quả na") == []  # a fruit, not "quà"


# The staircase


def staircase(text: str, words: Words | None = None) -> list[Plan]:
    return list(plans(text, KNOWN, words or Words()))


def forms(plan: Plan) -> list[tuple[str, ...]]:
    return [word.forms for word in plan.words]


def test_each_step_is_wider_than_the_one_before() -> None:
    steps = {step.step: step for step in reversed(staircase("na chi lan"))}
    assert list(reversed(steps)) == ["plain", "widened", "related", "completed", "partial", "kind"]
    assert forms(steps["plain"]) == [("na",), ("chi",), ("lan",)]
    assert forms(steps["completed"])[2] == ("lan", "lang")
    assert steps["partial"].readings[0].needed == 2


def test_what_a_guess_changes_nothing_in_is_not_looked_for_again() -> None:
    assert [step.step for step in staircase("mat iphone")] == ["plain", "widened", "related", "kind"]


def test_a_place_is_known_and_becomes_a_hint() -> None:
    plain, hinted = staircase("na chi lang")[1].readings
    assert [word.placed for word in plain.words] == [False, True, True]
    assert (plain.needed, hinted.needed) == (3, 1)
    assert len(staircase("chi lang")[1].readings) == 1


def test_only_unknown_words_are_corrected_while_there_are_any() -> None:
    corrected = next(step for step in staircase("thac den") if step.step == "corrected")
    assert forms(corrected) == [("thac", "thach"), ("den",)]


def test_a_short_word_is_corrected_only_to_what_fits_beside_its_neighbour() -> None:
    assert forms(next(step for step in staircase("mst ong") if step.step == "corrected"))[0] == ("mst", "mat")
    assert "corrected" not in [step.step for step in staircase("mat lans")]


def test_a_word_with_the_marks_of_some_good_is_not_taken_for_another() -> None:
    def corrected(text: str) -> list[Plan]:
        return [step for step in plans(text, Known(["mac", "mat", "ong"]), Words()) if step.guessed]

    assert forms(corrected("mac ong")[0])[0] == ("mac", "mat")
    assert corrected("mạc ong") == []


def headed(text: str) -> list[str]:
    """The words that the last reading of the last step needs."""
    reading = staircase(text)[-1].readings[-1]
    return [word.typed.written for word in reading.words if not word.optional]


def test_a_whole_sentence_is_read_for_the_good_it_names() -> None:
    assert headed("cho hỏi mật ong bạc hà") == ["mật", "ong"]
    assert headed("thach den chi lang goi ve") == ["thach", "den"]


def test_another_good_named_before_it_is_what_is_sought() -> None:
    assert headed("na say mat ong") == ["na"]


def test_marks_that_were_typed_must_be_those_of_the_name() -> None:
    assert headed("lại mắt ong kìa") == ["lại", "mắt", "ong", "kìa"]  # of which one may be missing


def test_a_word_that_may_still_grow_is_completed_as_typed() -> None:
    assert "quyen" in forms(next(step for step in staircase("khau quy") if step.step == "completed"))[1]


@pytest.mark.parametrize("text", ["", "  ", "🍎", '* ~ " :', "\u200f"])
def test_nothing_is_looked_for_where_nothing_can_be_typed(text: str) -> None:
    assert staircase(text) == []


def terms(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case Best(parts) | First(parts):
            for part in parts:
                yield from terms(part)
        case Sum(parts, _, extras, guard):
            for part in (*parts, *extras, *([guard] if guard else [])):
                yield from terms(part)


def heaviest(node: Node) -> float:
    """The most that a document could weigh."""
    match node:
        case Term(_, _, weight):
            return weight
        case Best(parts) | First(parts):
            return max(map(heaviest, parts))
        case Sum(parts, _, extras, _, weight):
            return weight + sum(map(heaviest, (*parts, *extras)))
    return 0.0


@given(texts)
def test_what_a_plainer_reading_finds_outweighs_what_only_a_wider_one_does(text: str) -> None:
    shown_together = {"plain", "widened", "related"}
    readings = [reading for plan in staircase(text) if plan.step in shown_together for reading in plan.readings]
    for earlier, later in product(readings, repeat=2):
        assert earlier.tier <= later.tier or earlier.tier > heaviest(later.node)


@given(texts)
def test_every_plan_is_bounded_and_no_weight_is_negative(text: str) -> None:
    for plan in staircase(text):
        found = list(terms(plan.node))
        assert all(len(reading.words) <= MOST_WORDS for reading in plan.readings)
        assert len(found) <= 8000
        assert all(term.weight >= 0 and (term.weight * 64).is_integer() for term in found)


def test_a_hundred_words_are_read_as_the_first_twelve() -> None:
    assert len(staircase("na " * 100)[0].words) == MOST_WORDS


def test_marks_weigh_only_when_some_were_typed() -> None:
    def exact(text: str) -> set[str]:
        return {term.token for term in terms(staircase(text)[0].node) if term.field == "exact_name"}

    assert exact("thach den") == set()
    assert exact("thạch đen") == {"thạch", "đen"}
