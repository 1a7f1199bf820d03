"""Judges facts that an application holds already: no files at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import scilit_rules as sr

FACTS = [
    sr.Fact("zibo.zhangdian", "population.resident", sr.Period(2020), Decimal(1272967)),
    sr.Fact("zibo.zhangdian", "funding.special.paid_in", sr.Period(2020), Decimal(1272967)),
    sr.Fact(
        "zibo.zhangdian", "institution.leading_group", sr.Period(2020), True,
        evidence=(sr.Evidence(sr.EvidenceKind.DOCUMENT, "张政办发〔2016〕21号"),),
    ),
]

report = sr.check(
    "zibo-2016-2020", facts=FACTS, as_of=date(2020, 12, 31), subjects=["zibo.zhangdian"],
    only=["special-funding-per-capita", "leading-group", "on-agenda"],
)

# One yuan per head is not above one yuan; and nothing is known of the agenda, which is not the same as a failure.
for finding in report.findings:
    print(finding.obligation, finding.status, finding.reason or "")
