"""What came in, by a bank statement: its day, its sum and what the payer wrote, the same in any encoding.

A line is money that came only where nothing says that it went, and where whatever may say so is understood.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from market import errors, tables
from market.language import Sentence
from market.payments.bank import wording
from market.payments.bank.amounts import read_amount
from market.payments.bank.likeness import digest_of, letters_of
from market.payments.bank.statement_table import Table, read_table
from market.payments.bank.wording import NotUnderstood, Way
from market.payments.charges.rules import codes_in
from market.text import nfc, without_unsafe

LONGEST_TEXT, LONGEST_MARKS, LONGEST_NUMBER = 300, 200, 60
_MOST_ERRORS = 20
_FIGURE, _WORD, _MARK = re.compile(r"\d"), re.compile(r"[^\W\d_]"), re.compile(r"\S")
_WRITTEN = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")
_OF_MONEY = ("amount", "signed", "marked", "credit", "debit")
# What may say which way the money went, and what a cell that says anything has in it.
_SAYING = {
    "amount": _FIGURE,
    "signed": _FIGURE,
    "marked": _FIGURE,
    "credit": _FIGURE,
    "direction": _MARK,
    "kind": _WORD,
}

_BAD_DATE = Sentence("Ngày không đọc được: “{cell}”.", en="The date cannot be read: “{cell}”.")
_BAD_AMOUNT = Sentence("Số tiền không đọc được: “{cell}”.", en="The amount cannot be read: “{cell}”.")
_FOREIGN = Sentence("Dòng này không phải tiền đồng: “{cell}”.", en="This line is not in đồng: “{cell}”.")
_WHICH_WAY = Sentence(
    "Không rõ tiền vào hay tiền ra: “{cell}”. Xin ghi Nợ hoặc Có ở cột Nợ/Có, hoặc dấu + hay - trước số tiền.",
    en="Whether this came in or went out is not clear: “{cell}”. Say Nợ or Có in a column Nợ/Có, or sign the amount.",
)
_BOTH_WAYS = Sentence(
    "Dòng này vừa ghi tiền vào vừa ghi tiền ra.", en="This line says both that it came and that it went."
)


@dataclass(frozen=True)
class Line:
    """Money that came in: when, how much (đồng), and what the payer wrote.

    `digest` is the same in another file; `number` is the bank's own reference, `layout` the columns that there were,
    `marks` the cells that said which way the money went.
    """

    line_no: int
    booked_on: date
    amount_vnd: int
    text: str
    digest: str
    number: str
    layout: str
    marks: str


def read_statement(content: bytes, *, now: datetime) -> list[Line]:
    """The credits of a statement; debits are left out. Raises InvalidInput naming each broken line."""
    table = read_table(content, now=now)
    reader = _Reader(table)
    lines: list[Line] = []
    broken: dict[str, list[Sentence]] = {}
    for line_no, row in table.rows:
        try:
            line = reader.line(line_no, row)
        except _Broken as reason:
            broken[str(line_no)] = [reason.sentence]
            continue
        if line is not None:
            lines.append(line)
    if broken:
        raise errors.InvalidInput(errors={"lines": dict(list(broken.items())[:_MOST_ERRORS])})
    return lines


def says_out(marks: str) -> bool:
    """Whether what a line said of its way, as it was kept, says that the money went out."""
    return any(_way_kept(mark) == Way.OUT for mark in marks.split("\n"))


class _Broken(Exception):
    def __init__(self, sentence: Sentence, cell: str = "") -> None:
        self.sentence = sentence.format(cell=without_unsafe(cell)[:60])


class _Reader:
    """Reads the lines of one table; what stood above a line may say which way it went."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.seen: Counter[tuple[Any, ...]] = Counter()
        self.above = Way.SILENT
        amounts = [row[place] for _, row in table.rows for place in self._places("amount") if place < len(row)]
        # Where outgoing sums have a minus, those without one came in.
        self.has_signs = "signed" in table.columns.values() or any(
            _FIGURE.search(cell) and _way_kept(cell) == Way.OUT for cell in amounts
        )
        filled = {place for _, row in table.rows for place, cell in enumerate(row) if cell}
        self.telling = self._places("direction") + [place for place in self._places("kind") if place in filled]
        self.unknown = [place for place in filled if place not in table.columns]

    def line(self, line_no: int, row: list[str]) -> Line | None:
        """The line if money came by it. Raises _Broken."""
        cells = tables.cells_of(row, {column: place for place, column in reversed(list(self.table.columns.items()))})
        money = [row[place] for place in self._places(*_OF_MONEY) if place < len(row) and _FIGURE.search(row[place])]
        if not money and not _WRITTEN.search(cells["day"]):
            self._hear_title(row)
            return None
        if _is_no_transaction(row, cells, money):
            return None
        day = _day(cells["day"])
        amount = self._amount_in(row, cells)
        return self._told(line_no, day, amount, cells, row) if amount else None

    def _told(self, line_no: int, day: date, amount: int, cells: dict[str, str], row: list[str]) -> Line:
        words = without_unsafe(nfc(cells["text"]))[:LONGEST_TEXT]
        number = cells.get("number", "")
        # The letters that no encoding changes, and how often the same line stood here before, tell one from another.
        same = (day, amount, letters_of(words), letters_of(number))
        self.seen[same] += 1
        return Line(
            line_no=line_no,
            booked_on=day,
            amount_vnd=amount,
            text=words.strip(),
            digest=digest_of(day, amount, words, number, self.seen[same]),
            number=letters_of(number)[:LONGEST_NUMBER],
            layout=without_unsafe(self.table.layout),
            marks="\n".join(self._marks(row))[:LONGEST_MARKS],
        )

    def _marks(self, row: list[str]) -> Iterator[str]:
        for place in self._places(*_SAYING):
            cell = without_unsafe(" ".join(row[place].split())) if place < len(row) else ""
            if _SAYING[self.table.columns[place]].search(cell):
                yield cell

    def _amount_in(self, row: list[str], cells: dict[str, str]) -> int:
        """What came in, in đồng: 0 for a debit, or nothing. Raises _Broken."""
        if not wording.is_ours(cells.get("currency", "")):
            raise _Broken(_FOREIGN, cells["currency"])
        debits = [self._read(row, place) for place in self._places("debit")]
        debit = any(amount for amount, _ in debits)
        if "credit" in cells:
            amount, way = self._read(row, *self._places("credit"))
            return self._by_columns(row, amount, way, debit)
        amount, way = self._read(row, *self._places("amount", "signed", "marked"))
        return self._by_words(row, amount, {way, Way.OUT if debit else Way.SILENT}) if amount else 0

    def _by_columns(self, row: list[str], amount: int, way: Way, debit: bool) -> int:
        """Of two columns, one for each way: what else the line says must not contradict them."""
        if not amount or way == Way.OUT:
            return 0
        if debit or Way.OUT in self._ways(row, "direction") | self._ways(row, "kind", strict=False):
            raise _Broken(_BOTH_WAYS)
        return amount

    def _by_words(self, row: list[str], amount: int, told: set[Way]) -> int:
        """Of one column: whatever else the line says, it must say the same."""
        told = (told | self._ways(row, "direction")) - {Way.SILENT}
        told |= self._ways(row, "kind", strict=not told and not self.has_signs) | {self.above}
        if Way.OUT in told and Way.IN in told:
            raise _Broken(_BOTH_WAYS)
        if told == {Way.SILENT} and not self.has_signs:
            self._require_silence(row)
        return 0 if Way.OUT in told else amount

    def _require_silence(self, row: list[str]) -> None:
        """Nothing says which way it went: then nothing may be there that should, or that seems to say that it left."""
        if self.telling or "marked" in self.table.columns.values():
            places = [*self.telling, *self._places("marked")]
            raise _Broken(_WHICH_WAY, next((row[place] for place in places if place < len(row)), ""))
        for place in self.unknown:
            if place < len(row) and _way_kept(row[place]) == Way.OUT:
                raise _Broken(_WHICH_WAY, row[place])

    def _ways(self, row: list[str], column: str, *, strict: bool = True) -> set[Way]:
        """What the cells of such columns say; what is not understood is refused, or says nothing."""
        ways = set()
        for place in self.telling:
            cell = row[place] if place < len(row) else ""
            if self.table.columns[place] != column:
                continue
            try:
                is_mute = column == "kind" and not _WORD.search(cell)  # a dash for nothing
                ways.add(Way.SILENT if is_mute else wording.way_of(cell, garbled=self.table.garbled))
            except NotUnderstood:
                if strict:
                    raise _Broken(_WHICH_WAY, cell) from None
        return ways

    def _read(self, row: list[str], *places: int) -> tuple[int, Way]:
        cell = next((row[place] for place in places if place < len(row)), "")
        try:
            found = read_amount(cell)
        except NotUnderstood:
            raise _Broken(_WHICH_WAY, cell) from None
        if found is None:
            raise _Broken(_BAD_AMOUNT, cell)
        return found

    def _hear_title(self, row: list[str]) -> None:
        """A line of its own that says which way the lines below it went: "II. Các khoản chi"."""
        filled = [re.sub(r"^\W*([IVX]+|\d+|[A-Z])\s*[.)-]\s*", "", cell) for cell in row if cell]
        way = _way_kept(filled[0]) if len(filled) == 1 else None
        if way in (Way.IN, Way.OUT):
            self.above = way

    def _places(self, *columns: str) -> list[int]:
        return [place for place, column in self.table.columns.items() if column in columns]


def _is_no_transaction(row: list[str], cells: dict[str, str], money: list[str]) -> bool:
    """Totals, balances carried over, the numbers of columns, a place and a day to sign at."""
    if _WRITTEN.search(cells["day"]) and not wording.is_sum(cells["day"]):
        return wording.is_balance(cells["text"]) and not codes_in(cells["text"])
    is_signature = not cells["text"] and not any(map(_is_amount, money))
    return is_signature or any(map(wording.is_sum, row)) or all(re.fullmatch(r"\W*\d{0,2}\W*", cell) for cell in row)


def _is_amount(cell: str) -> bool:
    try:
        return read_amount(cell) is not None
    except NotUnderstood:
        return False


def _way_kept(mark: str) -> Way | None:
    """What a cell says of the way, whether it is a sum or a word; None where that is not understood."""
    try:
        found = read_amount(mark) if _FIGURE.search(mark) else None
        return found[1] if found else wording.way_of(mark)
    except NotUnderstood:
        return None


_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%y")


def _day(cell: str) -> date:
    written = _WRITTEN.search(cell)
    for form in _DAYS if written else ():
        try:
            return datetime.strptime(written.group(), form).date()  # type: ignore[union-attr]  # noqa: DTZ007
        except ValueError:
            continue
    raise _Broken(_BAD_DATE, cell)
