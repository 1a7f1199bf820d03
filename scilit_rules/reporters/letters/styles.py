"""The styles of a letter: fonts by name, sizes, indents and lines."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from scilit_rules.reporters.letters.blocks import Style
from scilit_rules.reporters.letters.measures import (
    BODY_POINTS,
    CELL_POINTS,
    LINE_PITCH,
    NARROWER,
    PAGE_LINE,
    PAGE_POINTS,
    SIGN_BELOW_TOP,
    TITLE_POINTS,
)

FANGSONG, KAITI, HEITI, SONGTI, TITLE_FONT = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
FALLBACKS = {
    FANGSONG: ("仿宋", "modern"),
    KAITI: ("楷体", "modern"),
    HEITI: ("SimHei", "swiss"),
    SONGTI: ("SimSun", "roman"),
    TITLE_FONT: ("方正小标宋_GBK", "roman"),
}
"""For each font the one to take where it is not installed, and its family for want of that one too."""
_INDENTED = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_RED = "FF0000"


class _Look(NamedTuple):
    font: str = FANGSONG
    points: float = BODY_POINTS
    justify: str = "both"
    indent: str = _FLUSH
    before: int = 0
    pitch: int = LINE_PITCH
    colour: str = ""
    more: str = ""
    narrower: bool = False


_LOOKS = {
    Style.SIGN: _Look(TITLE_FONT, 42, "center", before=SIGN_BELOW_TOP, pitch=2 * LINE_PITCH, colour=_RED),
    Style.NUMBER: _Look(justify="center", more=f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" '
                                               f'w:color="{_RED}"/></w:pBdr>'),
    Style.TITLE: _Look(TITLE_FONT, TITLE_POINTS, "center"),
    Style.ADDRESSEE: _Look(narrower=True),
    Style.BODY: _Look(indent=_INDENTED, narrower=True),
    Style.FIRST: _Look(HEITI, indent=_INDENTED, more="<w:keepNext/>", narrower=True),
    Style.SECOND: _Look(KAITI, indent=_INDENTED, more="<w:keepNext/>", narrower=True),
    # The name is indented by 2 characters, its second line by the 3 of 附件 and its colon more.
    Style.ATTACHED: _Look(justify="left", indent='<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" '
                                                 'w:hanging="960"/>'),
    Style.SIGNATURE: _Look(justify="right"),
    Style.ATTACHMENT: _Look(HEITI),
    Style.CELL: _Look(points=CELL_POINTS, justify="left", pitch=18 * 20),
    Style.HEAD: _Look(HEITI, CELL_POINTS, "center", pitch=18 * 20),
    Style.PAGE: _Look(SONGTI, PAGE_POINTS, pitch=PAGE_LINE),
}


def add_styles(document: Any) -> None:
    """Adds the styles that a document does not have yet."""
    there = {style.name for style in document.styles}
    for style, look in _LOOKS.items():
        if style.value not in there:
            _add(document, style, look)


def _add(document: Any, style: Style, look: _Look) -> None:
    added = document.styles.add_style(style.value, WD_STYLE_TYPE.PARAGRAPH)
    added.base_style = None
    added.quick_style = True
    element = added.element
    for old in element.xpath("w:pPr | w:rPr"):
        element.remove(old)
    element.append(parse_xml(paragraph_properties(look)))
    element.append(parse_xml(run_properties(look.font, look.points, look.colour, NARROWER * look.narrower)))


def paragraph_properties(look: _Look) -> str:
    """The paragraph properties of a style, in the order of the schema.

    Programs differ in how they set characters that are wider than the cells of the page's grid: Word moves them
    together, LibreOffice gives each two cells. So the lines are as high, and the characters as narrow, as the grid
    asks for, and no paragraph is held to it.
    """
    keep, border = (look.more, "") if "keepNext" in look.more else ("", look.more)
    return (
        f"<w:pPr {nsdecls('w')}>{keep}<w:widowControl w:val=\"0\"/>{border}"
        f'<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{look.before}" w:after="0" w:line="{look.pitch}" w:lineRule="exact"/>'
        f'{look.indent}<w:jc w:val="{look.justify}"/></w:pPr>'
    )


def run_properties(font: str, points: float, colour: str = "", spacing: int = 0) -> str:
    """The run properties of a font and size; the spacing of its characters is in twips."""
    half = round(points * 2)
    kern = f'<w:spacing w:val="{spacing}"/>' if spacing else ""
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f"<w:rPr {nsdecls('w')}><w:rFonts w:hint=\"eastAsia\" w:ascii=\"{font}\" w:eastAsia=\"{font}\" "
        f'w:hAnsi="{font}" w:cs="{font}"/>{tint}{kern}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )


def font_table() -> bytes:
    """The table of fonts, with what to take where one is not installed."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
        f'<w:pitch w:val="variable"/></w:font>'
        for name, (other, family) in FALLBACKS.items()
    )
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
            ).encode()
