"""People, as an operator adds them by hand."""

import click

from market import clock, errors
from market.accounts.rules import RoleName, mobile_number
from market.cli.opening import application, committed


@click.command()
@click.argument("phone")
def token(phone: str) -> None:
    """Print a bearer token for the person with PHONE."""
    with application():
        click.echo(committed(lambda: _token(phone)))


@click.command()
@click.argument("phone")
@click.option("--name", default="", help="The person's name.")
@click.option("--role", type=click.Choice([str(role) for role in RoleName]), help="A role to add.")
@click.option("--place", default="", help="Where: a commune, province, post office or village code, or a shop id.")
def person(phone: str, name: str, role: str | None, place: str) -> None:
    """Add the person with PHONE, or a role for them."""
    with application():
        click.echo(committed(lambda: _person(phone, name, role, place)))


def _token(phone: str) -> str:
    from market.accounts import actions as accounts
    from market.accounts import queries as people

    found = people.person_with_phone(_mobile(phone))
    if found is None:
        raise click.ClickException("Nobody has this phone. Add them: market person PHONE --name NAME")
    return accounts.issue_token(person=found, now=clock.now())[0]


def _person(phone: str, name: str, role: str | None, place: str) -> str:
    from market.accounts import actions as accounts

    now = clock.now()
    found = accounts.register(phone=_mobile(phone), name=name, now=now)
    if name:
        found.name = name
    if role:
        try:
            accounts.grant(person=found, role=RoleName(role), place=place, now=now)
        except errors.InvalidInput as problem:
            raise click.ClickException(f"--place {place or '(none)'} does not fit --role {role}.") from problem
        except errors.Problem as problem:
            raise click.ClickException(str(problem.detail)) from problem
    held = ", ".join(f"{r.role} {r.place_code}".strip() for r in found.roles)
    return f"{found.id} {found.name}: {held}"


def _mobile(phone: str) -> str:
    number = mobile_number(phone)
    if number is None:
        raise click.ClickException(f"{phone} is not a Vietnamese mobile number, such as 0912345678.")
    return number


COMMANDS = (token, person)
