"""The waiver file: a YAML list of decisions, each with reason, approver, document and dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Optional

from pydantic import BeforeValidator, Field, TypeAdapter

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.reader import read_document
from scilit_rules.language.shapes import Id, Line, Shape, SubjectId
from scilit_rules.language.shaping import items, shape
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.waiver import Waiver
from scilit_rules.problems import near_names


def _spell_year(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Year = Annotated[Line, BeforeValidator(_spell_year)]


class WaiverShape(Shape):
    """A decision to accept a gap."""

    id: Line = Field(description="豁免编号 · id, unique in the file")
    obligation: Id = Field(description="任务编号 · id of the obligation")
    subject: SubjectId = Field(description="单位编号 · id of the subject")
    reason: Line = Field(description="豁免理由 · why the gap is accepted")
    approver: Line = Field(description="批准人或机关 · who decided")
    document: Line = Field(description="批准文件 · by which document")
    from_day: date = Field(alias="from", description="起始日(含) · the first day that it counts")
    until: date = Field(description="截止日(含) · the last day that it counts, included")
    period: Optional[Year] = Field(None, description="仅限的期间 · the one period that it is limited to")


def waiver_schema() -> dict[str, Any]:
    """The JSON Schema of waiver files."""
    return TypeAdapter(list[WaiverShape]).json_schema()


def read_waivers(path: str | Path, plan: Plan) -> tuple[Waiver, ...]:
    """The decisions of a waiver file, in the order written.

    Args:
        path: the file.
        plan: the plan whose gaps are accepted.

    Raises:
        RulesetError: if anything in it is wrong: a waiver that is misread must not pass for one that counts.
    """
    faults = Faults()
    document = read_document(Path(path), faults)
    waivers: list[Waiver] = []
    seen: dict[str, Place] = {}
    for spot in items(document.top, faults) if document is not None else ():
        item = shape(WaiverShape, spot, faults)
        if item is None:
            continue
        if item.id in seen:
            faults.add(spot.at("id").problem("assessment.waiver-twice", others=[seen[item.id]], id=item.id))
        seen.setdefault(item.id, spot.at("id").place)
        _check(item, spot, plan, faults)
        waivers.append(Waiver(item.id, item.obligation, item.subject, item.reason, item.approver, item.document,
                              item.from_day, item.until, item.period, spot.at("id").place))
    faults.stop_if_any()
    return tuple(waivers)


def _check(item: WaiverShape, spot: Spot, plan: Plan, faults: Faults) -> None:
    if item.obligation not in plan.obligations:
        renamed = plan.renamed(item.obligation)
        near = (renamed,) if renamed is not None else near_names(item.obligation, plan.obligations)
        faults.add(spot.at("obligation").problem("assessment.waiver-obligation", near=near, obligation=item.obligation,
                                                 plan=plan.id))
    if item.subject not in plan.register:
        near = near_names(item.subject, (subject.id for subject in plan.register))
        faults.add(spot.at("subject").problem("assessment.waiver-subject", near=near, subject=item.subject))
    if item.until < item.from_day:
        faults.add(spot.at("until").problem("assessment.waiver-order", until=item.until, start=item.from_day))
