"""A scan as the form of a page sends it: with the moment only from a phone that kept it until it had a signal again."""

from market import clock
from market.delivery.schemas.scans import OfficeCode, ScanIn
from market.fields import Instant


class PressedScan(ScanIn):
    scanned_at = Instant(load_default=lambda: clock.now())
    post_office_code = OfficeCode(load_default="")  # the address says it
