"""The letters of a round, and its circular."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scilit_rules.arguments import PATH, must_fit
from scilit_rules.model.report import Report
from scilit_rules.problems import must_know_rules

if TYPE_CHECKING:
    from scilit_rules.reporters.letters.making import LetterRound


def make_letters(report: Report, *, issuer: str = "", number: str = "", dated: date | None = None,
                 deadline: date | None = None, contact: str = "", addressee: str = "",
                 template: str | Path | None = None, circular_template: str | Path | None = None) -> LetterRound:
    """The letters of a round, in Chinese.

    One of rectification to each subject with an open gap, a request to each other that has data or evidence to supply,
    a reminder to each that owes its return, and the circular.

    It needs the extra ``word``. What nobody said is left open in the letters, to be filled in by hand.

    Args:
        report: the report.
        issuer: who signs.
        number: the document number of the circular; letters have numbers of their own, which are left open.
        dated: the date that the letters bear; that of the report if left out.
        deadline: until when to reply.
        contact: whom to ask, with telephone.
        addressee: whom a letter is addressed to, ``{单位}`` standing for the subject; by its level if left out.
        template: an office's own .docx for letters.
        circular_template: the same for the circular.

    Returns:
        the letters; each has a name and bytes and is made when its turn comes, the circular last.

    Raises:
        UsageError: if it is no report of ``check`` (one that was read from a file does not know its conditions) or
            rests on assumptions, python-docx is missing, or a template can't be filled.
        OSError: if a template can't be read.
    """
    must_know_rules(report)
    texts = {"issuer": issuer, "number": number, "contact": contact, "addressee": addressee}
    must_fit(**{name: (text, str) for name, text in texts.items()}, dated=(dated, date, None),
             deadline=(deadline, date, None), template=(template, PATH, None),
             circular_template=(circular_template, PATH, None))
    from scilit_rules.reporters.letters.letter import Sender
    from scilit_rules.reporters.letters.making import LetterRound

    sender = Sender(issuer, number, dated, deadline, contact, addressee)
    return LetterRound(report, sender, *(None if path is None else str(path) for path in (template, circular_template)))
