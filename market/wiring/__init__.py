"""Ties the packages together: `hearing` says who hears and answers what at once, `jobs` what the worker does later."""

from market.wiring.hearing import ANSWERED, HEARD, connect
from market.wiring.jobs import FORMER_TOPICS, JOBS, SLOW, SWEEPS, TIDYING, TOLD

__all__ = ["ANSWERED", "FORMER_TOPICS", "HEARD", "JOBS", "SLOW", "SWEEPS", "TIDYING", "TOLD", "connect"]
