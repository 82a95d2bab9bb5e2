"""What comes in and goes out of what is due."""

from market.complaints.dues.rules import When
from market.complaints.rules.holders import Level
from market.complaints.schemas import ComplaintPage
from market.fields import Choice, Integer
from market.http import PageQuery


class DueQuery(PageQuery):
    when = Choice([str(when) for when in When])
    holder = Choice([str(level) for level in Level], metadata={"description": "Only what lies there now"})


class DuePage(ComplaintPage):
    late = Integer(least=0, most=10**9)
    today = Integer(least=0, most=10**9)
    later = Integer(least=0, most=10**9)
