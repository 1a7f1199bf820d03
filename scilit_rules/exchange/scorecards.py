"""Scorecards as JSON: statuses that do not occur are left out of counts, exact numbers are text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from scilit_rules.exchange.forms import DECIMAL, INTEGER, WORDS, YES_OR_NO, Form, always, maybe, record, several, word
from scilit_rules.model.json_schema import WHOLE, object_of
from scilit_rules.model.scorecard import BodyCard, RoleCard, Score, Scorecards, ScoreLine, Standing, SubjectCard
from scilit_rules.model.words import Role, Status


def _read_counts(item: Any) -> Mapping[Status, int]:
    found = {Status(name): INTEGER.read(count) for name, count in dict(item).items()}
    return {status: found.get(status, 0) for status in Status}


_COUNTS = Form(object_of({}, {status.value: WHOLE for status in Status}), _read_counts,
               lambda counts: {status.value: count for status, count in counts.items() if count})


def _chapter(clause: str, obligations: int, counts: Mapping[Status, int]) -> tuple[str, Standing]:
    return clause, Standing(obligations, counts)


_CHAPTER = record("", _chapter, always("clause", WORDS, lambda pair: pair[0]),
                  always("obligations", INTEGER, lambda pair: pair[1].obligations),
                  always("counts", _COUNTS, lambda pair: pair[1].counts))
_CHAPTERS = several(_CHAPTER)


def _role(role: Role, judged: int, counts: Mapping[Status, int], **parts: Any) -> RoleCard:
    return RoleCard(role, standing=Standing(judged, counts), **parts)


_ROLE = record("", _role, always("role", word(Role)), always("clauses", several(WORDS)),
               always("obligations", several(WORDS)), always("judged", INTEGER, "standing.obligations"),
               always("counts", _COUNTS, "standing.counts"))
_BODY = record("body_card", BodyCard, always("body", WORDS), always("collective", YES_OR_NO),
               always("roles", several(_ROLE)))


def scorecards_form(messages: Form) -> Form:
    """The scorecards of a report.

    Args:
        messages: the form of messages.
    """
    line = record(
        "score_line", lambda credit=None, points=None, **parts: ScoreLine(credit=credit, points=points, **parts),
        always("obligation", WORDS), always("weight", DECIMAL), maybe("credit", DECIMAL), maybe("points", DECIMAL),
        always("why", several(messages)),
    )
    score = record(
        "score", _score, always("full", DECIMAL), always("weight", DECIMAL), always("points", DECIMAL),
        always("bonus", DECIMAL), always("lines", several(line)), maybe("bonus_lines", several(line)),
        maybe("total", DECIMAL), maybe("grade", WORDS), maybe("earned_grade", WORDS),
        maybe("vetoed_by", several(WORDS)),
    )
    subject = record(
        "subject_card", _subject, always("subject", WORDS), always("obligations", INTEGER, "standing.obligations"),
        always("counts", _COUNTS, "standing.counts"), always("chapters", _CHAPTERS, _chapters_judged),
        maybe("score", score),
    )
    return record("scorecards", _scorecards, always("subjects", several(subject)),
                  always("chapters", _CHAPTERS, lambda cards: cards.chapters.items()), always("bodies", several(_BODY)))


def _chapters_judged(card: SubjectCard) -> list[tuple[str, Standing]]:
    return [(path, standing) for path, standing in card.chapters.items() if standing.findings]


def _score(bonus_lines: tuple[ScoreLine, ...] = (), total: Any = None, grade: str | None = None,
           earned_grade: str | None = None, vetoed_by: tuple[str, ...] = (), **parts: Any) -> Score:
    return Score(bonus_lines=bonus_lines, total=total, grade=grade, earned_grade=earned_grade, vetoed_by=vetoed_by,
                 **parts)


def _subject(obligations: int, counts: Mapping[Status, int], chapters: Any, **parts: Any) -> SubjectCard:
    return SubjectCard(standing=Standing(obligations, counts), chapters=dict(chapters), **parts)


def _scorecards(subjects: tuple[SubjectCard, ...], chapters: Any, bodies: tuple[BodyCard, ...]) -> Scorecards:
    known = dict(chapters)
    return Scorecards(tuple(_with_all(card, known) for card in subjects), known, bodies)


def _with_all(card: SubjectCard, paths: Iterable[str]) -> SubjectCard:
    """A card with the chapters too that the subject was not judged on; they are not written."""
    nothing = Standing(0, dict.fromkeys(Status, 0))
    return replace(card, chapters={path: card.chapters.get(path, nothing) for path in paths})
