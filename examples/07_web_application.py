"""A check inside a web application: rows come in as people wrote them, the report goes out as a page or as JSON.

It is an ordinary WSGI application, which any server runs. A plan is loaded once and may be shared by threads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import scilit_rules as sr

PLAN = sr.load_plan("zibo-2016-2020")
HEADINGS = ("单位", "指标", "年度", "数值")
TYPES = {"html": "text/html; charset=utf-8", "json": "application/json"}


def application(environ: Mapping[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answers one request: ``{"as_of": "2020-12-31", "format": "json", "rows": [[unit, fact, year, value], ...]}``."""
    try:
        asked = json.load(environ["wsgi.input"])
        rows = [tuple(row) for row in asked["rows"]]
        as_of, format = date.fromisoformat(asked["as_of"]), asked.get("format", "html")
        kind = TYPES[format]
    except (ValueError, KeyError, TypeError) as error:
        return respond(start_response, "400 Bad Request", "text/plain; charset=utf-8", repr(error).encode())
    try:
        report = sr.check(PLAN, sr.Grid("form", [HEADINGS, *rows]), as_of=as_of, subjects=asked.get("subjects"))
    except sr.ScilitError as error:
        told = "\n".join(sr.show_problem(found, "zh") for found in error.problems)
        return respond(start_response, "422 Unprocessable Content", "text/plain; charset=utf-8", told.encode())
    out = BytesIO()
    sr.write_report(report, out, format=format, options=sr.ReportOptions(lang="zh"))
    return respond(start_response, "200 OK", kind, out.getvalue())


def respond(start_response: Callable[..., object], status: str, kind: str, body: bytes) -> Iterable[bytes]:
    """The answer as a server wants it."""
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


def ask(**request: object) -> tuple[str, str]:
    """What a browser would get, without a server."""
    statuses: list[str] = []
    environ = {"wsgi.input": BytesIO(json.dumps(request).encode())}
    body = b"".join(application(environ, lambda status, headers: statuses.append(status)))
    return statuses[0], body.decode()


ROWS = [["周村区", "常住人口", 2020, "40.7016万人"], ["周村区", "科普专项经费", 2020, "40.5388万元"]]

status, body = ask(as_of="2020-12-31", format="json", subjects=["周村区"], rows=ROWS)
for finding in json.loads(body)["findings"]:
    if finding["status"] == "unmet":
        print(status, finding["id"], finding["gap"]["money"], "元")

print(*ask(as_of="2020-12-31", subjects=["周村县"], rows=ROWS), sep="\n")
