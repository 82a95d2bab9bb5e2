"""What buyers said, its photos, who asked an office to look at it, and what it comes to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Model
from market.ids import new_id
from market.reviews.rules import MOST_PHOTOS, MOST_STARS, STARS_STAY, Reason

_UNDECIDED = text("decided_at IS NULL")


class Review(Model):
    """Of one good of one order, by its buyer: the order stands in the key, and is never told to anybody else."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(f"stars BETWEEN 1 AND {MOST_STARS}", name="stars_one_to_five"),
        CheckConstraint(f"removal IS NULL OR removal IN {tuple(map(str, Reason))}", name="removal_known"),
        CheckConstraint("(removal IS NULL) = (removed_at IS NULL)", name="removal_dated"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_dated"),
        Index("uq_reviews_id", "id", unique=True),
        Index("ix_reviews_product_id", "product_id", "id"),
        Index("ix_reviews_shop_id", "shop_id", "id"),
        Index("ix_reviews_buyer_id", "buyer_id", "id"),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    product_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(default=new_id)
    shop_id: Mapped[UUID]
    buyer_id: Mapped[UUID]
    # As they were bought: what is usual is reckoned by them.
    category_slug: Mapped[str] = mapped_column(String(40))
    commune_code: Mapped[str] = mapped_column(String(5))
    name: Mapped[str] = mapped_column(String(120))
    # Where the goods went: all that others are told of the buyer.
    from_province: Mapped[str] = mapped_column(String(2))
    stars: Mapped[int]
    words: Mapped[str] = mapped_column(String(500), default="")
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(String(500))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    removal: Mapped[str | None] = mapped_column(String(20))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[UUID | None]

    photos: "Mapped[list[ReviewPhoto]]" = relationship(
        primaryjoin="Review.id == foreign(ReviewPhoto.review_id)",
        lazy="selectin",
        order_by="ReviewPhoto.n",
        viewonly=True,
    )

    @property
    def stars_count(self) -> bool:
        """Whether what was given still counts; `COUNTED` asks the same of the database."""
        return self.removal is None or self.removal in STARS_STAY


COUNTED = Review.removal.is_(None) | Review.removal.in_(STARS_STAY)


class ReviewPhoto(Model):
    """Photo `n` of a review; its three files are named by `digest`, in a folder apart from those of goods."""

    __tablename__ = "review_photos"
    __table_args__ = (CheckConstraint(f"n BETWEEN 1 AND {MOST_PHOTOS}", name="n_possible"),)

    review_id: Mapped[UUID] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]


class ReviewReport(Model):
    """Somebody asks an office to look at a review. Undecided until it was taken down or upheld."""

    __tablename__ = "review_reports"
    __table_args__ = (
        CheckConstraint(f"reason IN {tuple(map(str, Reason))}", name="reason_known"),
        Index("ix_review_reports_undecided", "review_id", postgresql_where=_UNDECIDED, sqlite_where=_UNDECIDED),
        Index("ix_review_reports_person_id", "person_id"),
    )

    review_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(500), default="")
    reported_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class ReviewScore(Model):
    """What all voices about a good or, where `product_id` is its own shop's id, about a shop come to.

    Made anew from the reviews whenever one moves; `prior` is what was usual when it was.
    """

    __tablename__ = "review_scores"
    __table_args__ = (
        CheckConstraint("voices > 0 AND total > 0", name="somebody_spoke"),
        Index("ix_review_scores_shop_id", "shop_id"),
        Index("ix_review_scores_cell", "province_code", "category_slug"),
    )

    product_id: Mapped[UUID] = mapped_column(primary_key=True)
    shop_id: Mapped[UUID]
    province_code: Mapped[str] = mapped_column(String(2))
    # Empty for a shop, which has goods of several.
    category_slug: Mapped[str | None] = mapped_column(String(40))
    voices: Mapped[int]
    # Hundredths of a star, of each buyer the mean of what she gave.
    total: Mapped[int]
    prior: Mapped[int]
    score: Mapped[int]
    tier: Mapped[int]


class ReviewPrior(Model):
    """What is usual of a category in a province, in hundredths of a star, as it was last reckoned."""

    __tablename__ = "review_priors"

    province_code: Mapped[str] = mapped_column(String(2), primary_key=True)
    category_slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    score: Mapped[int]
    reckoned_at: Mapped[datetime]
