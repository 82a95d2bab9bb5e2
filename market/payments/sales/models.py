"""What one order is in the books: whose it is, what it is worth, and how it was shared out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.payments.rates.rules import Terms

_CONTESTED = text("contested_at IS NOT NULL")


class Sale(Model):
    """One order by its number. The shares are stored when it is released, with the percents they were reckoned by."""

    __tablename__ = "sales"
    __table_args__ = (
        CheckConstraint("refunded_goods_vnd BETWEEN 0 AND goods_vnd", name="goods_refunded_once"),
        CheckConstraint("contested_vnd = 0 OR contested_at IS NOT NULL", name="contested_meanwhile"),
        CheckConstraint("refunded_shipping_vnd BETWEEN 0 AND shipping_vnd", name="shipping_refunded_once"),
        Index("ix_sales_shop_id", "shop_id", "released_at"),
        Index("ix_sales_seller_id", "seller_id", "released_at"),
        Index("ix_sales_contested", "shop_id", postgresql_where=_CONTESTED, sqlite_where=_CONTESTED),
    )

    reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    shop_id: Mapped[UUID]
    seller_id: Mapped[UUID]
    buyer_id: Mapped[UUID]
    channel: Mapped[str] = mapped_column(String(20))
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    # How often it was placed: an order paid too late may be revived.
    placements: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    # What the buyer had not paid when it was closed, and need not pay any more.
    unpaid_vnd: Mapped[Dong] = mapped_column(default=0)
    released_at: Mapped[datetime | None] = mapped_column(index=True)
    # The goods' value that was shared out: all but what had been refunded before.
    released_goods_vnd: Mapped[Dong] = mapped_column(default=0)
    commission_percent: Mapped[str] = mapped_column(String(20), default="0")
    vat_percent: Mapped[str] = mapped_column(String(20), default="0")
    income_tax_percent: Mapped[str] = mapped_column(String(20), default="0")
    commission_vnd: Mapped[Dong] = mapped_column(default=0)
    vat_vnd: Mapped[Dong] = mapped_column(default=0)
    income_tax_vnd: Mapped[Dong] = mapped_column(default=0)
    refunded_goods_vnd: Mapped[Dong] = mapped_column(default=0)
    refunded_shipping_vnd: Mapped[Dong] = mapped_column(default=0)
    # Somebody complains of the order: nothing more of it is shared out, and what of its share still lies in the shop's
    # balance (`contested_vnd`) is not taken out meanwhile.
    contested_at: Mapped[datetime | None]
    contested_vnd: Mapped[Dong] = mapped_column(default=0)
    # Since when it would have been shared out but for that.
    withheld_at: Mapped[datetime | None]

    @property
    def total_vnd(self) -> int:
        return self.goods_vnd + self.shipping_vnd

    @property
    def goods_left_vnd(self) -> int:
        return self.goods_vnd - self.refunded_goods_vnd

    @property
    def shipping_left_vnd(self) -> int:
        return self.shipping_vnd - self.refunded_shipping_vnd

    @property
    def terms(self) -> Terms:
        return Terms(self.commission_percent, self.vat_percent, self.income_tax_percent)


class SaleRefund(Model):
    """One refund and what it took back from each share, stored so that nobody reckons it again."""

    __tablename__ = "sale_refunds"
    __table_args__ = (Index("ix_sale_refunds_shop_id", "shop_id", "at"),)

    reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    shop_id: Mapped[UUID]
    seller_id: Mapped[UUID]
    at: Mapped[datetime]
    # False: the money had not been shared out yet, so no share was taken back.
    after_release: Mapped[bool]
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    commission_vnd: Mapped[Dong] = mapped_column(default=0)
    vat_vnd: Mapped[Dong] = mapped_column(default=0)
    income_tax_vnd: Mapped[Dong] = mapped_column(default=0)
