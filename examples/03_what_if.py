"""Asks what a change would bring: a session keeps one subject judged and returns only the findings that changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import scilit_rules as sr

session = sr.open_session("zibo-2016-2020", "桓台县", as_of=date(2020, 12, 31))
session.set("population.resident", Decimal(489479))

for yuan in (480000, 489479, 489480):
    for finding in session.set("funding.special.paid_in", Decimal(yuan)):
        money = f", {finding.gap.money:.2f} yuan short" if finding.gap and finding.gap.money else ""
        print(f"{yuan}: {finding.obligation} is now {finding.status}{money}")

for finding in session.retract("funding.special.paid_in"):
    print(f"retracted: {finding.obligation} is now {finding.status}")
