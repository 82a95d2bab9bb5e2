"""Some random lives of cash at each run of the tests; `proofs/` plays thousands."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.cash_lives import CashLives


def test_whatever_happens_to_cash_no_dong_goes_astray(stripe, monkeypatch) -> None:
    lives = type("Lives", (CashLives,), {"stripe": stripe, "monkeypatch": monkeypatch})
    run_state_machine_as_test(
        lives,
        settings=settings(
            max_examples=3,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
