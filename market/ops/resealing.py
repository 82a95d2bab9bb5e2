"""After a new SECRET_KEY: what is sealed for long is sealed anew, so that the former key can be let go."""

from typing import Any

from flask import current_app
from sqlalchemy import select, update

from market.accounts.addresses.models import Address
from market.accounts.addresses.rules import PURPOSE as ADDRESS
from market.db import db, transaction
from market.encryption import resealed
from market.payments.charges.models import Charge
from market.payments.charges.rules import SECRET_PURPOSE
from market.payments.identities.models import Identity
from market.payments.identities.queries import IDENTITY
from market.payments.payouts.models import Payout, PayoutAccount
from market.payments.payouts.queries import PURPOSE
from market.payments.refunds.models import Refund
from market.subscriptions import rules as subscriptions
from market.subscriptions.models import Subscription

# Every sealed column and what it is sealed for; kept answers are not among them, they are gone within a week.
SEALED: tuple[tuple[Any, str], ...] = (
    (Identity.sealed_number, IDENTITY),
    (PayoutAccount.sealed, PURPOSE),
    (Payout.sealed_account, PURPOSE),
    (Refund.sealed_account, PURPOSE),
    (Charge.sealed_secret, SECRET_PURPOSE),
    (Subscription.secret, subscriptions.SECRET),
    (Subscription.former_secret, subscriptions.SECRET),
    (Address.sealed, ADDRESS),
)
_AT_A_TIME = 200


def reseal() -> int:
    """Seal anew what a former key has sealed, some rows a transaction; how many. Again changes nothing."""
    return sum(_reseal(column, purpose) for column, purpose in SEALED)


def _reseal(column: Any, purpose: str) -> int:
    (key,) = column.class_.__table__.primary_key
    done, after = 0, None
    while rows := transaction(lambda after=after: _some(column, key, after)):  # type: ignore[misc]
        done += transaction(lambda rows=rows: sum(_renew(column, key, row, purpose) for row in rows))  # type: ignore[misc]
        after = rows[-1][0]
    return done


def _some(column: Any, key: Any, after: Any) -> list[Any]:
    wanted = select(key, column).where(column.is_not(None)).order_by(key).limit(_AT_A_TIME)
    return list(db.session.execute(wanted.where(key > after) if after is not None else wanted))


def _renew(column: Any, key: Any, row: Any, purpose: str) -> int:
    """One row, unless somebody has filed something else meanwhile; 1 if it was sealed anew."""
    fresh = resealed(row[1], purpose=purpose, secret=current_app.config["MARKET"].secret_key)
    if fresh is None:
        return 0
    mine = update(column.class_).where(key == row[0], column == row[1]).values({column.key: fresh})
    found = db.session.scalar(mine.returning(key).execution_options(synchronize_session=False))
    return int(found is not None)
