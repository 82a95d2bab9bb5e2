"""What hands have made: jars, bottles, cakes, dishes, cloth; and a place to go to."""

from __future__ import annotations

from market.seed.pictures.brush import Sheet, around, shade
from market.seed.pictures.fruits import star_anise

WHITE, WOOD, CLAY = "#fbf7ee", "#a8743f", "#8a5a3c"


def jar(sheet: Sheet, colour: str) -> None:
    sheet.shadow(88, 52)
    sheet.box(50, 57, 46, 60, "#e8efec", 8)
    sheet.box(50, 60, 42, 50, colour, 7)
    sheet.box(36, 58, 4, 40, (255, 255, 255, 90), 2)
    sheet.box(50, 25, 38, 9, "#b9473a", 2)
    sheet.box(50, 62, 30, 18, WHITE, 1)
    sheet.line([(40, 59), (60, 59)], "#9a8f80", 1)
    sheet.line([(40, 65), (54, 65)], "#9a8f80", 1)


def honey(sheet: Sheet, colour: str) -> None:
    jar(sheet, colour)
    sheet.box(50, 62, 30, 18, WHITE, 1)
    for x, y in ((44, 60), (52, 60), (48, 66.5), (56, 66.5)):
        sheet.shape([(px, py) for px, py, _ in around(x, y, 4, 6, turned=30)], shade(colour, 10))
    sheet.oval(78, 24, 8, 6, "#f0c33a")
    sheet.line([(76, 21.5), (76, 26.5)], "#3a2a1a", 1)
    sheet.line([(79, 21.5), (79, 26.5)], "#3a2a1a", 1)
    sheet.oval(77, 19, 6, 5, (255, 255, 255, 170))


def pickle(sheet: Sheet, colour: str) -> None:
    jar(sheet, "#e9d9a0")
    for n, (x, y) in enumerate(((38, 46), (50, 44), (60, 48), (40, 76), (54, 78), (62, 74))):
        sheet.leaf(x - 5, y, 13, n * 40, colour)


def bottle(sheet: Sheet, colour: str) -> None:
    sheet.shadow(92, 34)
    sheet.box(50, 63, 30, 56, colour, 6)
    sheet.shape([(36, 40), (44, 26), (56, 26), (64, 40)], colour)
    sheet.box(50, 20, 11, 16, colour, 1)
    sheet.box(50, 12, 13, 7, "#c9a15a", 2)
    sheet.box(41, 62, 3, 40, (255, 255, 255, 90), 1.5)
    sheet.box(51, 64, 22, 20, WHITE, 1)
    sheet.line([(44, 61), (58, 61)], "#9a8f80", 1)
    sheet.line([(44, 67), (54, 67)], "#9a8f80", 1)


def flask(sheet: Sheet, colour: str) -> None:
    """Rice spirit in a gourd of clay."""
    sheet.shadow(90, 46)
    sheet.ball(50, 66, 50, colour, 48)
    sheet.ball(50, 36, 28, colour, 26)
    sheet.box(50, 20, 9, 12, shade(colour, -30), 2)
    sheet.box(50, 13, 11, 6, "#b9473a", 2)
    sheet.line([(38, 46), (62, 46)], "#c9a15a", 2.4)
    sheet.shape([(50, 54), (62, 66), (50, 78), (38, 66)], "#b9473a")
    sheet.oval(50, 66, 9, 9, WHITE)


def drops(sheet: Sheet, colour: str) -> None:
    """A small bottle of oil, and what it was pressed from."""
    star_anise(sheet, "#8b5a34")
    sheet.box(62, 64, 22, 34, "#7a4a1e", 3)
    sheet.box(62, 43, 12, 9, "#2b2b2b", 2)
    sheet.oval(62, 36, 8, 10, "#2b2b2b")
    sheet.box(62, 66, 18, 16, colour, 1)


def jelly(sheet: Sheet, colour: str) -> None:
    sheet.shadow(82, 74)
    sheet.oval(50, 70, 78, 26, WHITE)
    sheet.oval(50, 68, 66, 19, "#e4dccb")
    for x, y in ((34, 60), (52, 58), (66, 61), (42, 47), (58, 46)):
        sheet.box(x, y, 16, 15, colour, 2)
        sheet.shape([(x - 8, y - 6), (x - 4, y - 10), (x + 11, y - 10), (x + 8, y - 6)], shade(colour, 40))
    sheet.leaf(62, 36, 18, -40, "#4c8a3a")


def noodles(sheet: Sheet, colour: str) -> None:
    sheet.shadow(82, 80)
    for n in range(16):
        y = 44 + n * 2
        sheet.line(
            [(14, y + n % 3), (38, y - 3), (62, y - 3 + n % 2), (86, y + n % 3)], shade(colour, -(n * 5) % 30), 1.7
        )
    sheet.box(50, 58, 10, 36, "#b33a2e", 1)
    sheet.box(50, 58, 10, 3, "#c9a15a", 0)


def bowl(sheet: Sheet, colour: str) -> None:
    """Something hot to eat here."""
    sheet.shadow(84, 60)
    sheet.draw.pieslice(sheet.at((18, 24), (82, 88)), 0, 180, "#3f6f8f")
    sheet.oval(50, 56, 64, 20, WHITE)
    sheet.oval(50, 56, 58, 16, "#c98b3a")
    for x, y in ((38, 54), (50, 57), (62, 54), (46, 51), (56, 51)):
        sheet.ball(x, y, 11, colour, 9)
    for x in (40, 50, 60):
        sheet.line([(x, 42), (x + 3, 35), (x - 1, 28), (x + 2, 20)], (255, 255, 255, 150), 1.8)


def rice(sheet: Sheet, colour: str) -> None:
    sheet.shadow(88, 64)
    sheet.shape([(24, 88), (20, 46), (30, 34), (70, 34), (80, 46), (76, 88)], "#d9c08c")
    sheet.oval(50, 36, 44, 16, "#b89a62")
    sheet.oval(50, 34, 38, 13, colour)
    for n in range(22):
        sheet.oval(34 + n * 7 % 33, 30 + n * 5 % 9, 3, 1.4, shade(colour, -18 if n % 2 else 12))
    sheet.box(50, 66, 26, 20, "#b33a2e", 1)
    sheet.leaf(44, 74, 18, -60, "#f0d27a")


def square_cake(sheet: Sheet, colour: str) -> None:
    """Wrapped in leaves and bound."""
    sheet.shadow(84, 66)
    sheet.box(50, 56, 58, 52, colour, 4)
    sheet.shape([(21, 34), (79, 34), (50, 56)], shade(colour, 16))
    sheet.shape([(21, 80), (79, 80), (50, 56)], shade(colour, -16))
    for x in (38, 62):
        sheet.line([(x, 30), (x, 82)], "#e4cf9a", 1.4)
    for y in (46, 68):
        sheet.line([(21, y), (79, y)], "#e4cf9a", 1.4)


def bars(sheet: Sheet, colour: str) -> None:
    """Puffed rice and peanuts in sugar."""
    sheet.shadow(84, 78)
    for x, y in ((34, 68), (64, 70), (50, 50)):
        sheet.box(x, y + 3, 36, 20, shade(colour, -40), 3)
        sheet.box(x, y, 36, 18, colour, 3)
        for n in range(15):
            sheet.oval(x - 15 + n * 11 % 31, y - 6 + n * 5 % 13, 4.2, 3, shade(colour, 45 if n % 3 else -45))


def round_cakes(sheet: Sheet, colour: str) -> None:
    sheet.shadow(84, 80)
    sheet.oval(50, 66, 84, 36, "#6f8f4a")
    for x, y in ((32, 58), (66, 58), (50, 66), (50, 46)):
        sheet.ball(x, y, 28, colour, 19)
        sheet.oval(x, y - 2, 8, 4, shade(colour, 40))


def moon_cake(sheet: Sheet, colour: str) -> None:
    sheet.shadow(84, 64)
    sheet.oval(50, 60, 64, 46, shade(colour, -50))
    for x, y, _ in around(50, 54, 27, 14):
        sheet.ball(x, 54 + (y - 54) * 0.72, 14, colour, 12)
    sheet.oval(50, 54, 52, 38, colour)
    for x, y, turned in around(50, 54, 5, 8):
        sheet.leaf(x, y, 13, turned, shade(colour, -35))


def duck(sheet: Sheet, colour: str) -> None:
    sheet.shadow(84, 82)
    sheet.oval(50, 74, 88, 22, WHITE)
    sheet.ball(48, 60, 62, colour, 34)
    sheet.line([(74, 56), (80, 42), (76, 30)], colour, 9)
    sheet.ball(75, 29, 16, colour, 14)
    sheet.shape([(80, 26), (94, 30), (81, 34)], "#d9a23a")
    sheet.oval(77, 27, 2, 2, "#2a1a10")
    sheet.oval(42, 60, 32, 20, shade(colour, -26))
    sheet.line([(24, 72), (12, 78)], shade(colour, -30), 5)
    sheet.leaf(28, 78, 16, 20, "#4c8a3a")


def roast(sheet: Sheet, colour: str) -> None:
    """Slices with a crisp rind."""
    sheet.shadow(82, 82)
    sheet.oval(50, 68, 86, 32, WHITE)
    for n, x in enumerate((26, 38, 50, 62, 74)):
        sheet.box(x, 58, 13, 26, "#e8b48c", 3)
        sheet.box(x, 63, 13, 6, "#f6e2cf", 1)
        sheet.box(x, 47, 13, 6, shade(colour, -n * 4), 2)
    sheet.leaf(30, 78, 18, -10, "#4c8a3a")


def sausages(sheet: Sheet, colour: str) -> None:
    sheet.shadow(82, 80)
    for n, y in enumerate((46, 58, 70)):
        for x in (33, 67):
            sheet.ball(x + n * 2, y, 34, shade(colour, -n * 8), 12)
        sheet.oval(50 + n * 2, y, 4, 3, "#e4cf9a")
    sheet.leaf(22, 80, 16, 0, "#4c8a3a")


def sugar(sheet: Sheet, colour: str) -> None:
    sheet.shadow(82, 78)
    for x, y in ((32, 66), (66, 68), (50, 50)):
        sheet.box(x, y, 32, 18, colour, 2)
        sheet.shape([(x - 16, y - 8), (x - 10, y - 14), (x + 22, y - 14), (x + 16, y - 8)], shade(colour, 30))
        sheet.shape([(x + 16, y - 8), (x + 22, y - 14), (x + 22, y + 4), (x + 16, y + 9)], shade(colour, -30))


def tea(sheet: Sheet, colour: str) -> None:
    sheet.shadow(86, 66)
    sheet.oval(50, 80, 72, 14, "#d9cbb2")
    sheet.draw.arc(sheet.at((66, 44), (90, 70)), 270, 90, "#f3ead8", 30)
    sheet.draw.pieslice(sheet.at((22, 22), (78, 82)), 0, 180, "#f3ead8")
    sheet.oval(50, 52, 56, 18, WHITE)
    sheet.oval(50, 53, 50, 14, colour)
    sheet.leaf(42, 54, 16, -12, "#5f8f3f")
    for x in (44, 54):
        sheet.line([(x, 42), (x + 3, 35), (x - 1, 28), (x + 2, 20)], (255, 255, 255, 150), 1.8)


def brocade(sheet: Sheet, colour: str) -> None:
    sheet.shadow(90, 60)
    sheet.draw.arc(sheet.at((32, 8), (68, 64)), 180, 360, "#b33a2e", 40)
    sheet.box(50, 62, 56, 52, colour, 4)
    for n, (y, fill) in enumerate(((46, "#b33a2e"), (58, "#e0b23a"), (70, "#3f8f6f"), (81, "#b33a2e"))):
        for x in range(22, 78, 8):
            sheet.shape([(x, y), (x + 4, y - 5), (x + 8, y), (x + 4, y + 5)], fill if (x + n) % 2 else shade(fill, 30))


def temple(sheet: Sheet, colour: str) -> None:
    for x, y, wide in ((20, 40, 60), (78, 34, 64), (50, 46, 80)):
        sheet.shape([(x - wide / 2, 78), (x, y), (x + wide / 2, 78)], shade("#6f9f7f", -y // 2 + 10))
    sheet.box(50, 90, 100, 26, "#8fae5a", 0)
    sheet.box(50, 74, 40, 20, "#f3dfb0", 0)
    sheet.shape([(22, 64), (34, 56), (66, 56), (78, 64), (72, 66), (28, 66)], colour)
    for x in (36, 50, 64):
        sheet.box(x, 75, 4, 18, "#9a3a2e", 0)
