"""Measures a letter: what the file says, and what is on the pages that LibreOffice makes of it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from tests.clients import convert

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4
POINTS_PER_MM = 72 / 25.4
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


@dataclass(frozen=True)
class Paper:
    """What the file says of its page.

    Args:
        size: width and height in mm.
        margins: top, right, bottom and left in mm.
        lines: how many lines its grid has.
        characters: how many characters a line of its grid has.
    """

    size: tuple[float, float]
    margins: dict[str, float]
    lines: int
    characters: int


@dataclass(frozen=True)
class Line:
    """A line on a page, in mm from the upper left corner of the paper."""

    left: float
    right: float
    top: float
    bottom: float
    text: str


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read(name))


def measure(data: bytes) -> Paper:
    section = part(data, "word/document.xml").find(f".//{W}sectPr")
    assert section is not None

    def told(element: str, name: str) -> int:
        found = section.find(f"{W}{element}")
        return int(found.get(f"{W}{name}"))

    margins = {side: told("pgMar", side) for side in ("top", "right", "bottom", "left")}
    width, height = told("pgSz", "w"), told("pgSz", "h")
    normal = next(style for style in part(data, "word/styles.xml").iter(f"{W}style")
                  if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1")
    points = int(normal.find(f"{W}rPr/{W}sz").get(f"{W}val")) / 2
    pitch = (points + told("docGrid", "charSpace") / 4096) * 20
    return Paper(
        (width / MM, height / MM), {side: value / MM for side, value in margins.items()},
        int((height - margins["top"] - margins["bottom"]) / told("docGrid", "linePitch")),
        int((width - margins["left"] - margins["right"]) / pitch))


def pages(path: Path, folder: Path) -> list[list[Line]]:
    """The lines of every page, as LibreOffice lays them out."""
    pdf = convert(path, "pdf", folder)
    try:
        done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    return [_lines(page) for page in done.stdout.split("<page ")[1:]]


def _lines(page: str) -> list[Line]:
    words = sorted((tuple(float(n) / POINTS_PER_MM for n in found[:4]), found[4]) for found in _WORD.findall(page))
    rows: dict[float, list[tuple[tuple[float, ...], str]]] = {}
    for box, text in words:
        middle = (box[1] + box[3]) / 2
        key = next((known for known in rows if abs(known - middle) < 2.5), middle)
        rows.setdefault(key, []).append((box, text))
    return [
        Line(min(box[0] for box, _ in row), max(box[2] for box, _ in row), min(box[1] for box, _ in row),
             max(box[3] for box, _ in row), "".join(text for _, text in row))
        for _, row in sorted(rows.items())
    ]
