"""What grows: fruit, leaves, roots, mushrooms."""

from __future__ import annotations

import math

from market.seed.pictures.brush import Sheet, around, shade

GREEN, STALK = "#4c8a3a", "#6b4a2a"


def custard_apple(sheet: Sheet, colour: str) -> None:
    sheet.shadow(84, 62)
    sheet.oval(50, 54, 60, 58, shade(colour, -40))
    for ring, count in ((26, 18), (19.5, 14), (12.5, 9), (5.5, 5), (0, 1)):
        for x, y, _ in around(50, 53, ring, count, turned=ring * 7):
            sheet.ball(x, y, 10.5, colour, 9.5)
    sheet.line([(50, 28), (52, 18)], STALK, 2)
    sheet.leaf(52, 20, 24, -15, GREEN)


def persimmon(sheet: Sheet, colour: str) -> None:
    sheet.shadow(80, 62)
    sheet.ball(50, 55, 62, colour, 50)
    for x, y, turned in around(50, 34, 1, 4, turned=25):
        sheet.leaf(x, y, 17, turned, "#7d8f3c")
    sheet.line([(50, 34), (51, 24)], STALK, 2.4)


def citrus(sheet: Sheet, colour: str) -> None:
    sheet.shadow(82, 76)
    sheet.ball(36, 58, 42, colour, 40)
    sheet.ball(66, 60, 40, shade(colour, -8), 38)
    for x, y, _ in around(62, 60, 9, 7) + around(34, 58, 11, 8):
        sheet.oval(x, y, 1, 1, shade(colour, -24))
    sheet.line([(36, 39), (38, 30)], STALK, 1.6)
    sheet.leaf(38, 32, 24, -20, GREEN)
    sheet.leaf(38, 32, 18, 200, shade(GREEN, 18))


def peach(sheet: Sheet, colour: str) -> None:
    sheet.shadow(82, 58)
    sheet.ball(50, 56, 54, colour, 52)
    sheet.oval(64, 62, 22, 30, (210, 50, 60, 70))
    sheet.line([(50, 31), (46, 44), (46, 58), (50, 72)], shade(colour, -45), 1)
    sheet.leaf(50, 32, 26, -30, GREEN)
    sheet.leaf(50, 32, 20, 205, shade(GREEN, 15))


def berries(sheet: Sheet, colour: str) -> None:
    sheet.shadow(84, 70)
    sheet.line([(20, 26), (50, 34), (78, 24)], STALK, 1.6)
    for x in (28, 50, 70):
        sheet.leaf(x, 30, 22, -60 + x, GREEN)
    for n, (x, y) in enumerate(((30, 50), (46, 46), (62, 50), (38, 63), (54, 62), (70, 64), (46, 76), (60, 76))):
        sheet.line([(50, 34), (x, y)], STALK, 0.7)
        sheet.ball(x, y, 15 + n % 2, colour, 16)


def nuts(sheet: Sheet, colour: str) -> None:
    sheet.shadow(82, 78)
    for x, y in ((32, 50), (52, 44), (70, 52), (42, 66), (62, 68)):
        sheet.ball(x, y, 25, colour, 22)
        sheet.oval(x, y + 7, 17, 7, shade(colour, 70))


def leaves(sheet: Sheet, colour: str) -> None:
    sheet.shadow(86, 50)
    sheet.line([(50, 86), (50, 24)], shade(colour, -40), 2)
    for n, y in enumerate((76, 64, 52, 40)):
        sheet.leaf(50, y, 32 - n * 3, -28, colour)
        sheet.leaf(50, y, 32 - n * 3, 208, shade(colour, 16))
    sheet.leaf(50, 30, 20, -90, colour)


def bunch(sheet: Sheet, colour: str) -> None:
    """Greens, bound."""
    sheet.shadow(88, 46)
    for turned in (-150, -130, -110, -90, -70, -50, -30):
        x, y = 50 + 26 * math.cos(math.radians(turned)), 62 + 30 * math.sin(math.radians(turned))
        sheet.line([(50, 86), (50, 68), (x, y)], shade(colour, 60), 3)
        sheet.leaf(x, y, 24, turned, shade(colour, int(turned) % 3 * 12))
    sheet.box(50, 70, 16, 6, "#c9a15a")


def mushroom(sheet: Sheet, colour: str) -> None:
    sheet.shadow(84, 70)
    for x, y, size in ((34, 62, 26), (66, 64, 24), (50, 52, 36)):
        sheet.box(x, y + size * 0.45, size * 0.34, size * 0.7, "#f3ead8", 3)
        sheet.draw.pieslice(
            sheet.at((x - size / 2, y - size / 2), (x + size / 2, y + size / 2)), 180, 360, shade(colour, -14)
        )
        sheet.oval(x, y, size, size * 0.26, shade(colour, 20))


def gourd(sheet: Sheet, colour: str) -> None:
    sheet.shadow(76, 84)
    sheet.ball(50, 60, 76, colour, 30)
    for y in (54, 60, 66):
        sheet.line([(18, 60), (34, y - 3), (66, y - 3), (82, 60)], (255, 255, 255, 50), 1)
    sheet.line([(87, 58), (94, 50)], GREEN, 3)
    sheet.leaf(24, 50, 22, 220, GREEN)


def tubers(sheet: Sheet, colour: str) -> None:
    sheet.shadow(82, 80)
    for x, y, wide, high in ((38, 52, 44, 24), (64, 58, 40, 26), (44, 70, 52, 24)):
        sheet.ball(x, y, wide, colour, high)
        for step in (-0.25, 0, 0.25):
            sheet.line(
                [(x + wide * step, y - high * 0.2), (x + wide * step + 2, y + high * 0.15)], shade(colour, -34), 0.6
            )


def ginger(sheet: Sheet, colour: str) -> None:
    sheet.shadow(80, 76)
    for x, y, wide, high in ((50, 60, 54, 22), (30, 48, 20, 24), (52, 44, 18, 28), (72, 52, 24, 20), (76, 66, 20, 14)):
        sheet.ball(x, y, wide, colour, high)
    for x in (36, 46, 58, 66):
        sheet.line([(x, 54), (x + 1, 66)], shade(colour, -40), 0.5)


def sticks(sheet: Sheet, colour: str) -> None:
    """Bark rolled up."""
    sheet.shadow(80, 76)
    for n, y in enumerate((46, 57, 68)):
        sheet.box(50, y, 68 - n * 4, 11, shade(colour, -n * 12), 5)
        sheet.oval(17 + n * 2, y, 7, 11, shade(colour, -50))
        sheet.oval(17 + n * 2, y, 3, 5, shade(colour, 40))
    sheet.box(52, 57, 4, 36, "#b33a2e", 1)


def star_anise(sheet: Sheet, colour: str) -> None:
    sheet.shadow(84, 60)
    for x, y, turned in around(50, 52, 4, 8, turned=12):
        sheet.leaf(x, y, 30, turned, colour)
        seed = around(x, y, 17, 1, turned)[0]
        sheet.ball(seed[0], seed[1], 6, "#c98b4a", 5)
    sheet.ball(50, 52, 9, shade(colour, -15))
