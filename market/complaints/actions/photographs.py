"""A photo is sent with a complaint, up to four, while it is open."""

from datetime import datetime

from market import errors
from market.complaints import queries
from market.complaints.models import Complaint, ComplaintPhoto
from market.complaints.rules.refusals import ComplaintOver
from market.db import db


def require_open(complaint: Complaint) -> None:
    """Raises ComplaintOver."""
    if not complaint.is_open:
        raise ComplaintOver


def record(*, complaint_number: str, n: int, digest: str, now: datetime) -> None:
    """Photo `n` of the complaint, in the place of what was there. Raises ComplaintOver."""
    complaint = errors.found(queries.locked_complaint(complaint_number))
    require_open(complaint)
    known = next((photo for photo in complaint.photos if photo.n == n), None)
    if known is None:
        complaint.photos.append(ComplaintPhoto(n=n, digest=digest, at=now))
    else:
        known.digest, known.at = digest, now
    db.session.flush()
