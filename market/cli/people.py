"""People, as an operator adds them by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from market import clock, errors
from market.accounts.rules import RoleName, mobile_number
from market.cli.opening import application, committed, refusals_told

if TYPE_CHECKING:
    from market.accounts.models import Person


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
@click.option("--take-away", is_flag=True, help="Take the role away instead.")
@click.option("--sign-out", is_flag=True, help="End all sessions, as for a lost phone.")
def person(phone: str, name: str, role: str | None, place: str, take_away: bool, sign_out: bool) -> None:
    """Add the person with PHONE, or a role for them; or take a role away, or sign them out. They are told by SMS."""
    if take_away and not role:
        raise click.UsageError("--take-away needs --role.")
    with application(), refusals_told():
        duty = (RoleName(role), place) if role else None
        if take_away or sign_out:
            click.echo(committed(lambda: _changed(phone, duty if take_away else None, sign_out)))
        else:
            click.echo(committed(lambda: _person(phone, name, duty)))


def _token(phone: str) -> str:
    from market.accounts import actions as accounts
    from market.accounts import queries as people

    found = people.person_with_phone(_mobile(phone))
    if found is None:
        raise click.ClickException("Nobody has this phone. Add them: market person PHONE --name NAME")
    return accounts.issue_token(person=found, now=clock.now())[0]


def _person(phone: str, name: str, duty: tuple[RoleName, str] | None) -> str:
    from market.accounts import actions as accounts
    from market.accounts.role_grants import actions as duties

    now = clock.now()
    found = accounts.register(phone=_mobile(phone), name=name, now=now)
    if name:
        found.name = name
    if duty is not None:
        _check_place(*duty)
        if not duties.holds(found, *duty):
            duties.give(person=found, role=duty[0], place=duty[1], now=now)
    return _shown(found)


def _changed(phone: str, duty: tuple[RoleName, str] | None, sign_out: bool) -> str:
    from market import events
    from market.accounts import queries as people
    from market.accounts import sessions
    from market.accounts.people.rules import SessionsEnded
    from market.accounts.role_grants import actions as duties

    now, found = clock.now(), people.person_with_phone(_mobile(phone))
    if found is None:
        raise click.ClickException("Nobody has this phone.")
    if duty is not None:
        if not duties.holds(found, *duty):
            raise click.ClickException(f"This person does not hold --role {duty[0]} --place {duty[1] or '(none)'}.")
        duties.take(person=found, role=duty[0], place=duty[1], now=now)
    if sign_out:
        sessions.end_all(person_id=found.id, now=now)
        events.publish(SessionsEnded(at=now, person_id=found.id))
    return _shown(found)


def _check_place(role: RoleName, place: str) -> None:
    """By name: a role at a place that nobody has would never be of use."""
    from market.accounts.role_grants import places

    try:
        places.require_place(role, place, now=clock.now())
    except errors.InvalidInput as problem:
        (why,) = problem.errors["place"]
        raise click.ClickException(f"--place {place or '(none)'} does not fit --role {role}. {why.en}") from problem


def _shown(found: Person) -> str:
    held = ", ".join(f"{r.role} {r.place_code}".strip() for r in found.roles)
    return f"{found.id} {found.name}: {held}"


def _mobile(phone: str) -> str:
    number = mobile_number(phone)
    if number is None:
        raise click.ClickException(f"{phone} is not a Vietnamese mobile number, such as 0912345678.")
    return number


COMMANDS = (token, person)
