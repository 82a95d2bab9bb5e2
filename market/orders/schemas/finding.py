"""What an operator asks of orders."""

from market.accounts.schemas import LookUpQuery
from market.fields import PastDay, String


class OrderLookUp(LookUpQuery):
    q = String(
        shortest=3,
        longest=120,
        required=True,
        metadata={"description": "an order's or parcel's number, a phone, or words of the recipient's or shop's name"},
    )
    since = PastDay(metadata={"description": "for words: the first day, in Vietnam; 90 days back unless said"})
