"""What comes after a check: gaps go into the ledger, move on, and letters are written.

It needs the extras ``ledger`` and ``word``. Dates are always given: nothing here reads the clock.
"""

from __future__ import annotations

import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import scilit_rules as sr

CHINA = timezone(timedelta(hours=8))
RETURNS = Path(__file__).parent / "zibo" / "returns"

report = sr.check("zibo-2016-2020", [RETURNS], as_of=date(2020, 12, 31), subjects=["周村区"])

with tempfile.TemporaryDirectory() as folder:
    ledger = sr.open_ledger(Path(folder) / "ledger.db", create=True)
    monday = datetime(2021, 1, 4, 9, 30, tzinfo=CHINA)
    taken = sr.take_in(ledger, report, by="王敏", at=monday, deadline=date(2021, 3, 31))
    print(len(taken.new), "new, from", taken.new[0])

    tuesday = datetime(2021, 1, 5, 14, tzinfo=CHINA)
    row = sr.move_row(ledger, taken.new[0], sr.LedgerState.ASSIGNED, by="王敏", at=tuesday)
    print(row.number, row.state, "by", row.deadline)
    print(row.problem.zh)

    due = sr.due_rows(sr.ledger_rows(ledger), as_of=date(2021, 4, 1))
    print(len(due.overdue), "overdue on 1 April")

    for letter in sr.make_letters(report, issuer="淄博市科学技术协会", deadline=date(2021, 3, 31)):
        (Path(folder) / letter.name).write_bytes(letter.data)
        print(letter.name)
