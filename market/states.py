"""States are a literal table: from, to, who may. One class checks a move and names both states when it refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from market.errors import NotAllowed, WrongState
from market.language import Sentence


@dataclass(frozen=True)
class Move:
    """One allowed change of state and the roles that may make it."""

    origin: StrEnum
    target: StrEnum
    by: frozenset[str]


class StateTable:
    def __init__(self, initial: Iterable[StrEnum], moves: Iterable[Move], names: Mapping[StrEnum, Sentence]) -> None:
        self.initial = tuple(initial)
        self.moves = {(move.origin, move.target): move for move in moves}
        self.names = names

    def check(self, current: StrEnum, wanted: StrEnum, *, role: str) -> None:
        """Raise WrongState if no line leads from `current` to `wanted`, NotAllowed if it is not for `role`."""
        move = self.moves.get((current, wanted))
        if move is None:
            raise self.refusal(current, wanted)
        if role not in move.by:
            raise NotAllowed

    def refusal(self, current: StrEnum, wanted: StrEnum) -> WrongState:
        return WrongState(
            current=self.names[current],
            wanted=self.names[wanted],
            members={"state": str(current), "wanted": str(wanted)},
        )

    def unreachable(self) -> set[StrEnum]:
        """States that no chain of moves reaches: a mistake in the table."""
        reached = set(self.initial)
        while new := {t for o, t in self.moves if o in reached} - reached:
            reached |= new
        return set(self.names) - reached
