"""What a piece of evidence bears on: a duty of this subject, in the plan's time, and not the order that asks for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import scilit_rules as sr
from scilit_rules.facts.bearing import Bearing, Duty, Manner
from scilit_rules.facts.evidence import read_evidence
from scilit_rules.model.words import EvidenceKind

EVIDENCE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "evidence.yaml").read_text(encoding="utf-8"))
PLAN = sr.load_plan("zibo-2016-2020")
AS_OF = date(2020, 12, 31)
ZHANGDIAN = "zibo.zhangdian"

OF_OTHER_TIMES = {
    (Manner.LASTING, "period"): ["2014年9月全国科普日启动仪式照片", "张政发〔2014〕3号", "2014年全区科普设施名录", "2013年科普工作总结.pdf", "《2011—2015年科普工作总结》",
                          "http://www.zhangdian.gov.cn/art/2012/5/20/art_1_2.html", "2012年与淄博科技馆签订的共建协议", "二〇一二年全区科普设施名录"],
    (Manner.ONCE, "period"): ["2014年9月全国科普日启动仪式照片", "2010年科普活动总结", "张科协发〔2012〕5号《关于开展科普工作的通知》"],
    (Manner.ONCE, "time"): ["张科协发〔2021〕3号", "《2021年科普工作总结》", "《“十四五”科普规划》（2021年印发）", "科普工作总结2021.docx", "2022年9月科普日活动", "2021年全区科普设施名录",
                     "http://www.zhangdian.gov.cn/art/2021/5/20/art_1_2.html", "张科协发〔2018〕7号（2021年印发）", "2021年1月与科苑公司签订的协议"],
    (Manner.ORGANISED, "period"): ["2013年科普工作总结.pdf", "2014年9月全国科普日启动仪式照片", "张科协发〔2012〕5号《关于开展科普工作的通知》"],
    (Manner.ORGANISED, ""): ["张政办发〔2014〕3号", "2014年3月领导小组成立大会会议纪要", "《张店区科普工作联席会议制度》（2013年印发）"],
    (Manner.LASTING, ""): ["2014年9月、2018年9月全国科普日启动仪式照片", "2018年9月全国科普日启动仪式照片", "张政发〔2014〕3号（2018年修订）", "2014年至今科普活动台账（区科协）", "2014—2019年全区科普设施名录"],
    (Manner.ONCE, ""): ["张科协发〔2014〕3号《关于成立社区科普网络的批复》", "《张店区科普规划（2021—2025年）》", "张科协发〔2018〕7号（有效期至2023年）", "2020年12月31日全区科普设施名录"],
}
OF_OTHERS = {
    "place": ["青岛市2018年科普宣传员名册", "2018年潍坊市寿光市科普宣传员名册", "寿光市2018年科普工作总结", "2018年历下区科普宣传员名册", "淄川区2018年科普设施名录", "济科协发〔2018〕7号", "历下科协发〔2018〕7号",
              "烟政办发〔2018〕7号", "川政办发〔2018〕7号", "《济南市历下区2018年科普工作总结》", "历下区科普工作总结.pdf", "http://www.jinan.gov.cn/art/2018/5/20/art_1_2.html", "2018年9月烟台市全国科普日主场活动",
              "微信公众号“科普周村”", "抖音号“临淄科普”", "http://www.linzi.gov.cn/art/2019/5/21/art_1_2.html", "http://www.zichuan.gov.cn/art/2019/5/21/art_1_2.html",
              "2018年4月沂源县科协与鲁村镇签订的科普惠农协议"],
    "order": ["淄政办发〔2016〕10号", "根据淄政办发〔2016〕10号文件", "市实施方案（淄政办发〔2016〕10号）", "淄政办发〔2016〕10号.pdf", "国发〔2006〕7号", "鲁政办发〔2016〕19号", "国办发〔2017〕8号", "《全民科学素质行动计划纲要》",
              "《科学素质纲要》", "《纲要》", "《市纲要实施方案》", "按淄政办发〔2016〕10号执行", "《淄博市全民科学素质行动计划纲要实施方案（2016—2020年）》", "《国务院关于印发全民科学素质行动计划纲要的通知》", "《山东省科学技术普及条例》", "《“十三五”国家科技创新规划》", "《中国公民科学素质基准》"],
    "": ["《张店区全民科学素质行动计划纲要实施方案》", "张政发〔2016〕12号（落实淄政办发〔2016〕10号）", "淄科协发〔2018〕30号", "鲁科协发〔2018〕12号", "2018年5月赴青岛市科普工作考察照片", "2018年5月与历下区科协签订的共建协议", "2018年4月沂源县科协与张店区科协签订的共建协议", "微信公众号“科普张店”", "微信公众号“淄博科普”", "http://www.zibo.gov.cn/art/2018/5/21/art_1_2.html",

         "2018年全区驻区单位开放科普资源目录", "2018年10月缺水地区节水科普活动照片", "张科协发〔2018〕7号，可在区政府网站查阅", "安委发〔2018〕3号", "2018年朝阳社区科普讲座照片（5月）", "《淄博市张店区2018年科普工作总结》", "示范区2018年科普设施名录"],
}


@pytest.fixture(scope="module")
def bearing() -> Bearing:
    return Bearing(PLAN)


def lacks(bearing: Bearing, text: str, manner: Manner = Manner.ONCE) -> list[str]:
    weighed = (bearing.weighed(piece, Duty(ZHANGDIAN, manner, 2016, AS_OF)) for piece in read_evidence(text))
    return [lack.value for piece in weighed for lack in piece.lacks]


@pytest.mark.parametrize(("manner", "lack", "text"), [
    *((manner, lack, text) for (manner, lack), texts in OF_OTHER_TIMES.items() for text in texts),
    *((Manner.ONCE, lack, text) for lack, texts in OF_OTHERS.items() for text in texts),
])
def test_what_is_of_another_time_or_place_or_the_order_itself_does_not_count(
        bearing: Bearing, manner: Manner, lack: str, text: str) -> None:
    assert lacks(bearing, text, manner) == ([lack] if lack else [])


@pytest.mark.parametrize("text", [text for kind in EvidenceKind for text in EVIDENCE.get(kind.value, ())])
def test_what_names_something_of_the_plan_s_time_counts(bearing: Bearing, text: str) -> None:
    assert lacks(bearing, text) == []
