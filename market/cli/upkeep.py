"""What an operator looks at and mends: the audit, the outbox, the index, the figures, the gateway's books."""

import sys
from functools import partial

import click

from market import clock
from market.cli.opening import application, committed, say
from market.language import Sentence
from market.money import dong

_SOUND = Sentence("Không có gì hỏng.", en="Nothing is broken.")
_LEFT = Sentence(
    "{failed} việc làm chưa được, còn thử lại; {due} việc đã đến giờ, lâu nhất {seconds} giây; {stuck} việc bị kẹt.",
    en="{failed} failed and will be tried again; {due} due, the oldest for {seconds} s; {stuck} stuck.",
)
_AGAIN = Sentence("{count} việc sẽ được thử lại ngay.", en="{count} will be tried again at once.")


@click.command()
@click.argument("parts", nargs=-1)
def audit(parts: tuple[str, ...]) -> None:
    """Check what must always be true (of PARTS, such as insight, or of everything); exit with 1 if it is not."""
    from market.ops.invariants import PARTS

    if unknown := set(parts) - set(PARTS):
        raise click.ClickException(f"No part is called {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    with application():
        tell_what_is_broken(parts)


def tell_what_is_broken(parts: tuple[str, ...] = ()) -> None:
    """Print what `market audit` prints; exits with 1 if anything is broken."""
    from market.ops.invariants import run

    lines = run(parts, now=clock.now())
    for line in lines:
        click.echo(line)
    if lines:
        sys.exit(1)
    say(_SOUND)


@click.command()
@click.option("--retry", is_flag=True, help="Let all that failed be tried again at once.")
def outbox(retry: bool) -> None:
    """List what the worker could not carry out yet, and why."""
    from market import outbox as entries

    with application():
        now = clock.now()
        waiting, failed = committed(lambda: (entries.waiting(now=now), list(entries.failed())))
        for line in failed:
            click.echo(line)
        seconds = f"{waiting.oldest_seconds:.0f}"
        say(_LEFT.format(failed=len(failed), due=waiting.due, seconds=seconds, stuck=waiting.stuck))
        if retry:
            say(_AGAIN.format(count=committed(lambda: entries.try_again(now=now))))


@click.command()
def reindex() -> None:
    """Build this machine's search index anew, while the API serves the old one."""
    from tqdm import tqdm

    from market import change_feed
    from market.db import read_only
    from market.search.engines.registry import current_engine
    from market.search.index.indexer import rebuild

    with application():
        bar = partial(tqdm, unit=" goods", disable=None)
        count = rebuild(current_engine(), now=read_only(change_feed.present), progress=bar)
    click.echo(f"{count} products are indexed.")


@click.command()
def recount() -> None:
    """Throw the figures' rollups away and count everything again."""
    from market.insight.actions.rollups import count_everything

    with application():
        click.echo(f"{committed(lambda: count_everything(now=clock.now()))} cells are counted.")


@click.command()
def reseal() -> None:
    """Seal anew, under the newest of SECRET_KEYS, what a former key has sealed."""
    from market.ops.resealing import reseal as seal_anew

    with application():
        click.echo(f"{seal_anew()} are sealed anew. Let the former key go once its codes and answers are a week old.")


@click.command()
def reconcile() -> None:
    """Compare the books with the card gateway's; name what differs and exit with 1."""
    from market.payments.cards.reconcile import reconcile as compare
    from market.payments.charges.gateway.calls import GatewayError

    with application() as app:
        if not app.config["MARKET"].takes_cards:
            raise click.ClickException("No card gateway is set up (CARD_API_KEY): there is nothing to compare with.")
        try:
            found = compare(now=clock.now())
        except GatewayError as error:
            raise click.ClickException(f"The card gateway does not answer ({error.code}).") from None
    for line in found.differences:
        click.echo(line)
    click.echo(f"At the gateway lie {dong(found.gateway_vnd)} đ by its account, {dong(found.ours_vnd)} đ by ours.")
    if found.differences or found.gateway_vnd != found.ours_vnd:
        sys.exit(1)


COMMANDS = (audit, outbox, reindex, recount, reseal, reconcile)
