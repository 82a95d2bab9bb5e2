"""What happens, as it is told to other systems."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import click

from market import clock
from market.cli.opening import application

# Transactions end in another order than they began, and machines' clocks differ: so far is looked back.
_OVERLAP = timedelta(seconds=30)
_PAUSE_SECONDS = 0.5


@click.group()
def events() -> None:
    """What happens at this installation."""


@events.command()
@click.option("--type", "types", multiple=True, help="Only this type, or group such as order.* (may be repeated).")
@click.option("--shop", type=click.UUID, help="Only of the shop with this id.")
@click.option("--lines", default=10, show_default=True, help="So many of what has been, first.")
def tail(types: tuple[str, ...], shop: UUID | None, lines: int) -> None:
    """Print events as they happen, one a line, without anybody's name, phone or address; until Ctrl-C."""
    from market.subscriptions.event_types import GROUPS, SUBSCRIBED

    if unknown := set(types) - set(SUBSCRIBED) - set(GROUPS):
        raise click.ClickException(f"No event is called {', '.join(sorted(unknown))}: docs/webhooks.md lists them.")
    with application():
        try:
            for line in follow(types, shop, lines=lines, pause=lambda: time.sleep(_PAUSE_SECONDS)):
                click.echo(line)
        except KeyboardInterrupt:
            click.echo("", err=True)


def follow(types: tuple[str, ...], shop: UUID | None, *, lines: int, pause: Callable[[], None]) -> Iterator[str]:
    """The last `lines`, then whatever comes, each once."""
    from market.db import read_only
    from market.subscriptions import queries

    newest = clock.now()
    found = read_only(lambda: queries.last_news(lines, types=types, shop_id=shop))
    recent = read_only(lambda: queries.news_since(newest - _OVERLAP, types=types, shop_id=shop))
    while True:
        yield from (queries.line(news) for news in found)
        pause()
        known, newest = {news.id for news in recent}, max([newest, *(news.told_at for news in recent)])
        since = newest - _OVERLAP
        recent = read_only(lambda since=since: queries.news_since(since, types=types, shop_id=shop))  # type: ignore[misc]
        found = [news for news in recent if news.id not in known]


COMMANDS = (events,)
