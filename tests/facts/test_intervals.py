"""Which intervals are read from words, which times, and whether two of them lie apart by an interval."""

from __future__ import annotations

from datetime import date

import pytest

from scilit_rules.facts.intervals import Interval, interval_in, recur, times_in

WEEK, MONTH, QUARTER, HALF, YEAR = 7, 31, 92, 183, 366

STATED = [
    ("每季度一次", QUARTER), ("每季度", QUARTER), ("每季一次", QUARTER), ("按季度通报", QUARTER), ("每3个月", 93),
    ("每三个月召开一次例会", 93), ("每月", MONTH), ("每个月一次", MONTH), ("逐月报送", MONTH), ("每周更新", WEEK),
    ("每半年", HALF), ("半年一次", HALF), ("每半年开展一次测评", HALF), ("每学期一次", HALF), ("一年两次", HALF),
    ("每年不少于两次", HALF), ("每年开展4次", 91.5), ("每年", YEAR), ("每一年", YEAR), ("一年一次", YEAR),
    ("每年度", YEAR), ("逐年开展", YEAR), ("按年度发布", YEAR), ("每学年", YEAR), ("每两年一次", 2 * YEAR),
    ("两年一次", 2 * YEAR), ("2年1次", 2 * YEAR), ("每隔一年", 2 * YEAR), ("每２年", 2 * YEAR),
    ("《关于建立每季度监测通报制度的通知》", QUARTER), ("监测办法规定：每半年一次", HALF), ("every two years", 2 * YEAR),
    ("quarterly", QUARTER), ("every 6 months", 186), ("twice a year", HALF), ("Monthly meetings", MONTH),
]
UNSTATED = ["定期", "不定期", "2022年1次", "2019年第1期", "历科字〔2022〕5号", "第三季度", "每人", "每次活动", "年度报告",
            "2022年两次测评", "本年开展两次", "常年", "近年来", "2022年第一季度监测简报", "", "at regular intervals"]


@pytest.mark.parametrize(("text", "days"), STATED)
def test_an_interval_that_is_written_is_read(text: str, days: float) -> None:
    found = interval_in(["监测报告", text])
    assert found is not None and found.days == pytest.approx(days)


@pytest.mark.parametrize("text", UNSTATED)
def test_no_interval_is_made_up(text: str) -> None:
    assert interval_in([text]) is None


@pytest.mark.parametrize(("text", "expected"), [
    ("2022年6月科学素质监测报告", ["2022-06-01/2022-06-30"]),
    ("二〇二二年六月测评报告", ["2022-06-01/2022-06-30"]),
    ("2022年十二月", ["2022-12-01/2022-12-31"]),
    ("2022年第一季度监测简报", ["2022-01-01/2022-03-31"]),
    ("2022年四季度", ["2022-10-01/2022-12-31"]),
    ("2021年上半年总结", ["2021-01-01/2021-06-30"]),
    ("2022-03-05现场照片", ["2022-03-05/2022-03-05"]),
    ("20220305会议纪要", ["2022-03-05/2022-03-05"]),
    ("历科字〔2022〕5号", ["2022-01-01/2022-12-31"]),
    ("2021年度报告、2022年度报告", ["2021-01-01/2021-12-31", "2022-01-01/2022-12-31"]),
    ("2022年13月", ["2022-01-01/2022-12-31"]),
    ("监测报告", []), ("第20221号", []),
])
def test_times_are_read_as_exactly_as_they_are_written(text: str, expected: list[str]) -> None:
    assert [f"{span.start}/{span.end}" for span in times_in(text)] == expected


@pytest.mark.parametrize(("texts", "days", "expected"), [
    (["2021年报告", "2022年报告"], YEAR, True),
    (["2021年报告", "2023年报告"], YEAR, False),
    (["2022年报告", "2022年报告"], YEAR, False),
    (["2022年3月", "2022年6月"], YEAR, False),
    (["2022年5月1日", "2022年5月2日"], YEAR, False),
    (["2021年11月", "2022年5月"], YEAR, True),
    (["2022年3月5日", "2022年3月6日"], MONTH, False),
    (["2022年3月", "2022年4月"], QUARTER, False),
    (["2022年3月", "2022年5月"], QUARTER, True),
    (["2022年3月", "2022年6月", "2023年3月"], YEAR, True),
    (["2019年报告", "2021年报告"], 2 * YEAR, True),
    (["2021年报告", "2022年报告"], QUARTER, False),
    (["2022年3月", "2022年6月"], QUARTER, True),
    (["2022年第一季度", "2022年第二季度"], QUARTER, True),
    (["2022年3月", "2022年12月"], QUARTER, False),
    (["2022年3月1日", "2022年3月31日"], MONTH, True),
    (["2019年上半年报告", "2019年下半年报告"], HALF, True),
    (["2022年3月", "2022年4月"], MONTH, True),
    (["2022年8月", "2022年10月"], MONTH, False),
    (["2022年3月1日"], MONTH, False),
    (["2021年6月", "2022年报告"], YEAR, True),
])
def test_two_times_show_that_something_recurs(texts: list[str], days: float, expected: bool) -> None:
    assert recur((span for text in texts for span in times_in(text)), Interval(days, "")) is expected


def test_a_day_that_is_none_is_no_time() -> None:
    assert times_in("2022-02-30") == times_in("2022年2月")
    assert date(2022, 2, 28) == times_in("2022年2月")[0].end
