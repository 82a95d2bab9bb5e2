"""What a household is told of how it keeps its word."""

from market.catalog.rules.reliability import Reliability
from market.fields import Integer, Items, Schema, String

_MOST = 10**9


class ReliabilityOut(Schema):
    step = Integer(least=min(Reliability), most=max(Reliability), metadata={"description": "new shops: 1"})
    name = String(longest=40)
    days = Integer(least=1, most=366, metadata={"description": "of so many days back"})
    orders = Integer(least=0, most=_MOST, metadata={"description": "that were settled"})
    kept = Integer(least=0, most=_MOST, metadata={"description": "accepted in time and sent; of one buyer at most 3"})
    late = Integer(least=0, most=_MOST, metadata={"description": "sent, but accepted late"})
    cancelled = Integer(least=0, most=_MOST, metadata={"description": "by the shop"})
    lapsed = Integer(least=0, most=_MOST, metadata={"description": "nobody accepted, packed or sent them"})
    upheld = Integer(least=0, most=_MOST, metadata={"description": "complaints that somebody above the shop put right"})
    hundredths = Integer(least=0, most=100, metadata={"description": "kept of a hundred, leant on what is usual"})
    raises = Items(String(longest=200), most=10, metadata={"description": "what would raise it, in sentences"})
