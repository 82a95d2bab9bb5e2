"""The categories every installation has, as `data/categories.csv` writes them."""

import csv
from importlib.resources import files

from market.errors import InvalidInput
from market.language import Sentence

_FILE = files("market.catalog.data").joinpath("categories.csv")
CATEGORIES = {row["slug"]: row for row in csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines())}
NOT_ONE = Sentence("Không có loại hàng này. Có: {names}.", en="There is no such category. There are: {names}.").format(
    names=", ".join(CATEGORIES)
)


class NoSuchCategory(InvalidInput):
    """A category that is none; `errors` lists them."""

    def __init__(self) -> None:
        super().__init__(errors={"category": [NOT_ONE]})
