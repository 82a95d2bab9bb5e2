"""What may be told, by name: `data/event_types.csv` is the one table that the service, its documents and tests read.

A name without a suffix is its first version. What its data say may grow; should a field go or change its meaning, the
new shape is another name (`order.placed.v2`), and both are told for a time.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from importlib.resources import files

from market.language import Sentence

_FILE = files("market.subscriptions.data").joinpath("event_types.csv")
TEST = "webhook.test"


@dataclass(frozen=True)
class EventType:
    """`reach`: told to subscriptions of the shop alone, or of its place too; a test to whoever asked for it."""

    type: str
    reach: str
    meaning: Sentence
    data: str

    @property
    def group(self) -> str:
        return self.type.partition(".")[0]


EVENT_TYPES = {
    row["type"]: EventType(row["type"], row["reach"], Sentence(row["vi"], en=row["en"]), row["data"])
    for row in csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines())
}
SUBSCRIBED = [kind.type for kind in EVENT_TYPES.values() if kind.type != TEST]
GROUPS = sorted({f"{EVENT_TYPES[name].group}.*" for name in SUBSCRIBED})


def is_wanted(type: str, wanted: Collection[str]) -> bool:
    """Whether whoever wants `wanted`, names or whole groups (`order.*`), is told of `type`."""
    return type in wanted or f"{EVENT_TYPES[type].group}.*" in wanted
