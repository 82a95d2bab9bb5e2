"""The score: few voices neither lift nor sink anybody."""

from hypothesis import given
from hypothesis import strategies as some

from market.catalog.rules.scores import Score, Tier, reviews_shown
from market.reviews import scoring

_HUNDREDTHS = some.integers(100, 500)
_VOICES = some.lists(some.integers(1, 5), min_size=1, max_size=40)


@given(_VOICES, _HUNDREDTHS)
def test_it_lies_between_the_usual_and_what_was_given_and_comes_nearer_with_each_voice(stars, prior) -> None:
    mean = 100 * sum(stars) / len(stars)
    found, twice = (scoring.bayesian(100 * sum(stars) * n, len(stars) * n, prior) for n in (1, 2))
    assert min(mean, prior) - 1 <= found <= max(mean, prior) + 1
    assert abs(mean - twice) <= abs(mean - found) + 1
    assert scoring.score(100 * sum(stars), len(stars), prior).hundredths == found


def test_of_nobody_there_is_none_and_of_fewer_than_three_no_stars() -> None:
    assert scoring.score(0, 0, 430) == Score()
    one, two, three = (scoring.score(100 * n, n, 430) for n in (1, 2, 3))
    assert [one.tier, two.tier, three.tier] == [Tier.USUAL, Tier.USUAL, Tier.WORSE]
    assert reviews_shown(2, two.hundredths) == {"buyers": 2, "stars": None}
    assert reviews_shown(3, three.hundredths) == {"buyers": 3, "stars": 3.1}
    assert reviews_shown(0, None) == {"buyers": 0, "stars": None}


def test_what_is_usual_leans_on_the_kind_and_that_on_all() -> None:
    heard = [("20", "fruit", 100, 100 * 480), ("20", "honey", 1, 100), ("01", "honey", 100, 100 * 400)]
    usual = scoring.priors(heard)
    assert 470 <= usual["20", "fruit"] <= 480
    assert usual["01", "honey"] < usual["20", "fruit"]
    # One bad voice of honey in Lạng Sơn is not what is usual there.
    assert 300 < usual["20", "honey"] < usual["01", "honey"]


@given(some.integers(3, 200), some.integers(-40, 40))
def test_what_stands_far_from_the_usual_ranks_otherwise(voices, away) -> None:
    found = scoring.score((400 + away) * voices, voices, 400)
    assert (found.tier > Tier.USUAL) == (found.hundredths >= 415)
    assert (found.tier < Tier.USUAL) == (found.hundredths <= 385)
