"""Writing blocks into a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from scilit_rules.reporters.letters.blocks import Block, Paragraph, Style, Table
from scilit_rules.reporters.letters.measures import TEXT_WIDTH

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """A text without the characters that a document can't hold."""
    return _CONTROLS.sub("", text)


def append(document: Any, blocks: Iterable[Block]) -> None:
    """Writes blocks at the end of a document."""
    end = document.element.body.sectPr
    for element in elements(document, blocks):
        end.addprevious(element)


def elements(document: Any, blocks: Iterable[Block]) -> Iterator[Any]:
    """The elements of a document that hold the blocks."""
    for block in blocks:
        yield _table(document, block) if isinstance(block, Table) else _paragraph(document, block)


def _paragraph(document: Any, block: Paragraph) -> Any:
    element = parse_xml(f"<w:p {nsdecls('w')}/>")
    paragraph = WordParagraph(element, document._body)
    paragraph.style = document.styles[block.style.value]
    if block.text:
        run = paragraph.add_run(plain(block.text))
        if block.points is not None:
            run.font.size = Pt(block.points)
    shape = paragraph.paragraph_format
    shape.keep_with_next = block.together or None
    shape.page_break_before = block.new_page or None
    if block.right is not None:
        element.get_or_add_pPr().append(parse_xml(
            f'<w:ind {nsdecls("w")} w:rightChars="{block.right}" w:right="{round(block.right * 3.2)}"/>'))
    return element


def _table(document: Any, block: Table) -> Any:
    widths = [TEXT_WIDTH * share // sum(block.shares) for share in block.shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid></w:tbl>")
    for number, texts in enumerate((block.headers, *block.rows)):
        row = _row(widths, head=not number)
        element.append(row)
        for column, (text, cell) in enumerate(zip(texts, row.tc_lst, strict=True)):
            _write_cell(document, cell, text, Style.CELL if number else Style.HEAD, column in block.centred)
    return element


def _row(widths: list[int], *, head: bool) -> Any:
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p/></w:tc>'
                    for width in widths)
    repeated = "<w:tblHeader/>" if head else ""
    return parse_xml(f'<w:tr {nsdecls("w")}><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/>'
                     f"{repeated}</w:trPr>{cells}</w:tr>")


def _write_cell(document: Any, cell: Any, text: str, style: Style, centred: bool) -> None:
    paragraph = WordParagraph(cell.p_lst[0], document._body)
    paragraph.style = document.styles[style.value]
    if centred:
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:jc {nsdecls("w")} w:val="center"/>'))
    paragraph.add_run(plain(text))
