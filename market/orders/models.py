"""A checkout and its orders. Prices, names and addresses are copied in when the order is placed."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market import clock
from market.catalog.rules.sources import Source
from market.db import Dong, Model
from market.ids import new_id
from market.orders.due import remind_at
from market.orders.rules import GATHERING, UNSENT, OrderState, PaymentStatus, next_timer
from market.places.queries import place_of

_OF_FAIR = text("fair_slug IS NOT NULL")


class Checkout(Model):
    """One purchase, of one or several shops. Amounts in đồng."""

    __tablename__ = "checkouts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    buyer_id: Mapped[UUID] = mapped_column(index=True)
    payment_method: Mapped[str] = mapped_column(String(20))
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    total_vnd: Mapped[Dong]
    created_at: Mapped[datetime]

    orders: "Mapped[list[Order]]" = relationship(
        primaryjoin="Checkout.id == foreign(Order.checkout_id)", lazy="selectin", order_by="Order.id"
    )


class Order(Model):
    """What one shop sends to one buyer in one parcel."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("total_vnd = goods_vnd + shipping_vnd", name="total_adds_up"),
        CheckConstraint(f"via IN {tuple(map(str, Source))}", name="via_known"),
        CheckConstraint(f"payment_status IN {tuple(map(str, PaymentStatus))}", name="payment_status_known"),
        Index("ix_orders_buyer_id_id", "buyer_id", "id"),
        Index("ix_orders_shop_id_id", "shop_id", "id"),
        Index("ix_orders_seller_id_id", "seller_id", "id"),
        Index("ix_orders_changed_at", "changed_at"),
        Index("ix_orders_timer_at", "timer_at"),
        Index("ix_orders_recipient_phone", "recipient_phone"),
        Index("ix_orders_village_key_placed_at", "village_key", "placed_at"),
        Index("ix_orders_from_commune_placed_at", "from_commune", "placed_at"),
        Index(
            "ix_orders_held",
            "shop_id",
            postgresql_where=text("held_since IS NOT NULL"),
            sqlite_where=text("held_since IS NOT NULL"),
        ),
        Index("ix_orders_fair_slug", "fair_slug", "id", postgresql_where=_OF_FAIR, sqlite_where=_OF_FAIR),
        Index(
            "ix_orders_collect_office",
            "collect_office",
            "id",
            postgresql_where=text("collect_office IS NOT NULL"),
            sqlite_where=text("collect_office IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    checkout_id: Mapped[UUID] = mapped_column(index=True)
    buyer_id: Mapped[UUID]
    shop_id: Mapped[UUID]
    shop_name: Mapped[str] = mapped_column(String(120))
    seller_id: Mapped[UUID]
    from_commune: Mapped[str] = mapped_column(String(5))
    village_key: Mapped[str] = mapped_column(String(90))
    state: Mapped[str] = mapped_column(String(20))
    state_since: Mapped[datetime]
    # The next reminder or automatic move, and which step of the state's timer it is.
    timer_at: Mapped[datetime | None]
    timer_step: Mapped[int] = mapped_column(default=0)
    # Its shop or a good of it is suspended, and no operator has decided yet what becomes of it.
    held_since: Mapped[datetime | None]
    # Somebody complains of it, and has not had the last word yet: it is not completed meanwhile.
    complained_since: Mapped[datetime | None]
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    total_vnd: Mapped[Dong]
    weight_g: Mapped[int]
    is_fresh: Mapped[bool]
    # The most days in the post that the buyer was told when ordering.
    promised_days: Mapped[int]
    # Of its most delicate good; None where nothing in it spoils.
    shelf_life_days: Mapped[int | None]
    fragile: Mapped[bool] = mapped_column(default=False)
    service: Mapped[str] = mapped_column(String(10), default="standard")
    harvested_on: Mapped[date | None]
    # Where its buyer fetches it, as it was told when ordering; all empty where it goes by post.
    collect_at: Mapped[UUID | None]
    collect_kind: Mapped[str | None] = mapped_column(String(12))
    collect_place: Mapped[str | None] = mapped_column(String(420))
    collect_office: Mapped[str | None] = mapped_column(String(10))
    # The day of sending: its fair's, as it was told when ordering, or a later one that its buyer has agreed to.
    ship_on: Mapped[date | None]
    # Ordered at a fair (its slug), and until when (UTC) its orders are gathered: no household does anything meanwhile.
    fair_slug: Mapped[str | None] = mapped_column(String(60))
    gathers_until: Mapped[datetime | None]
    payment_method: Mapped[str] = mapped_column(String(20))
    payment_status: Mapped[str] = mapped_column(String(20))
    recipient_name: Mapped[str] = mapped_column(String(120))
    recipient_phone: Mapped[str] = mapped_column(String(16))
    to_commune: Mapped[str] = mapped_column(ForeignKey("communes.code"))
    address_line: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(500), default="")
    # By which link its buyer came (a `Source`); None who found the way alone.
    via: Mapped[str | None] = mapped_column(String(10))
    tracking_number: Mapped[str | None] = mapped_column(String(13))
    parcel_state: Mapped[str | None] = mapped_column(String(20))
    placed_at: Mapped[datetime]
    # By the clock on the wall, whatever time an action was told: programs ask what is new since they last looked.
    changed_at: Mapped[datetime] = mapped_column(default=lambda: clock.now(), onupdate=lambda: clock.now())
    return_received_at: Mapped[datetime | None]

    lines: "Mapped[list[OrderLine]]" = relationship(lazy="selectin", order_by="OrderLine.line_no")
    history: "Mapped[list[OrderMove]]" = relationship(lazy="selectin", order_by="OrderMove.move_no")

    def wind(self, step: int) -> None:
        """Set its timer to step number `step` (from 0) of the state it is in, or of its being held."""
        state, is_held = OrderState(self.state), self.held_since is not None
        since = self.held_since or self.waits_since
        self.timer_step = step
        if self.complained_since is not None and state == OrderState.DELIVERED:
            self.timer_at = None
            return
        if self.gathers and state == OrderState.PLACED and not is_held:
            self.timer_at = None  # nobody has anything to do until its fair closes
            return
        self.timer_at = next_timer(
            state, since, step, is_fresh=self.is_fresh, is_held=is_held, is_collected=self.is_collected
        )
        if self.timer_at is not None and state == OrderState.AWAITING_PAYMENT and not is_held:
            self.timer_at = remind_at(self.timer_at, since, self.gathers_until)

    @property
    def gathers(self) -> bool:
        """Its fair has not taken it on yet, nor called it off."""
        return self.fair_slug is not None and self.state in GATHERING

    @property
    def is_collected(self) -> bool:
        """Its buyer fetches it: there is no parcel."""
        return self.collect_at is not None

    @property
    def goods(self) -> str:
        """What is in it, as people say it: `2 x Na Chi Lăng, 1 x Trà`."""
        return ", ".join(f"{line.quantity} x {line.name}" for line in self.lines)

    @property
    def destination(self) -> dict[str, Any]:
        """The commune it goes to, with its province."""
        return place_of(self.to_commune)

    @property
    def address(self) -> str:
        """Where it goes, as it is written on an envelope; of somebody who was forgotten the commune only."""
        place = self.destination
        return ", ".join(filter(None, (self.address_line, place["name"], place["province"]["name"])))

    @property
    def waits_since(self) -> datetime:
        """From when its timers count: a day of sending, its fair's or one agreed on, begins them anew."""
        if self.ship_on is None or self.state not in UNSENT:
            return self.state_since
        return max(self.state_since, clock.begin_of(self.ship_on))

    @property
    def use_by(self) -> date | None:
        """The last day on which its most delicate good is good, where the harvest is known."""
        if self.harvested_on is None or self.shelf_life_days is None:
            return None
        return self.harvested_on + timedelta(days=self.shelf_life_days)

    @property
    def asks(self) -> list[str]:
        """What packing should be told beside: the day of harvest of what does not keep."""
        return ["harvested_on"] if self.is_fresh and self.state == "accepted" else []


class OrderLine(Model):
    __tablename__ = "order_lines"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(30))
    pack: Mapped[str] = mapped_column(String(60))
    price_vnd: Mapped[Dong]
    quantity: Mapped[int]
    weight_g: Mapped[int]
    # As the goods were when they were bought: figures of the past do not move when goods are sorted anew.
    category_slug: Mapped[str] = mapped_column(String(40))
    stars: Mapped[int | None]

    @property
    def total_vnd(self) -> int:
        return self.price_vnd * self.quantity


class OrderMove(Model):
    """One line of an order's history: who moved it (a role; the person only for the audit), when, from, to."""

    __tablename__ = "order_moves"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    move_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    origin: Mapped[str | None] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(String(500), default="")
