"""Code 128: the bars of a parcel's number, for whoever draws them."""

QUIET_MODULES = 10


def bars(text: str) -> list[tuple[int, int]]:
    """Where each bar of an ASCII text begins and how wide it is, in modules from the first."""
    from reportlab.graphics.barcode.code128 import Code128

    code, drawn, at = Code128(text), [], 0
    code.validate()
    code.encode()
    # Letters in turn, whose place in the alphabet is the width: large ones are bars, small ones spaces.
    for letter in code.decompose():
        width = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            drawn.append((at, width))
        at += width
    return drawn


def modules(text: str) -> int:
    """The whole width without quiet zones."""
    at, width = bars(text)[-1]
    return at + width
