"""A short example of each kind of authored file, all of one ruleset, for the page of keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class FileExample(NamedTuple):
    """An example of one kind of file.

    Args:
        path: where the file lies, from the folder that holds rulesets.
        text: what may stand in it.
    """

    path: str
    text: str


EXAMPLES: Mapping[str, FileExample] = {
    "plan": FileExample("qilu-2021-2025/plan.yaml", """\
id: qilu-2021-2025
title: {zh: 齐鲁市科学素质行动方案, en: Qilu plan for scientific literacy}
document: {number: 齐政发〔2020〕9号, issuer: 齐鲁市人民政府, issued: 2020-12-15}
jurisdiction: qilu
years: [2021, 2025]
extends: common
clauses: [{path: 一, kind: goal, heading: 办好科普集市}]
"""),
    "shared": FileExample("common/plan.yaml", """\
id: common
title: {zh: 共用任务, en: Shared obligations}
note: 各方案都有的任务写在这里。
"""),
    "obligations": FileExample("qilu-2021-2025/obligations/goals.yaml", """\
- {id: fair-held, clause: 一, adopts: common/fair-held}
- id: fair-visitors
  clause: 一
  title: {zh: 科普集市每年不少于1000人次, en: A thousand visits of the science fair each year}
  kind: target
  binding: mandatory
  bears: [district, county]
  yearly: true
  require: {fact: fair.visitors, at_least: 1000}
"""),
    "shared-obligations": FileExample("common/obligations/fairs.yaml", """\
- id: fair-held
  title: {zh: 每年举办科普集市, en: Hold a science fair each year}
  kind: action
  binding: mandatory
  bears: [district, county]
  yearly: true
  attest: {ask: {zh: 是否举办了科普集市, en: Was a science fair held}, evidence: 1}
"""),
    "consequences": FileExample("qilu-2021-2025/consequences.yaml", """\
- id: no-fair
  title: {zh: 科普集市落空, en: No science fair}
  when: {any: [{finding: fair-held, is: unmet}, {finding: fair-visitors, is: unmet}]}
  severity: warning
"""),
    "vocabulary": FileExample("qilu-2021-2025/vocabulary.yaml", """\
fair.visitors:
  title: {zh: 科普集市参观人次, en: Visits of the science fair}
  type: count
  unit: 人次
  nature: yearly
"""),
    "subjects": FileExample("subjects.yaml", """\
- {id: qilu, name: {zh: 齐鲁市, en: Qilu}, level: city}
- id: qilu.dong
  name: {zh: 东区, en: Dong}
  level: district
  parent: qilu
"""),
    "cases": FileExample("qilu-2021-2025/cases/goals.yaml", """\
- case: 恰好1000人次即达标
  subject: qilu.dong
  as_of: 2021-12-31
  facts: {fair.visitors: 1000人次}
  expect: {fair-visitors: met}
- case: 逐年的数据、佐证、审核意见，及由此得出的结论   # several years, evidence, a reviewer's mark, what follows
  subject: qilu.dong
  as_of: 2022-12-31
  facts:
    fair.visitors: [{value: 900人次, period: 2021}, {value: 0.12万人次, period: 2022, evidence: [年报第3页]}]
    fair-held: {value: 已完成, period: 2022, evidence: [东政发〔2022〕3号], mark: 未完成}
  expect:
    fair-visitors: [{status: unmet, period: 2021}, {status: met, period: 2022}]
    fair-held: [{status: unknown, reason: missing, period: 2021}, {status: unmet, period: 2022}]
  conclusions: [no-fair]
- case: 数据写在单位名下   # facts under the ids of subjects, as for what is added up over several
  subject: qilu.dong
  as_of: 2021-12-31
  subjects:
    qilu.dong: {facts: {fair.visitors: 1500人次}}
  expect: {fair-visitors: met}
"""),
}
MAPPING = FileExample("列名对照.yaml", """\
columns:
  科普投入: {fact: funding.popularisation.paid_in, unit: 万元}   # 表头没有写单位 the heading names no unit
  十九年人口: {fact: population.resident, year: 2019}            # 表头写的年份认不出 nor a year that can be read
  建组否: institution.leading_group
  材料: evidence
  填表说明: skip
subject: 地方
period: 2020              # 或年度列的表头，如 period: 时间 or the heading of a column of years
sheets:
  封面: skip
  张店表: {subject: 张店区, period: 2020}
missing: ["-", 暂无]
subjects: {老张店: zibo.zhangdian, 高新: 高新区}
""")
