"""A complaint, its moves, and the photos sent with it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.complaints.rules.holders import Level
from market.complaints.rules.kinds import About, Kind, Side
from market.complaints.rules.outcomes import Outcome, Rating, Refusal
from market.complaints.rules.states import OPEN, UNANSWERED, State
from market.db import Dong, Model
from market.ids import new_id

_OPEN = text(f"state IN {tuple(map(str, OPEN))}")
# In words, not as parameters: so that the indexes of what waits serve a query that says it.
WAITS = text(f"state IN {tuple(map(str, UNANSWERED))}")
_OPEN_OF_ORDER = text(f"order_id IS NOT NULL AND state IN {tuple(map(str, OPEN))}")


def _known(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN {tuple(map(str, values))}"


class Complaint(Model):
    """What somebody wants put right. Its holder is never empty; instants by which something is due are stored."""

    __tablename__ = "complaints"
    __table_args__ = (
        CheckConstraint(_known("kind", Kind), name="kind_known"),
        CheckConstraint(_known("about", About), name="about_known"),
        CheckConstraint(_known("side", Side), name="side_known"),
        CheckConstraint(_known("state", State), name="state_known"),
        CheckConstraint(_known("holder", Level), name="holder_known"),
        CheckConstraint(_known("outcome", Outcome), name="outcome_known"),
        CheckConstraint(_known("rating", Rating), name="rating_known"),
        CheckConstraint(_known("refusal", Refusal), name="refusal_known"),
        CheckConstraint("holder_code <> '' OR holder = 'operators'", name="somebody_holds_it"),
        CheckConstraint("(state = 'refused') = (refusal IS NOT NULL)", name="refused_with_reason"),
        CheckConstraint("(state = 'merged') = (merged_into IS NOT NULL)", name="merged_into_another"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered_with_outcome"),
        # One is enough of what one side has to say of a kind about an order.
        Index(
            "uq_complaints_open_of_order",
            "order_id",
            "side",
            "kind",
            unique=True,
            postgresql_where=_OPEN_OF_ORDER,
            sqlite_where=_OPEN_OF_ORDER,
        ),
        Index("ix_complaints_order_id_id", "order_id", "id"),
        Index("ix_complaints_shop_id_id", "shop_id", "id"),
        Index("ix_complaints_reporter_id_id", "reporter_id", "id"),
        Index(
            "ix_complaints_holder", "holder", "holder_code", "waits_until", postgresql_where=WAITS, sqlite_where=WAITS
        ),
        Index("ix_complaints_moves_on_at", "moves_on_at", postgresql_where=WAITS, sqlite_where=WAITS),
        Index("ix_complaints_closes_at", "closes_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("ix_complaints_commune_code", "commune_code", "received_at"),
        Index("ix_complaints_received_at", "received_at"),
        Index("ix_complaints_merged_into", "merged_into"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(10))
    # Of an order, whatever of it is complained of: a parcel has one too. Numbers as they are read.
    order_id: Mapped[UUID | None]
    order_number: Mapped[str | None] = mapped_column(String(12))
    tracking_number: Mapped[str | None] = mapped_column(String(13))
    shop_id: Mapped[UUID | None]
    # Who sells there: asked first, and told.
    seller_id: Mapped[UUID | None]
    # About nothing of ours: what its reporter calls it.
    reference: Mapped[str] = mapped_column(String(80), default="")
    # The shop's; of what has none, as its reporter says.
    commune_code: Mapped[str | None] = mapped_column(String(5))
    # None: by code, whoever the order's phone belongs to.
    reporter_id: Mapped[UUID | None]
    side: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(12))
    received_at: Mapped[datetime]
    # The first answer's; it never moves. Reopened, `waits_until` is the second answer's.
    due_at: Mapped[datetime]
    waits_until: Mapped[datetime]
    holder: Mapped[str] = mapped_column(String(10))
    # The shop's id, the post office, the commune or the province; empty where the operators hold it.
    holder_code: Mapped[str] = mapped_column(String(36), default="")
    # When whoever is next has it; None where nobody is.
    moves_on_at: Mapped[datetime | None]
    taken_by_id: Mapped[UUID | None]
    # Whether its shop was ever asked: what it was not, it does not read.
    shop_asked: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[str | None] = mapped_column(String(12))
    answer: Mapped[str] = mapped_column(String(500), default="")
    # The first answer, and after it was reopened the second.
    answered_at: Mapped[datetime | None]
    answered_again_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None]
    answered_from: Mapped[str | None] = mapped_column(String(10))
    refund_id: Mapped[UUID | None]
    refund_vnd: Mapped[Dong] = mapped_column(default=0)
    # Until when its reporter may say how the answer was; and when they were reminded.
    closes_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    rating: Mapped[str | None] = mapped_column(String(12))
    rated_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    reopened_because: Mapped[str] = mapped_column(String(500), default="")
    ended_at: Mapped[datetime | None]
    merged_into: Mapped[UUID | None]
    refusal: Mapped[str | None] = mapped_column(String(20))
    # What keeps a sent-in message from being complained of twice.
    cause: Mapped[str | None] = mapped_column(String(80), unique=True)

    moves: "Mapped[list[ComplaintMove]]" = relationship(lazy="selectin", order_by="ComplaintMove.move_no")
    photos: "Mapped[list[ComplaintPhoto]]" = relationship(lazy="selectin", order_by="ComplaintPhoto.n")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_reopened(self) -> bool:
        return self.reopened_at is not None


class ComplaintMove(Model):
    """One line of its history: who did what (a role; the person only for the audit), and who held it from then on."""

    __tablename__ = "complaint_moves"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaints.id"), primary_key=True)
    move_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    origin: Mapped[str | None] = mapped_column(String(12))
    target: Mapped[str] = mapped_column(String(12))
    by: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID | None]
    holder: Mapped[str] = mapped_column(String(10))
    holder_code: Mapped[str] = mapped_column(String(36), default="")
    # For those who hold it, from one to the next; neither side reads it.
    note: Mapped[str] = mapped_column(String(500), default="")


class ComplaintPhoto(Model):
    """A picture that only those concerned see, by the digest under which it is kept."""

    __tablename__ = "complaint_photos"
    __table_args__ = (CheckConstraint("n BETWEEN 1 AND 4", name="few"),)

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaints.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
