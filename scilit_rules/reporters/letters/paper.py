"""Blank paper by GB/T 9704-2012: page, grid, styles, page numbers, and the fields of a letter in their places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from scilit_rules.reporters.letters.blocks import Paragraph, Style
from scilit_rules.reporters.letters.measures import (
    BODY_POINTS,
    BOTTOM,
    CHAR_SPACE,
    FOOTER,
    HEIGHT,
    LEFT,
    LINE_PITCH,
    PAGE_POINTS,
    RIGHT,
    TOP,
    WIDTH,
)
from scilit_rules.reporters.letters.package import same_bytes
from scilit_rules.reporters.letters.styles import FANGSONG, add_styles, font_table, run_properties
from scilit_rules.reporters.letters.writing import append

_HEAD = (
    Paragraph("{{发文机关标志}}", Style.SIGN),
    Paragraph("", Style.ADDRESSEE),
    Paragraph("{{发文字号}}", Style.NUMBER),
    Paragraph("", Style.ADDRESSEE),
    Paragraph("", Style.ADDRESSEE),
    Paragraph("{{标题}}", Style.TITLE),
    Paragraph("", Style.ADDRESSEE),
    Paragraph("{{主送}}", Style.ADDRESSEE),
)


@cache
def blank(fields: tuple[str, ...]) -> bytes:
    """A template by the standard.

    Args:
        fields: the names of the fields between the addressee and the end, in their order.

    Returns:
        the .docx file.
    """
    document = Document()
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _set_page(document)
    _set_defaults(document)
    add_styles(document)
    number_pages(document)
    append(document, [*_HEAD, *(Paragraph(f"{{{{{field}}}}}") for field in fields)])
    return same_bytes(document, "")


def _set_page(document: Any) -> None:
    section = document.element.body.sectPr
    for child in list(section):
        section.remove(child)
    for xml in (
        f'<w:pgSz {nsdecls("w")} w:w="{WIDTH}" w:h="{HEIGHT}"/>',
        (f'<w:pgMar {nsdecls("w")} w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" '
         f'w:header="851" w:footer="{FOOTER}" w:gutter="0"/>'),
        f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" w:linePitch="{LINE_PITCH}" w:charSpace="{CHAR_SPACE}"/>',
    ):
        section.append(parse_xml(xml))


def _set_defaults(document: Any) -> None:
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    properties = run_properties(FANGSONG, BODY_POINTS)
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(parse_xml(f'<w:rPrDefault {nsdecls("w")}>{properties}</w:rPrDefault>'))
    defaults.append(parse_xml(f'<w:pPrDefault {nsdecls("w")}><w:pPr/></w:pPrDefault>'))
    # The grid is reckoned from the size of this style.
    normal = document.styles["Normal"].element
    for old in normal.xpath("w:pPr | w:rPr"):
        normal.remove(old)
    normal.append(parse_xml(properties))
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = font_table()


def number_pages(document: Any) -> None:
    """Sets the page numbers, odd ones to the right and even ones to the left, each a character from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, justify, side in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles[Style.PAGE.value]
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(
            f'<w:ind {nsdecls("w")} w:{side}Chars="100" w:{side}="{PAGE_POINTS * 20}"/>'))
        properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="{justify}"/>'))
        paragraph.add_run("— ")
        for part in _field("PAGE"):
            paragraph._p.append(part)
        paragraph.add_run(" —")


def _field(code: str) -> Sequence[Any]:
    return [
        parse_xml(f'<w:r {nsdecls("w")}>{inner}</w:r>')
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    ]
