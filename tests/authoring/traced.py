"""An invented plan as issued, and the ruleset that agrees with it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from scilit_rules.authoring.bodies import read_bodies
from scilit_rules.authoring.documents import IssuedText
from scilit_rules.authoring.text import split_clauses
from scilit_rules.authoring.trace import Trace, trace_plan
from scilit_rules.model.condition import Comparison
from scilit_rules.model.obligation import Obligation, Schedule
from scilit_rules.model.operators import Tolerance
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Clause, Plan
from scilit_rules.model.text import Text
from scilit_rules.model.words import Binding, ClauseKind, ScheduleKind
from tests.authoring.made import obligation, plan

ISSUED = """小城市科学素质方案（2019—2020年）

　　一、总体目标

　　（一）素质目标。到2020年，全市公民科学素质比例超过10.5%，力争有一半左右的区建成场馆。
　　二、重点任务
　　（一）学校科学教育行动。推动科学课程在所有小学全覆盖，鼓励中学开设实验课。（由市教
育局、团市委牵头，相关部门和单位配合）
　　1.加强教师培训。各区要每两年组织一次教师培训，培训教师不少于200人。（市教育局负责）
　　2．建设科普场所。支持企业建设场馆，继续办好《十年规划》展览。（市科协、市文化局按职责
分工负责）
　　三、组织保障

　　（一）经费投入。确保科普经费每年人均2元，逐步扩大社会投入。
　　（二）监测评估。建立监测制度，每年公布结果。

抄送：市委各部门。
"""
HARD, SOFT, MILD = Binding.MANDATORY, Binding.DIRECTIONAL, Binding.ENCOURAGED
PLAN_FILE = "小城/plan.yaml"


def yearly(step: int = 1) -> Schedule:
    kind = ScheduleKind.YEARLY if step == 1 else ScheduleKind.EVERY
    return Schedule(kind, date(2020, 12, 31), 2019, 2020, step)


def promise(id: str, clause: str, phrase: str, binding: Binding, **more: object) -> Obligation:
    line = more.pop("line", 7)
    place = Place("小城/obligations/all.yaml", line=line)  # type: ignore[arg-type]
    if "require" not in more and "attest" not in more:
        more.setdefault("review", Text("做到了没有？", "Is it so?"))
    return obligation(id, clause=clause, phrase=phrase, binding=binding, place=place, **more)


OBLIGATIONS = (
    promise("rate", "一/（一）", "比例超过10.5%", HARD, require=Comparison("a.share", "above", Decimal("10.5"))),
    promise("venues", "一/（一）", "一半左右的区", MILD,
            require=Comparison("a.share", "about", Tolerance(Decimal(50), Decimal(10)))),
    promise("courses", "二/（一）", "在所有小学全覆盖", SOFT),
    promise("laboratory", "二/（一）", "中学开设实验课", MILD),
    promise("training", "二/（一）/1", "组织一次教师培训", HARD, schedule=yearly(2)),
    promise("trained", "二/（一）/1", "培训教师不少于200人", HARD, require=Comparison("a.count", "at_least", Decimal(200))),
    promise("company-venues", "二/（一）/2", "企业建设场馆", MILD),
    promise("exhibition", "二/（一）/2", "办好《十年规划》展览", SOFT),
    promise("funds", "三/（一）", "每年人均2元", HARD, schedule=yearly(),
            require=Comparison("a.amount", "at_least", Decimal(2))),
    promise("society", "三/（一）", "扩大社会投入", SOFT),
    promise("monitoring", "三/（二）", "建立监测制度", SOFT),
    promise("results", "三/（二）", "每年公布结果", SOFT, schedule=yearly()),
)


def clauses_of(text: str) -> tuple[Clause, ...]:
    return tuple(
        Clause(found.path, ClauseKind.TASK, found.heading, bodies=(read := read_bodies(found.text))[0], wording=read[1],
               digest=found.digest, reason=Text("章标题") if "/" not in found.path else None,
               place=Place(PLAN_FILE, line=number * 4))
        for number, found in enumerate(split_clauses(text), start=1)
    )


def ruleset(*changes: Obligation, clauses: tuple[Clause, ...] = (), without: tuple[str, ...] = ()) -> Plan:
    """The ruleset that agrees with the text, with some obligations put in the place of those of the same id."""
    changed = {one.id: one for one in changes}
    own = {one.id: one for one in OBLIGATIONS if one.id not in without}
    found = plan(*{**own, **changed}.values(), clauses=clauses or clauses_of(ISSUED))
    return replace(found, home="小城")


def clauses_with(path: str, **change: object) -> tuple[Clause, ...]:
    """The clauses of the text, one of them changed."""
    return tuple(replace(c, **change) if c.path == path else c for c in clauses_of(ISSUED))  # type: ignore[arg-type]


def written(folder: Path, text: str, name: str = "方案.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def codes(found: Trace) -> list[str]:
    return [told.code.removeprefix("trace.") for told in found.differences]


def issued(text: str) -> IssuedText:
    return IssuedText("方案.txt", text, (0, *(m.end() for m in re.finditer("\n", text))))


def traced(text: str, plan: Plan | None = None, against: str | None = None) -> Trace:
    return trace_plan(plan or ruleset(), issued(text), issued(against) if against else None)
