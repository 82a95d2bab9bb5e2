"""HEIC files as phones write them, put together from one tile: nothing that we keep can encode HEVC.

The tile was made for these tests. It is 512 x 512, red on the left and blue on the right.
"""

import base64
import struct

SIDE = 512
_CODED = {
    8: (
        "AQNwAAAAkAAAAAAAWvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAWroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwBaoAQCAIBZ"
        "bqSSmubgIaDAgAAADIAAAAMAhGIAAQAHRAHBcrBiQA==",
        "AAACNigBrxMQd3Iix40WJOaocNP//iaUf/0654fp5dLSeb2Q7muztmBFLaUAAAkL///9aakj/Cod/+tBMVj//lw9DgAD0AAAAwAZkKMCKW0o"
        "AABGgACW2GIejTA4d/+wLj5MAD1FboFCN9NraRnf/oNv75dN97lzHdBdYp/7DqD8o+M8lhc57PfF//1vKbgBrgDnAZuTAADHAAcwAAwe9y90"
        "wOHf/sC4+TACpGW1TCFVtIzv/0G398um+9ziJqousU/9h1B+UfGeTH3cFARd//63koAAAAMAAAlIhwAAAwAAAwAAMxLPw4Ijh3/7AuPkwA8C"
        "4V3Kg2dcZ3/6Db++XTfe6J4XHwKUf++lz0uAWaFrqK6u64//9byUAAADAAADAP2AAAADAAADAAALOJgKnzQqQ0Fxi7MIAt6nZgCDtCaFh/8x"
        "EapHEmUdLVwqrrFP/YdQflHxnk2PoA2Zu//+7AsAAAMAAAMAScAAAAMAAAMAAI5Ugx2WoVIaC4xdmEAaJinObYWtpGd/+g2/vl033uo4XQ4C"
        "lH/vpc9LgFmhb53hWJW///1vJQAAAwAAAwEJAAADAAADAALFKJauCI4d/+wLj5MAcaCUs1o6tpGd/+g2/vl033upoXR4ClH/vpc9LgFmhcKA"
        "y2rJP//1vJQAAAMAAAZ0AAADAAADAAbuJsauWoVIaC4xdmEAhR/bb1TqnXGd/+g2/vl033up4XR4ClH/vpc9LgFmhcOEy3DJP//1vJQAAAMA"
        "AAes",
    ),
    10: (
        "AQQIAAAAnbgAAAAAWvAA/P36+gAADwNgAAEAF0ABDAH//wQIAAADAJ24AAADAABaugJAYQABACxCAQEECAAAAwCduAAAAwAAWqAEAgCATZbq"
        "SSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrBiQA==",
        "AAABSygBrxMQbNm91u2y5TPhv//2aqP/8RXPD+XlIrVAuvBVbVvsooACDj///jjzI/1rBX/8wowfN//qgFIA9AAGZKSMX3AAowGrplPDwg2Y"
        "CEy//+gmAAADAHZAkwFKDOBWwCnXij6jJVF0KqeUQoZDyJovytD+G/b+ZTC4/PDvFxX/wD8MEtgAAFVAhwAAAwF0mXacmX5Y6qLoVU8ohrYc"
        "aPHLAAADAO2AAAADAEXXCuDWTEyrDtUFGwMxEhBvIFxwAAA/oAAAAwK6UQqDWTEyrDtUFGwMxcj4sX2ZCsj+G/b+ZTC4/PDvFxX/wFkUdxAA"
        "BJwAAAwrveacmX5Y6qLoVU8oj/3xQ88DFSH8N+38ymFx+eHeLiv/gLwXbeAAELAAAB1SmbqcmX5Y6qLoVU8oj3sXQ+cDFSH8N+38ymFx+eHe"
        "Liv/gLwXbeAAEzA=",
    ),
}


def heic(
    width: int = SIDE,
    height: int = SIDE,
    *,
    bits: int = 8,
    brands: tuple[bytes, ...] = (b"heic", b"mif1", b"heic"),
    properties: tuple[bytes, ...] = (),
    exif: bytes = b"",
) -> bytes:
    """A grid of tiles, `width` by `height`, whose first brand is its own; `properties` are boxes about the whole.

    The tiles are as many items as on a phone, which all point to the same bytes.
    """
    hvcc, coded = (base64.b64decode(text) for text in _CODED[bits])
    columns, rows = -(-width // SIDE), -(-height // SIDE)
    grid = struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, width, height)
    tiles = range(2, 2 + columns * rows)
    items = [(1, b"grid", 0, grid), *((tile, b"hvc1", len(grid), coded) for tile in tiles)]
    items += [(1000, b"Exif", len(grid + coded), exif)] if exif else []
    ipco = [_full(b"ispe", struct.pack(">II", width, height)), *properties]
    about = {1: bytes(range(1, len(ipco) + 1))} | dict.fromkeys(tiles, bytes([len(ipco) + 1, len(ipco) + 2]))
    ipco += [_full(b"ispe", struct.pack(">II", SIDE, SIDE)), _box(b"hvcC", hvcc)]
    ftyp = _box(b"ftyp", brands[0] + bytes(4) + b"".join(brands[1:]))
    refers = _box(b"dimg", struct.pack(f">HH{len(tiles)}H", 1, len(tiles), *tiles))
    refers += _box(b"cdsc", struct.pack(">HHH", 1000, 1, 1)) if exif else b""

    def meta(start: int) -> bytes:
        places = (struct.pack(">HHHII", item, 0, 1, start + at, len(data)) for item, _, at, data in items)
        named = (_full(b"infe", struct.pack(">HH4sB", item, 0, kind, 0), version=2) for item, kind, _, _ in items)
        return _full(
            b"meta",
            _full(b"hdlr", bytes(4) + b"pict" + bytes(13)),
            _full(b"pitm", struct.pack(">H", 1)),
            _full(b"iloc", struct.pack(">HH", 0x4400, len(items)), *places),
            _full(b"iinf", struct.pack(">H", len(items)), *named),
            _box(b"iprp", _box(b"ipco", *ipco), _associated(about)),
            _full(b"iref", refers),
        )

    return ftyp + meta(len(ftyp) + len(meta(0)) + 8) + _box(b"mdat", grid + coded + exif)


def _associated(about: dict[int, bytes]) -> bytes:
    each = (struct.pack(">HB", item, len(numbers)) + numbers for item, numbers in about.items())
    return _full(b"ipma", struct.pack(">I", len(about)), *each)


def _box(name: bytes, *content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + sum(map(len, content)), name) + b"".join(content)


def _full(name: bytes, *content: bytes, version: int = 0) -> bytes:
    return _box(name, struct.pack(">I", version << 24), *content)


def turned(quarters: int) -> bytes:
    """To be shown turned to the left by so many quarters."""
    return _box(b"irot", bytes([quarters]))


def primaries(number: int) -> bytes:
    """The colours that the numbers mean, by ITU-T H.273."""
    return _box(b"colr", b"nclx", struct.pack(">HHHB", number, 13, 6, 128))
