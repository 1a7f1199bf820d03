"""Small ``.pdf`` and ``.docx`` files for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path


def pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF file with one line of text under the other; its characters are coded by their Unicode numbers."""
    count = len(pages)
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        ("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 1000 >>"),
        _stream(_unicode_map()),
    ]
    for n, lines in enumerate(pages):
        shown = "\n".join(
            f"BT /F1 12 Tf 50 {800 - 20 * row} Td <{line.encode('utf-16-be').hex()}> Tj ET" for row, line in enumerate(lines)
        )
        objects += [
            (f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"),
            _stream(shown),
        ]
    path.write_bytes(_file(objects))
    return path


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _unicode_map() -> str:
    ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
    blocks = [ranges[start : start + 64] for start in range(0, 256, 64)]
    body = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <ffff> "
            f"endcodespacerange\n{body}\nendcmap end end")


def _file(objects: Sequence[str]) -> bytes:
    out, offsets = BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, text in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def locked_pdf(path: Path, pages: Sequence[Sequence[str]], password: str) -> Path:
    """A PDF file that a password locks."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(pdf(path, pages)))
    writer.encrypt(password, algorithm="RC4-128")
    with path.open("wb") as out:
        writer.write(out)
    return path


def docx(path: Path, paragraphs: Sequence[str]) -> Path:
    """A Word file with one paragraph under the other; a form feed breaks the page."""
    from docx import Document
    from docx.enum.text import WD_BREAK

    document = Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for number, piece in enumerate(text.split("\f")):
            if number:
                paragraph.add_run().add_break(WD_BREAK.PAGE)
            paragraph.add_run(piece)
    document.save(str(path))
    return path
