"""The one way into the ledger. An entry balances, is posted once, and never takes what is not there."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_

from market.db import db, insert_new
from market.ids import new_id
from market.payments.ledger import checkpoints, hands, models, queries, rules
from market.payments.ledger.accounts import LOCKED_TO_TAKE, NEVER_NEGATIVE, Account, Kind

_TOO_LOW = {Kind.TILL: rules.TillTooLow, Kind.COURIER: rules.HandsTooEmpty}


def post(
    *,
    key: str,
    kind: str,
    reference: str,
    debit: rules.Amounts,
    credit: rules.Amounts,
    now: datetime,
    by_id: UUID | None = None,
    note: str = "",
    holder_id: UUID | None = None,
) -> bool:
    """Post what `key` names, in whole đồng, both sides alike; False if it was posted before (nothing happens then).

    Amounts of nothing are left out. Accounts that must not go below nothing are held and checked first: raises
    TillTooLow for a post office's cash, HandsTooEmpty for what `holder_id` of its couriers carries, NotEnough for
    the rest. Raises ValueError for an entry that does not balance.
    """
    return bool(post_all([rules.Draft(key, kind, reference, debit, credit, holder_id, note)], now=now, by_id=by_id))


def post_all(drafts: Iterable[rules.Draft], *, now: datetime, by_id: UUID | None = None) -> set[str]:
    """The same of many at once, each statement for all of them; the keys of what was posted now."""
    wanted = {draft.key: draft for draft in drafts if draft.lines}
    if not wanted:
        return set()
    lock(account for draft in wanted.values() for account, amount in draft.lines if amount * account.side < 0)
    known = queries.posted(wanted)  # asked after the locks: who waited for them sees what the other has posted
    fresh = [draft for key, draft in wanted.items() if key not in known]
    _require_enough(fresh)
    _insert([_entry(draft, now, by_id) for draft in fresh])
    return {draft.key for draft in fresh}


def post_new(drafts: Iterable[rules.Draft], *, now: datetime) -> None:
    """Post entries on what this very transaction makes: nobody can have posted them, so nothing is looked up.

    What costs nothing leaves no entry. Raises ValueError for one that does not balance, or that takes from an account.
    """
    entries = [_entry(draft, now) for draft in drafts if draft.lines]
    postings = [line for entry in entries for line in entry.postings]
    if any(line.amount_vnd * Account(Kind(line.kind)).side < 0 for line in postings):
        raise ValueError("what is new takes nothing from anywhere")
    _insert(entries)


def undo(key: str, *, now: datetime, by_id: UUID | None = None) -> bool:
    """Post the opposite of what was posted as `key`; the one way to take something back. Once: False after that.

    Raises NotEnough, TillTooLow, HandsTooEmpty where the money is no longer there.
    """
    entry = queries.entry_with(key)
    if entry is None:
        return False
    turned = [(Account(Kind(line.kind), line.owner), -line.amount_vnd) for line in entry.postings]
    return post(
        key=f"undo:{key}",
        kind="undo",
        reference=entry.reference,
        debit={account: amount for account, amount in turned if amount > 0},
        credit={account: -amount for account, amount in turned if amount < 0},
        now=now,
        by_id=by_id,
        note=entry.kind,
        holder_id=entry.holder_id,
    )


def can_undo(key: str) -> bool:
    """Whether the cash that `key` brought in is still where it was put. Holds it until this transaction ends."""
    entry = queries.entry_with(key)
    if entry is None:
        return False
    lines = [(Account(Kind(line.kind), line.owner), line.amount_vnd) for line in entry.postings]
    taken = [(account, amount * account.side) for account, amount in lines if amount * account.side > 0]
    lock(account for account, _ in taken)
    guarded = [(account, amount) for account, amount in taken if account.kind in NEVER_NEGATIVE]
    there = _there([(account, entry.holder_id) for account, _ in guarded])
    return all(there[account, entry.holder_id] >= amount for account, amount in guarded)


def current(key: str) -> str:
    """The key of something that may be undone and happen again: `key:0`, after its undoing `key:1`, and so on."""
    turn = 0
    while queries.is_posted(f"undo:{key}:{turn}"):
        turn += 1
    return f"{key}:{turn}"


def lock(accounts: Iterable[Account]) -> None:
    """Hold those of `accounts` that two must not empty at once until this transaction ends, in one order for all."""
    wanted = sorted(account for account in set(accounts) if account.kind in LOCKED_TO_TAKE)
    if not wanted:
        return
    checkpoints.make_rows(wanted)
    row = models.LedgerAccount
    held = select(row.kind).where(tuple_(row.kind, row.owner).in_([tuple(map(str, account)) for account in wanted]))
    db.session.execute(held.order_by(row.kind, row.owner).with_for_update())


def _insert(entries: Collection[models.LedgerEntry]) -> None:
    """A key posted meanwhile shows at once, so that the work is tried again."""
    insert_new([*entries, *(line for entry in entries for line in entry.postings)])
    for entry in entries:
        checkpoints.ask_for_checkpoints(entry)


def _entry(draft: rules.Draft, now: datetime, by_id: UUID | None = None) -> models.LedgerEntry:
    entry = models.LedgerEntry(
        id=new_id(), key=draft.key, kind=draft.kind, reference=draft.reference, at=now, by_id=by_id, note=draft.note
    )
    entry.postings = [
        models.Posting(
            entry_id=entry.id,
            line_no=line_no,
            kind=account.kind,
            owner=account.owner,
            amount_vnd=amount,
            holder_id=draft.holder_id if account.kind == Kind.COURIER else None,
        )
        for line_no, (account, amount) in enumerate(draft.lines, start=1)
    ]
    return entry


def _require_enough(drafts: Iterable[rules.Draft]) -> None:
    taken: Counter[tuple[Account, UUID | None]] = Counter()
    for draft in drafts:
        for account, amount in draft.lines:
            if account.kind in NEVER_NEGATIVE and amount * account.side < 0:
                taken[account, draft.holder_id] -= amount * account.side
    there = _there(taken)
    for taking, taken_vnd in taken.items():
        if there[taking] < taken_vnd:
            raise _TOO_LOW.get(taking[0].kind, rules.NotEnough)(there[taking], taken_vnd)


def _there(taken: Collection[tuple[Account, UUID | None]]) -> dict[tuple[Account, UUID | None], int]:
    """What there is to take: of couriers' cash only what is in the hands of a holder."""
    # Of an order a handful of entries tells all; what is busy has a checkpoint.
    of_orders = queries.balances({account for account, _ in taken if account.kind == Kind.ORDER})
    return {taking: of_orders[taking[0]] if taking[0] in of_orders else _in(*taking) for taking in taken}


def _in(account: Account, holder_id: UUID | None) -> int:
    return hands.in_hands(account, holder_id) if account.kind == Kind.COURIER else queries.balance(account)
