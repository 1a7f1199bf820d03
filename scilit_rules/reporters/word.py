"""The report as a document of the office: the circular of the round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from scilit_rules.model.report import Report
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.markers import hookimpl


class WordReporter:
    """Writes the circular on a round as a .docx file by GB/T 9704-2012; it is Chinese whatever the language."""

    name = "word"
    suffixes: tuple[str, ...] = (".docx",)

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes the circular; signature and deadline are left open.

        Raises:
            UsageError: if the report rests on assumptions, or python-docx is missing.
        """
        from scilit_rules.reporters.letters.letter import Sender
        from scilit_rules.reporters.letters.making import LetterRound

        out.write(LetterRound(report, Sender()).circular())


@hookimpl
def scilit_reporters() -> Sequence[WordReporter]:
    """The circular."""
    return (WordReporter(),)
