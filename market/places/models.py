"""Places as the Statistics Office codes them. Reference data, loaded by `market migrate`."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Model


class Province(Model):
    """One of the 34 provinces since 1 July 2025."""

    __tablename__ = "provinces"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(30))


class Commune(Model):
    """One of the 3,321 communes, wards and special zones since 1 July 2025."""

    __tablename__ = "communes"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(30))
    province_code: Mapped[str] = mapped_column(ForeignKey("provinces.code"), index=True)
    postal_code: Mapped[str | None] = mapped_column(String(5))

    province: Mapped[Province] = relationship(lazy="joined", innerjoin=True)
    formerly: Mapped[list["FormerCommune"]] = relationship(
        secondary="became", back_populates="now", lazy="raise", order_by="FormerCommune.code"
    )


class FormerCommune(Model):
    """A commune of before 1 July 2025. Its code may by now be another commune's: never look up by it alone."""

    __tablename__ = "former_communes"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    district: Mapped[str] = mapped_column(String(80))
    province: Mapped[str] = mapped_column(String(80))

    now: Mapped[list[Commune]] = relationship(secondary="became", back_populates="formerly", lazy="raise")


class Became(Model):
    """What became of a former commune: one commune, or several where it was divided."""

    __tablename__ = "became"

    former_code: Mapped[str] = mapped_column(ForeignKey("former_communes.code"), primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"), primary_key=True, index=True)


class Village(Model):
    """A village of a commune, made on first use; written `06463/dong-dinh`."""

    __tablename__ = "villages"

    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))

    @property
    def key(self) -> str:
        return f"{self.commune_code}/{self.slug}"
