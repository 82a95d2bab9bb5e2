"""What a planner asks an index about its words."""

from typing import Protocol


class Vocabulary(Protocol):
    """The folded syllables that stand in names, kinds and places of the index."""

    def __contains__(self, key: object) -> bool: ...

    def starting(self, prefix: str) -> list[str]:
        """Its words that begin with `prefix`, the most common first."""

    def common(self, key: str) -> int:
        """How many places hold `key`."""

    def holds(self, field: str, token: str) -> bool:
        """Whether some document holds `token` in `field`."""
