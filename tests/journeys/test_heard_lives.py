"""Random lives with complaints: no order is completed and no share is paid out under an open one."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.heard_lives import HeardLives


def test_no_order_is_completed_and_no_share_paid_out_under_an_open_complaint(stripe, monkeypatch) -> None:
    lives = type("Lives", (HeardLives,), {"stripe": stripe, "monkeypatch": monkeypatch})
    run_state_machine_as_test(
        lives,
        settings=settings(
            max_examples=3,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
