"""Charts as SVG that needs no script: bars from most to least, and one line a season."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from market.web.numbers import number

_WIDTH = 480
_BAR = 34  # pixels a bar takes, readable on a phone
_FEW = 10
_SVG = "{http://www.w3.org/2000/svg}"
_COLOURS = ("#0f766e", "#c2410c", "#64748b")
# Light enough for the dark number on it (5 : 1), dark enough on white (3 : 1).
_BAR_COLOURS = ("#3d9a90",)

Number = float | int | None


def bars(title: str, values: Sequence[tuple[str, Number]], *, language: str) -> Markup:
    """Horizontal bars, the first on top, each with its number."""
    import pygal  # heavy: only where a chart is drawn

    chart = pygal.HorizontalBar(
        **_options(language, _BAR_COLOURS), height=_BAR * len(values) + 60, show_legend=False, print_values=True
    )
    chart.x_labels = [name for name, _ in reversed(values)]
    chart.show_x_labels = False
    chart.add("", [value or 0 for _, value in reversed(values)])
    return _drawn(chart, title)


def lines(
    title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[Number]]], *, language: str
) -> Markup:
    """One line a series over the same labels."""
    import pygal

    chart = pygal.Line(
        **_options(language, _COLOURS),
        height=360,
        legend_at_bottom=True,
        legend_at_bottom_columns=1,
        truncate_legend=-1,
        dots_size=4,
        x_label_rotation=35,
    )
    chart.x_labels = labels
    highest = max((value or 0 for _, values in series for value in values), default=0)
    if highest < _FEW:  # the library would write the same whole number several times
        chart.y_labels = [*range(int(highest) + 2)]
    for name, values in series:
        chart.add(name, list(values))
    return _drawn(chart, title)


def _options(language: str, colours: tuple[str, ...]) -> dict[str, Any]:
    from pygal.style import Style

    style = Style(
        background="transparent", plot_background="transparent", colors=colours, font_family="sans-serif",
        label_font_size=17, major_label_font_size=17, value_font_size=17, legend_font_size=17, opacity="1",
        value_colors=("#111827",),
    )  # fmt: skip
    plain = {"js": (), "show_y_guides": False, "disable_xml_declaration": True, "no_data_text": "–"}
    return {
        "width": _WIDTH,
        "style": style,
        "margin": 6,
        "value_formatter": partial(number, language=language),
        **plain,
    }


def _drawn(chart: Any, title: str) -> Markup:
    """The chart as a picture with a name, without the scripts that the library adds."""
    tree = chart.render_tree()
    for parent in list(tree.iter()):
        for script in [child for child in parent if child.tag in (f"{_SVG}script", "script")]:
            parent.remove(script)
    tree.set("role", "img")
    tree.set("aria-label", title)
    ElementTree.register_namespace("", _SVG.strip("{}"))
    return Markup(ElementTree.tostring(tree, encoding="unicode"))  # noqa: S704  built by the library, which escapes
