"""What every command does first: read the settings, open the application, and say in one sentence why it cannot."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import SQLAlchemyError

from market.app import create_app
from market.config import Config, WrongSetting, read_config, require_ready
from market.errors import Busy, Problem
from market.http import Market
from market.language import Sentence, terminal_language


def ready_config() -> Config:
    """The settings of a process that is to serve."""
    try:
        config = read_config(os.environ)
        require_ready(config)
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from None
    return config


@contextmanager
def application() -> Iterator[Market]:
    """The application, with its context, for one command."""
    try:
        app = create_app()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from None
    with app.app_context():
        try:
            yield app
        except (Busy, SQLAlchemyError) as error:
            raise click.ClickException(f"The database does not answer as it should: {_cause(error)}") from error


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
