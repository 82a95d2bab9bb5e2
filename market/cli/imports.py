"""Files from officials, taken in or taken back from a terminal."""

from uuid import UUID

import click

from market.cli.opening import application, refusals_told, say


@click.command("import")
@click.argument("kind", type=click.Choice(["households", "shops", "products"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only say what would become of each row.")
@click.option("--template", help="A saved column mapping, where the headers are not recognised.")
@click.option("--source", default="", help="Whose keys these are, such as postmart.")
@click.option("--errors", type=click.Path(dir_okay=False, writable=True), help="Where held rows are written as CSV.")
def import_file(kind: str, file: str, dry_run: bool, template: str | None, source: str, errors: str | None) -> None:
    """Take in a FILE of households, shops or products (CSV, XLSX). Stopped, the same command goes on with it."""
    from market.imports.command import take_in

    fields = {"file_name": file[-200:], "template": template, "source": source, "dry_run": dry_run}
    with application(), refusals_told():
        for line in take_in(kind=kind, file=file, fields=fields, errors=errors):
            say(line)


@click.command("undo-import")
@click.argument("import_id", type=click.UUID)
def undo_import(import_id: UUID) -> None:
    """Take away all that an import made, while nothing of it was sold."""
    from market.imports.command import undo

    with application(), refusals_told():
        say(undo(import_id))


COMMANDS = (import_file, undo_import)
