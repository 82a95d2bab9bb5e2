"""The guide to the API."""

from tests.browser.page import Page

PAGES = [
    Page("the groups of calls", "/docs"),
    Page("the calls of a group", "/docs?group=orders"),
    Page("calls that were looked for", "/docs?q=orders"),
    Page("no call that was looked for", "/docs?q=xyzzy"),
    Page("a call", "/docs/check_out"),
    Page("a call that takes a file", "/docs/add_photo"),
    Page("a call that is not there", "/docs/xyzzy", status=404),
]
