"""State machines as a literal table: from, to, who may. One class checks a move; a refusal names both states."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from market.errors import NotAllowed, WrongState
from market.language import Sentence


@dataclass(frozen=True)
class Move:
    """One allowed change of state, and the roles that may make it in the order in which they are tried."""

    origin: StrEnum
    target: StrEnum
    by: tuple[str, ...]


class StateTable:
    def __init__(self, initial: Iterable[StrEnum], moves: Iterable[Move], names: Mapping[Any, Sentence]) -> None:
        self.initial = tuple(initial)
        self.moves = {(move.origin, move.target): move for move in moves}
        self.names = names

    def role_for(self, current: StrEnum, wanted: StrEnum, *, roles: Collection[str]) -> str:
        """In which of `roles` the move is made.

        Raises NotAllowed if none of `roles` ever makes a move to `wanted`, WrongState if no line
        leads there from `current` for them.
        """
        if not any(role in move.by for move in self.moves.values() if move.target == wanted for role in roles):
            raise NotAllowed
        move = self.moves.get((current, wanted))
        role = next((role for role in move.by if role in roles), None) if move else None
        if role is None:
            raise self.refusal(current, wanted)
        return role

    def may(self, current: StrEnum, wanted: StrEnum, role: str) -> bool:
        """Whether `role` makes this move."""
        move = self.moves.get((current, wanted))
        return move is not None and role in move.by

    def origins(self, wanted: StrEnum, role: str) -> list[StrEnum]:
        """The states that `role` leads to `wanted`: for an update that guards itself."""
        return [origin for (origin, target), move in self.moves.items() if target == wanted and role in move.by]

    def refusal(self, current: StrEnum, wanted: StrEnum) -> WrongState:
        return refusal(self.names, current, wanted)

    def unreachable(self) -> set[StrEnum]:
        """States that no chain of moves reaches: a mistake in the table."""
        reached = set(self.initial)
        while new := {target for origin, target in self.moves if origin in reached} - reached:
            reached |= new
        return set(self.names) - reached


def refusal(names: Mapping[Any, Sentence], current: StrEnum, wanted: StrEnum) -> WrongState:
    """Names both states; for those that no table leads to, as where a parcel stands."""
    members = {"state": str(current), "wanted": str(wanted)}
    return WrongState(current=names[current], wanted=names[wanted], members=members)
