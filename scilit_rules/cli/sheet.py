"""Pages of text for the terminal: titles, sections, labelled fields, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from scilit_rules.cli.grammar import page_width
from scilit_rules.cli.lines import in_columns, indented, listing


class Sheet:
    """A page that is written from top to bottom.

    Args:
        columns: its width; that of the terminal if left out.
    """

    def __init__(self, columns: int | None = None) -> None:
        self.columns = columns or page_width()
        self._parts: list[str] = []

    def title(self, text: str, under: str = "") -> None:
        """A title, and a line under it."""
        title = click.style(indented(text, self.columns, 0), bold=True)
        self._parts.append(f"{title}\n{under}".rstrip())

    def section(self, heading: str, body: str) -> None:
        """A heading with what stands under it; nothing if there is nothing."""
        if body:
            self._parts.append(f"{click.style(heading, bold=True)}\n{body}")

    def fields(self, pairs: Iterable[tuple[str, str]], heading: str = "") -> None:
        """Labels and their texts in two columns; labels without a text are left out."""
        body = self.columned(pairs)
        if heading:
            self.section(heading, body)
        elif body:
            self._parts.append(body)

    def columned(self, pairs: Iterable[tuple[str, str]], indent: int = 2) -> str:
        """Labels and their texts in two columns, as text."""
        filled = [(label, text) for label, text in pairs if text]
        return in_columns(filled, self.columns, indent) if filled else ""

    def table(self, heading: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table under a heading; nothing if it has no rows."""
        if rows:
            self.section(heading, listing(headers, rows, self.columns))

    def paragraph(self, text: str) -> None:
        """A paragraph."""
        self._parts.append(indented(text, self.columns, 0))

    def __str__(self) -> str:
        return "\n\n".join(self._parts)
