"""The register of subjects."""

from __future__ import annotations

from collections import Counter

from scilit_rules.model.plan import Plan
from scilit_rules.model.words import Level

CODES = {
    "zibo": "370300", "zibo.zhangdian": "370303", "zibo.zichuan": "370302", "zibo.boshan": "370304",
    "zibo.linzi": "370305", "zibo.zhoucun": "370306", "zibo.huantai": "370321", "zibo.gaoqing": "370322",
    "zibo.yiyuan": "370323", "zibo.gaoxin": None, "zibo.jingkai": None, "zibo.wenchanghu": None, "jinan": "370100",
    "jinan.lixia": "370102",
}
STREETS = {
    "jiefanglu", "qianfoshan", "baotuquan", "quanchenglu", "daminghu", "dongguan", "wenhuadonglu", "jianzhuxincun",
    "dianliuxincun", "yanshan", "yaojia", "zhiyuan", "longdong",
}


def test_subjects_and_codes(zibo: Plan) -> None:
    streets = {f"jinan.lixia.{name}": None for name in STREETS}
    assert {subject.id: subject.code for subject in zibo.register} == {**CODES, **streets}


def test_streets_of_lixia_leave_out_the_one_that_the_high_tech_zone_runs(zibo: Plan) -> None:
    streets = list(zibo.register.children("jinan.lixia"))
    assert {subject.level for subject in streets} == {Level.STREET}
    assert {subject.id.rpartition(".")[2] for subject in streets} == STREETS
    note = zibo.register["jinan.lixia"].note
    assert note is not None and "舜华路" in note.zh


def test_levels_below_the_city(zibo: Plan) -> None:
    levels = Counter(subject.level for subject in zibo.register.children("zibo"))
    assert levels == {Level.DISTRICT: 5, Level.COUNTY: 3, Level.ZONE: 3}


def test_zones_say_that_their_people_are_counted_elsewhere_without_guessing_where(zibo: Plan) -> None:
    for subject in zibo.register:
        if subject.level is Level.ZONE:
            assert subject.note is not None
            assert subject.counted_in == ()


def test_every_name_means_one_subject(zibo: Plan) -> None:
    names = [name for subject in zibo.register for name in (subject.name.zh, subject.name.en, *subject.aliases)]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_plans_own_names_are_known(zibo: Plan) -> None:
    names = {name: subject.id for subject in zibo.register for name in (subject.name.zh, *subject.aliases)}
    for name, id in {"张店": "zibo.zhangdian", "淄博市张店区": "zibo.zhangdian", "高新区": "zibo.gaoxin",
                     "经济开发区": "zibo.jingkai", "淄博经济开发区": "zibo.jingkai", "经开区": "zibo.jingkai",
                     "文昌湖区": "zibo.wenchanghu", "文昌湖旅游度假区": "zibo.wenchanghu",
                     "文昌湖省级旅游度假区": "zibo.wenchanghu", "历下": "jinan.lixia"}.items():
        assert names[name] == id
    assert "恒台" not in names
    assert "恒台县" not in names
