"""What the library `holidays` knows of Viet Nam, as `market/complaints/data/days.csv`. `make days` writes it anew."""

from collections.abc import Iterator
from datetime import date

from holidays.countries.vietnam import Vietnam

YEARS = range(2025, 2041)
_HEAD = "day,works,vi,en\n"


def written() -> str:
    """The file: weekdays off, with their names in both languages, and days of a weekend that are worked."""
    return _HEAD + "".join(f"{line}\n" for _, line in sorted([*_days_off(), *_days_worked()]))


def _days_off() -> Iterator[tuple[date, str]]:
    vietnamese, english = (Vietnam(years=YEARS, language=language) for language in ("vi", "en_US"))
    for day, name in vietnamese.items():
        if day.weekday() < 5:
            yield day, f"{day},0,{name},{english[day]}".replace('"', "")


def _days_worked() -> Iterator[tuple[date, str]]:
    for day in Vietnam(years=YEARS).weekend_workdays:
        if day.year in YEARS:
            yield day, f"{day},1,Ngày làm bù,Working day in place of another"


if __name__ == "__main__":
    print(written(), end="")  # noqa: T201
