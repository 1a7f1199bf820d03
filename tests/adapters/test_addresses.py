"""What is shown of an address opens nothing, whoever shows it; and two that look alike then stay two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

import scilit_rules as sr
from scilit_rules.messages import show
from scilit_rules.model.address import masked
from scilit_rules.plugins.manager import Plugins, installed_entries
from tests.cli.running import RULESETS

ONE = "odd://me:s3cret@host/db?sslpassword=t0psecret"
TWO = "odd://you:0ther@host/db?sslpassword=t0psecret"
SECRETS = ("s3cret", "t0psecret", "0ther")


@pytest.mark.parametrize("text,shown", [
    ("postgresql://u:p@h/db", "postgresql://***@h/db"), ("mysql://user@h/d", "mysql://***@h/d"),
    ("postgresql+psycopg://u:p@ss@h:5432/db?sslpassword=x&sslmode=require",
     "postgresql+psycopg://***@h:5432/db?sslpassword=***&sslmode=require"),
    ("postgresql://u:pa/ss@h/db", "postgresql://***@h/db"), ("postgresql//u:p@h", "postgresql//***@h"),
    ("postgresql://u:p@", "postgresql://***@"), ("https://u:p@[::1]/x", "https://***@[::1]/x"),
    ("https://x.gov.cn/a?id=1&token=abc#f", "https://x.gov.cn/a?id=1&token=***#f"),
    ("https://a.cn/f?X-Amz-Signature=abc&sig=1&key=2", "https://a.cn/f?X-Amz-Signature=***&sig=***&key=***"),
    ("connection failed: host=h user=u password=secret dbname=x",
     "connection failed: host=h user=u password=*** dbname=x"),
    ("password='a b' x", "password=*** x"), ("postgresql://u:pass \n word@h/d x", "postgresql://***@h/d x"),
    ("postgresql://u:p@ss/pw@h/db", "postgresql://***@h/db"),
    ("postgresql:/u:p@ss/pw@h/db: error", "postgresql:/***@h/db: error"), ("http:/u:pw%zz@h/x", "http:/***@h/x"),
    ("mysql+x:/u:pw@h/db", "mysql+x:/***@h/db"), ("http://a:pw@h/x,http://c:pw@i/y", "http://***@h/x,http://***@i/y"),
    ("http:/host:8080/x@2.png", "http:/host:8080/x@2.png"), ("http://[::1]:80/a@b", "http://[::1]:80/a@b"),
    ("C:/me/x:y@z.csv", "C:/me/x:y@z.csv"), ("http:/h/x@y", "http:/h/x@y"),
    ("see https://a.cn and postgres://u:p@h/x, ok", "see https://a.cn and postgres://***@h/x, ok"),
])
def test_what_opens_an_address_is_hidden(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert masked(shown) == shown


@pytest.mark.parametrize("text", [
    "http://h:8080/@user/a@b", "https://www.zibo.gov.cn/art/2019/5/1/art_1.html?id=3&page=2", "returns/周村区.xlsx",
    "a = b", "http://h:8080 and kexie@zibo.gov.cn", "kexie@zibo.gov.cn", "C:/returns/a@b.xlsx", "达标率=45%",
])
def test_what_opens_nothing_is_left_as_it_is(text: str) -> None:
    assert masked(text) == text


def test_every_text_that_is_shown_goes_through_there() -> None:
    assert show(ONE, "zh") == show((ONE,), "en") == "odd://***@host/db?sslpassword=***"


class Odd:
    """An adapter of addresses, as a plugin for databases has one."""

    name = "odd"
    suffixes: tuple[str, ...] = ()

    def accepts(self, source: str) -> bool:
        return source.startswith("odd://")

    def read(self, source: str, options: sr.ReadOptions) -> Iterator[sr.Grid | sr.Problem]:
        assert masked(source) != source, "an adapter gets the address itself"
        if "broken" in source:
            raise RuntimeError(f"no way into {source}")
        yield sr.problem("adapters.no-cells", sr.Place(source))
        amount = 1 if "me:" in source else 2
        yield sr.Grid(source, [["单位", "指标", "年度", "数值"], ["东区", "小城经费", 2020, amount * 100000]])
        yield sr.Grid(f"{source}#more", [["单位", "指标", "年度", "数值"], ["西区", "小城经费", 2020, "?"]])


@pytest.fixture
def plugins() -> Plugins:
    provide = sr.hookimpl(lambda: [Odd()], specname="scilit_adapters")
    odd = type("OddPlugin", (), {"scilit_adapters": staticmethod(provide)})()
    return Plugins(installed_entries(built_in=True), also={"odd": odd})


def checked(plugins: Plugins, *sources: str, **more: object) -> sr.Report:
    return sr.check("mini-2020", list(sources), as_of=date(2020, 12, 31), rulesets=[RULESETS], plugins=plugins,
                    **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["json", "html", "markdown", "csv", "table"])
def test_no_report_shows_what_opens_an_address(plugins: Plugins, format: str) -> None:
    out = BytesIO()
    report = checked(plugins, ONE, TWO, "odd://me:s3cret@broken/db")
    sr.write_report(report, out, format=format, options=sr.ReportOptions(detail=True), plugins=plugins)
    written = out.getvalue().decode("utf-8")
    assert "@host/db" in written or format == "table"
    for secret in SECRETS:
        assert secret not in written


def test_problems_show_none_either(plugins: Plugins) -> None:
    report = checked(plugins, ONE, "odd://me:s3cret@broken/db")
    told = "\n".join(sr.show_problem(found, "en") for found in report.problems)
    assert "RuntimeError: no way into odd://***@broken/db" in told
    assert not any(secret in told for secret in SECRETS)


def test_two_addresses_that_look_alike_stay_two_sources(plugins: Plugins) -> None:
    report = checked(plugins, ONE, TWO)
    names = [given.source for given in report.run.inputs]
    assert names == ["odd://***@host/db?sslpassword=***", "odd://***@host/db?sslpassword=*** (2)"]
    assert [given.records for given in report.run.inputs] == [2, 2], "of all tables of a source"
    conflicting = [found for found in report.findings if found.reason == "conflicting"]
    assert conflicting
    assert {place.source for place in conflicting[0].places} == set(names)


def test_an_address_that_is_believed_first_is_named_as_it_was_given(plugins: Plugins) -> None:
    report = checked(plugins, ONE, TWO, ranked=[ONE])
    assert not [found for found in report.findings if found.reason == "conflicting"]


def test_a_file_is_called_what_it_was_called(tmp_path: Path) -> None:
    path = tmp_path / "a=b@c" / "token=1.csv"
    path.parent.mkdir()
    path.write_text("单位,指标,年度,数值\n东区,小城经费,2020,100000\n", encoding="utf-8")
    out = BytesIO()
    report = sr.check("mini-2020", path, as_of=date(2020, 12, 31), rulesets=[RULESETS])
    sr.write_report(report, out)
    assert json.loads(out.getvalue())["run"]["inputs"][0]["source"] == str(path)
