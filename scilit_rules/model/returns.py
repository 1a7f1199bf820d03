"""Who has reported on itself, by which files, and what could not be used."""

from __future__ import annotations

from dataclasses import dataclass

from scilit_rules.model.place import Place
from scilit_rules.model.words import ReturnState

OWED = frozenset({ReturnState.NOT_RETURNED, ReturnState.BLANK, ReturnState.NOT_USABLE})
"""The states in which a return is still owed."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A return that a later one of the same subject and form replaces.

    Args:
        old: the file that is no longer used.
        new: the file in its place.
        lost: how many values only the old one had.
    """

    old: str
    new: str
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell of a form that was left blank.

    Args:
        name: the fact, or the obligation attested.
        year: the year that its row speaks of; None where it says none.
        place: the cell.
        written: what stands there instead of a value, such as 暂无; empty for nothing.
    """

    name: str
    year: int | None
    place: Place
    written: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """What one subject sent; what others report of it, and what is derived from those below it, is none of that.

    Args:
        subject: its id.
        state: what that comes to.
        sources: its own files: forms, and tables that are about it alone.
        joint: files in which it stands among others.
        unusable: its own files of which nothing could be read.
        superseded: its own files that later ones replace.
        blanks: the cells of its forms that were left blank.
    """

    subject: str
    state: ReturnState
    sources: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    blanks: tuple[Blank, ...] = ()

    @property
    def is_owed(self) -> bool:
        """Whether the subject must still send its return, or send it again."""
        return self.state in OWED
