"""What every command does first: read the settings, open the application, and say in one sentence why it cannot.

The application is imported by the commands that need it, when they run: `market --help` answers at once
(tests/ops/test_commands.py counts what is imported).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from market.config import Config, WrongSetting, read_config, require_ready
from market.errors import Busy, Problem
from market.language import Sentence, terminal_language

if TYPE_CHECKING:
    from market.http import Market

Result = TypeVar("Result")


def ready_config() -> Config:
    """The settings of a process that is to serve."""
    try:
        config = read_config(os.environ)
        require_ready(config)
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from None
    return config


def require_migrated() -> None:
    """Refuse tables that this code was not written for. A database that is away comes back, and /readyz says so."""
    from sqlalchemy.exc import SQLAlchemyError

    from market.db import is_migrated

    try:
        migrated = is_migrated()
    except SQLAlchemyError:
        return
    if not migrated:
        raise click.ClickException("The database is not what this version was written for: market migrate comes first.")


@contextmanager
def application() -> Iterator[Market]:
    """The application, with its context, for one command."""
    with _unswept():
        from sqlalchemy.exc import SQLAlchemyError

        from market.app import open_app

        try:
            app = open_app()
        except WrongSetting as wrong:
            raise click.ClickException(str(wrong)) from None
    with app.app_context():
        try:
            yield app
        except (Busy, SQLAlchemyError) as error:
            raise click.ClickException(f"The database does not answer as it should: {_cause(error)}") from error


@contextmanager
def _unswept() -> Iterator[None]:
    """What is loaded stays: to look through it for rubbish, now or later, would be a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def committed(work: Callable[[], Result]) -> Result:
    """Do `work` in one transaction of the application that is open."""
    from market.db import transaction

    return transaction(work)


def say(sentence: Sentence) -> None:
    """Print a sentence in the language of the terminal. Lines that name rows, for whoever mends them, are English."""
    click.echo(sentence.spoken(terminal_language(os.environ)))


@contextmanager
def refusals_told() -> Iterator[None]:
    """What the rules refuse, as a sentence rather than as a traceback."""
    try:
        yield
    except Problem as problem:
        raise click.ClickException(problem.detail.spoken(terminal_language(os.environ))) from problem


def _cause(error: BaseException) -> str:
    return str(getattr(error.__cause__ or error, "orig", None) or error).strip()
