"""What earlier statements have told, so that a transfer told again by another export is not booked again."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from market.payments.bank import queries
from market.payments.bank.likeness import DAYS_APART, Likeness, likeness
from market.payments.bank.models import BankTransfer
from market.payments.bank.statement_file import Line


class Earlier:
    """The transfers that the lines of one statement may tell again of, each once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        days = [line.booked_on for line in lines]
        rows = queries.booked_between(min(days) - DAYS_APART, max(days) + DAYS_APART) if days else []
        self.by_digest = {row.digest: row for row in queries.with_digests([line.digest for line in lines])}
        self.tellings: dict[UUID, list[BankTransfer]] = defaultdict(list)
        self.by_amount: dict[int, list[UUID]] = defaultdict(list)
        self.taken: set[UUID] = set()
        for row in rows:
            self.tellings[_told(row)].append(row)
            if not row.same_as_id:
                self.by_amount[row.amount_vnd].append(row.id)

    def holds(self, line: Line) -> bool:
        """Whether the line was read before, word for word; what it told of is taken then."""
        row = self.by_digest.get(line.digest)
        if row is not None:
            self.taken.add(_told(row))
        return row is not None

    def take(self, line: Line, wanted: Likeness) -> UUID | None:
        """The transfer that the line is so like, which no other line takes then."""
        for transfer_id in self.by_amount[line.amount_vnd]:
            if transfer_id not in self.taken and likeness(self.tellings[transfer_id], line) == wanted:
                self.taken.add(transfer_id)
                return transfer_id
        return None


def _told(row: BankTransfer) -> UUID:
    """The transfer that a row tells of: itself, unless it tells again of another."""
    return row.same_as_id or row.id
