"""Labels as a page that any browser prints: bar code and QR are drawings in it, no script, nothing fetched."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from market.delivery.code128 import QUIET_MODULES, bars, modules
from market.delivery.labels.content import Label

_STYLE = """
@page { size: A6; margin: 0 } body { margin: 0; font: 9pt sans-serif }
section { width: 95mm; height: 138mm; padding: 5mm; page-break-after: always; box-sizing: content-box }
svg { display: block } .bars { width: 88mm; height: 18mm; margin: 2mm auto } .qr { width: 32mm; float: right }
h1 { font-size: 13pt; text-align: center; margin: 1mm } h2 { font-size: 12pt; margin: 1mm 0 } .cod { font-size: 14pt }
hr { border: 0; border-top: 0.3mm solid } p { margin: 1mm 0 }
"""
_HEAD = Markup("""<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Phiếu gửi</title><style>{}</style>""")
_LABEL = Markup("""<section>
<p><b>CHỢ PHIÊN · BƯU ĐIỆN</b> · {service}</p>
{bars}
<h1>{tracking_number}</h1><hr>
<p>Gửi: {sender}<br>{origin}</p><hr>
<h2>{recipient}</h2><p>ĐT {phone}<br>{address}<br>{destination}</p><hr>
{qr}
<p class="cod"><b>{cod}</b></p><p>Khối lượng {weight} · Đơn {reference}</p>
<p><b>{marks}</b></p><p>{dates}</p>
</section>
""")


def html_labels(labels: Sequence[Label]) -> str:
    """A whole page with one A6 section a label."""
    sections = Markup("").join(_LABEL.format(**_words(label)) for label in labels)
    return str(_HEAD.format(Markup(_STYLE)) + sections + Markup("</html>"))  # noqa: S704


def _words(label: Label) -> dict[str, object]:
    words = vars(label) | {"marks": " · ".join(label.marks)}
    return words | {"bars": _bars(label.tracking_number), "qr": _qr(label.tracking_url)}


def _bars(number: str) -> Markup:
    width = modules(number) + 2 * QUIET_MODULES
    drawn = "".join(f"M{QUIET_MODULES + at} 0h{w}v40h-{w}z" for at, w in bars(number))
    box = Markup('<svg class="bars" viewBox="0 0 {} 40" preserveAspectRatio="none"><path d="{}"/></svg>')
    return box.format(width, drawn)


def _qr(url: str) -> Markup:
    import segno

    matrix = segno.make(url, error="m", micro=False).matrix
    drawn = "".join(
        f"M{column + 4} {row + 4}h1v1h-1z"
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    )
    side = len(matrix) + 8
    return Markup('<svg class="qr" viewBox="0 0 {0} {0}"><title>{2}</title><path d="{1}"/></svg>').format(
        side, drawn, escape(url)
    )
