"""The rules, as anybody reads them."""

from tests.browser.page import Page

PAGES = [
    Page("how goods are ranked", "/ranking"),
    Page("the terms", "/terms"),
    Page("what is kept of whom", "/privacy"),
]
