"""Scorecards as JSON: statuses that do not occur are left out of counts, exact numbers are text."""

from __future__ import annotations

from typing import Any

from scilit_rules.messages import say
from scilit_rules.model.scorecard import BodyCard, Score, Scorecards, ScoreLine, Standing, SubjectCard


def scorecards_in_json(cards: Scorecards) -> dict[str, Any]:
    """The scorecards of a report as plain data."""
    return {
        "subjects": [_subject(card) for card in cards.subjects],
        "chapters": [{"clause": path, **_standing(standing)} for path, standing in cards.chapters.items()],
        "bodies": [_body(card) for card in cards.bodies],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {"obligations": standing.obligations, "counts": _counts(standing)}


def _counts(standing: Standing) -> dict[str, int]:
    return {status.value: count for status, count in standing.counts.items() if count}


def _subject(card: SubjectCard) -> dict[str, Any]:
    chapters = [
        {"clause": path, **_standing(standing)} for path, standing in card.chapters.items() if standing.findings
    ]
    found: dict[str, Any] = {"subject": card.subject, **_standing(card.standing), "chapters": chapters}
    if card.score is not None:
        found["score"] = _score(card.score)
    return found


def _body(card: BodyCard) -> dict[str, Any]:
    roles = [
        {"role": role.role.value, "clauses": list(role.clauses), "obligations": list(role.obligations),
         "judged": role.standing.obligations, "counts": _counts(role.standing)}
        for role in card.roles
    ]
    return {"body": card.body, "collective": card.collective, "roles": roles}


def _score(score: Score) -> dict[str, Any]:
    found: dict[str, Any] = {
        "full": format(score.full, "f"), "weight": format(score.weight, "f"), "points": format(score.points, "f"),
        "bonus": format(score.bonus, "f"), "lines": [_line(line) for line in score.lines],
        "bonus_lines": [_line(line) for line in score.bonus_lines],
        "total": None if score.total is None else format(score.total, "f"), "grade": score.grade,
        "earned_grade": score.earned_grade, "vetoed_by": list(score.vetoed_by),
    }
    return {key: value for key, value in found.items() if value or key == "lines"}


def _line(line: ScoreLine) -> dict[str, Any]:
    found: dict[str, Any] = {"obligation": line.obligation, "weight": format(line.weight, "f")}
    if line.credit is not None:
        found["credit"] = format(line.credit, "f")
    if line.points is not None:
        found["points"] = format(line.points, "f")
    found["why"] = [{"code": why.code, "zh": say(why, "zh"), "en": say(why, "en")} for why in line.why]
    return found
