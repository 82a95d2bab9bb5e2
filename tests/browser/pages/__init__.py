"""The table of all pages, which every figure is measured on: each module beside this one brings its PAGES."""

from importlib import import_module
from pkgutil import iter_modules

from tests.browser.page import Page

PAGES: list[Page] = [
    page for module in iter_modules(__path__) for page in import_module(f"{__name__}.{module.name}").PAGES
]
# Each page, and each way in which it is refused.
SEEN = {
    page.name if wrong is None else f"{page.name}, {wrong}": (page, wrong)
    for page in PAGES
    for wrong in (None, *page.wrong)
}
