"""What comes in and goes out of working days."""

from market.complaints.calendar.rules import LONGEST_REASON, Source
from market.fields import Boolean, Choice, Day, Items, Nested, Schema, String


class WorkingDayIn(Schema):
    works = Boolean(required=True)
    reason = String(longest=LONGEST_REASON, required=True)

    class Meta(Schema.Meta):
        example = {"works": False, "reason": "Bão số 3: các cơ quan trong tỉnh nghỉ làm việc"}


class WorkingDayOut(Schema):
    day = Day()
    works = Boolean()
    source = Choice([*Source], metadata={"description": "Who says so: the calendar, or an officer above it"})
    reason = String(longest=LONGEST_REASON)


class WorkingDaysQuery(Schema):
    start = Day(data_key="from")
    end = Day(data_key="to")


class WorkingDaysOut(Schema):
    days = Items(Nested(WorkingDayOut), most=800)
