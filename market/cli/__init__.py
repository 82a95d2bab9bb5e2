"""The `market` command: what an operator types. Settings come from the environment."""

import click

from market import __version__
from market.cli import events, imports, people, running, setup, upkeep


@click.group()
@click.version_option(__version__, prog_name="market", message="%(prog)s %(version)s")
def main() -> None:
    """Chợ Phiên, a marketplace for household shops. Settings come from the environment; docs/settings.md lists them."""


for _commands in (setup, running, people, imports, events, upkeep):
    for _command in _commands.COMMANDS:
        main.add_command(_command)
