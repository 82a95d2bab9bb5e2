"""Identity: an existing person is changed by nobody without a code that her present phone received."""

import re

import pytest

from market.accounts import identity, queries
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import transaction
from tests.support.sources import ROOT, sources
from tests.support.village import (
    CHI_LANG_OFFICE,
    DONG_DINH,
    a_buyer,
    a_clerk,
    a_household,
    a_person,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    calling,
)


def adopted(person: Person) -> bool:
    return transaction(lambda: identity.may_be_adopted(queries.people({person.id})[person.id]))


def test_who_never_signed_in_and_has_no_duty_may_be_corrected(app) -> None:
    household = a_household()
    a_shop(household)
    assert adopted(household)


@pytest.mark.parametrize("make", [a_team_member, a_clerk, an_officer, an_operator])
def test_a_duty_protects_who_never_signed_in(app, make) -> None:
    person = make()
    assert not adopted(person)


def test_one_sign_in_protects_for_good(app) -> None:
    buyer = a_buyer()
    caller = calling(buyer)
    assert not adopted(buyer)
    assert caller.delete("/tokens/current").status_code == 204
    assert not adopted(buyer)


def test_a_duty_held_beside_a_shop_protects(app) -> None:
    person = a_person("Lý Thị Hoa", (RoleName.COURIER, CHI_LANG_OFFICE), (RoleName.TEAM_MEMBER, DONG_DINH))
    a_shop(person)
    assert not adopted(person)


def test_a_persons_phone_is_written_in_one_place() -> None:
    """A law: whoever moves somebody to another phone asks `identity`."""
    writes = re.compile(r"\b(?:person|owner|holder|found|known|me|by)\.phone\s*=[^=]|update\([a-z.]*Person\).*phone=")
    files = {str(file.relative_to(ROOT)) for file in sources() if writes.search(file.read_text(encoding="utf-8"))}
    assert files == {"market/accounts/identity.py"}
