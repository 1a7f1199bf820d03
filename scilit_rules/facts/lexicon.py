"""The words of headings: what each says that a column holds, and which say nothing that could change a value."""

from __future__ import annotations

import re

from scilit_rules.facts.cells import fold_name
from scilit_rules.model.words import Word


class Part(Word):
    """What a column of a table holds."""

    FACT = "fact"
    SUBJECT = "subject"
    SUBJECT_OR_UNIT = "subject_or_unit"
    PERIOD = "period"
    INDICATOR = "indicator"
    VALUE = "value"
    UNIT = "unit"
    EVIDENCE = "evidence"
    REMARK = "remark"
    MARK = "mark"
    REVIEWER = "reviewer"
    PROGRESS = "progress"
    CODE = "code"
    DEMAND = "demand"
    YEAR_VALUES = "year_values"
    SUBJECT_VALUES = "subject_values"
    NAMED_UNIT = "named_unit"
    UNCLEAR = "unclear"
    IGNORED = "ignored"


PARTS = {
    Part.SUBJECT: (
        "区县 县区 区县名称 县区名称 地区 地区名称 单位名称 填报单位 报送单位 上报单位 被查单位 名称 行政区划 "
        "行政区 区(县) 县(区) 市县 县别 市县别 区划 区划名称 "
        "区县(功能区) 区县、功能区 街道 镇街 subject district county region"
    ),
    Part.SUBJECT_OR_UNIT: "单位",
    Part.PERIOD: (
        "年度 年份 年 统计年度 填报年度 数据年度 报告期 时期 所属年度 "
        "时间 统计时间 数据时间 统计年份 所属年份 所属时期 统计期 报告年度 会计年度 时点 统计时点 year period"
    ),
    Part.INDICATOR: (
        "指标 指标名称 指标(事项) 事项 事项名称 项目 项目名称 任务 任务名称 指标代码 填报事项 填报项目 "
        "指标内容 考核内容 考核项目 考核事项 评价内容 统计内容 统计项目 填报指标 内容 "
        "考评内容 评估内容 检查内容 督查内容 自查内容 自评内容 "
        "指标/任务 指标或任务 一级指标 二级指标 三级指标 具体指标 评价指标 考核指标 fact indicator task"
    ),
    Part.VALUE: (
        "数值 值 填报值 指标值 数据 实际值 完成值 填报内容 填报数据 填报 完成情况 情况 自评 自查 自查情况 "
        "自查结果 数量 金额 数额 数 统计数 统计值 实际数 实际完成 实际完成值 完成数 实绩 实绩值 填报数 填报情况 "
        "上报数 上报值 报送数 填写内容 填报结果 统计结果 实际情况 现状值 现状 本期 本期数 全年 全年数 "
        "value answer"
    ),
    Part.UNIT: "计量单位 单位(计量) 数据单位 金额单位 数量单位 货币单位 计价单位 度量单位 计数单位 量纲 币种 unit",
    Part.EVIDENCE: (
        "佐证 佐证材料 依据 文号 证明材料 证明 附件 佐证材料清单 佐证(文号、文件、链接) 文件文号 evidence proof"
    ),
    Part.REMARK: "备注 说明 情况说明 备注说明 remark remarks note notes",
    Part.MARK: (
        "审核 审核意见 审核结果 核定 核定结果 核定意见 复核 复核意见 审核结论 核查 核查结果 核查意见 核实 "
        "核实结果 抽查结果 mark review"
    ),
    Part.REVIEWER: "审核人 核定人 复核人 reviewer",
    Part.PROGRESS: "进度 完成进度 完成比例 progress",
    Part.CODE: "填报代码 formcode",
    Part.DEMAND: "要求 填报要求 口径 填报口径 demand definition",
    Part.IGNORED: (
        "序号 编号 no no. # 填表人 联系人 联系电话 电话 填报日期 填表日期 填报时间 上报时间 填报人 "
        "类别 分类 类型 级别 层级 责任单位 牵头单位 条款 依据条款 填写要求 填报说明 填写说明 指标说明 示例 "
        "盖章 签字 数据来源 期限 上次填报 clause due lastreported wheretofindit"
    ),
}
"""The words that are a heading by themselves."""

TAILS = {
    Part.EVIDENCE: ("佐证材料", "佐证", "证明材料", "文号", "依据", "evidence"),
    Part.MARK: ("审核意见", "审核结果", "审核", "核定"),
    Part.REMARK: ("备注", "说明"),
}
"""The words that behind the name of a fact say that a column stands beside its values."""

_SCORE = re.compile(
    r".{0,8}(?:得分|分值|评分|赋分|打分|计分|记分|扣分|加分|分数|满分|总分|标准分|基准分|权重)"
    r"(?:值|数|情况|标准|结果)?(?:\(\d*分?\))?"
    r"|(?:自评|自查|自检|自测|审核|考核|核定|复核|评审|考评|测评|评定|检查|督查|专家|最终|初评|复评|终评|基础|应得|实得|单位|小组|组)*"
    r"(?:分|\(分\))(?:\(\d*分?\))?"
)

_UNIT_OF_PLACES = "[市县区旗州盟]"
_PLACES = re.compile(
    rf"(?:各|所属|所在|被(?:考核|督查|检查|评估|调查|统计|评价))?(?:{_UNIT_OF_PLACES}"
    rf"(?:[、,/]?{_UNIT_OF_PLACES}|\((?:{_UNIT_OF_PLACES}|功能区|新区|开发区)(?:[、,/]?(?:{_UNIT_OF_PLACES}|功能区|新区|开发区))*\))+"
    "|县级行政区划?|行政区域?|区域|辖区|属地|(?<=[属在核查估价])(?:单位|地区|对象))(?:名称|名|别)?|(?:考核|督查|评估|检查)对象"
)

_PLAIN = (
    "情况 状况 概况 信息 数据 资料 数字 统计 指标 内容 填报 填写 填表 报送 上报 有关 相关 各项 主要 基本 总体 综合 "
    "全区 全县 栏 区县填报 区县填写 县区填报 县区填写 "
    "数量 数值 数额 金额 总额 总数 总量 总计 合计 共计 数 值 额 量 年末 年底 期末 年度 全年 实有 现有 是否 有无 "
    "及 和 与 的 等"
)
_GENERAL = "科普 科学 素质 公民 全民 公众 财政 主要 基本 总体 综合 有关 相关 各项 全年 年度"
_THINGS = (
    "经费 资金 人口 人员 队伍 人才 组织 机构 阵地 场馆 场地 设施 基地 平台 活动 宣传 培训 教育 媒体 传播 科技 "
    "任务 事项 项目 指标"
)
_ABSTRACT = (
    "投入 产出 实绩 成绩 成效 进展 "
    "保障 条件 领导 制度 机制 规划 建设 发展 工作 落实 完成 部分 方面 类 支撑 基础 环境 管理 自查 自评 检查 "
    "督查 评估 考核 监测"
)
_ACTUAL = "实际 完成 实绩 已完成"
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d)|[①-⑳]|[*※★▲#])+")


def _any_of(*words: str) -> str:
    every = sorted({word for some in words for word in some.split()}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, every))})"


_DECORATION = re.compile(f"(?:{_any_of(_PLAIN)}|[、/()]){{1,10}}")
_ACTUALLY = re.compile(f"(?:{_any_of(_PLAIN, _ACTUAL)}|[、/()]){{1,10}}")
# 经费保障 and 科普经费 name a category, 人员经费 is a part of the funds: before a thing only general words may stand.
_ITEM = f"{_any_of(_GENERAL)}*{_any_of(_THINGS)}?{_any_of(_ABSTRACT, _PLAIN)}*"
_CATEGORY = re.compile(f"{_ITEM}(?:[、与和及/]{_ITEM})*")
# Who gives the numbers is no part of what they are.
_PROVIDED = re.compile(
    "(?:由|以下由)?[\u4e00-\u9fff]{1,10}?(?:局|委|办|部门?|科协|单位|区县|中心)(?:提供|填报|填写|填|负责|汇总)")
# 指标数 is what was set, not what was reached.
_SET = re.compile("(?:指标|任务|目标|计划)(?:数|量|额)")


_QUALIFIES = re.compile(
    "(?:(?:年初)?(?:计划|预算|目标|预计|预测|拟|批复|下达|申请|指标数|任务数|上级|中央|省级|市级|社会|其中|上年|去年).{0,8})"
)


def qualifies(text: str) -> bool:
    """Whether a word beside or above records says that they are plans, parts, or of another year: 计划数, 上级补助."""
    return _QUALIFIES.fullmatch(without_ordinal(fold_name(text))) is not None


_TABLE = re.compile(
    r"(?:附?表|附件)[\d一二三四五六七八九十]*(?:[:、.].*|[-—]\d+.*|\D.*)?"
    r"|.{2,}(?:统计|汇总|明细|情况|一览)表(?:\([^()]*\))?"
)
_THING = re.compile(_any_of(_THINGS))


def heads_another(text: str, headings: str) -> bool:
    """Whether a row between records is the title of another table: 表2, or a category of which no heading speaks.

    Args:
        text: the one text of the row, without a year in front.
        headings: all headings of the table.
    """
    key = without_ordinal(fold_name(text))
    if _TABLE.fullmatch(key):
        return True
    things = set(_THING.findall(key)) if _CATEGORY.fullmatch(key) else set()
    return bool(things) and not any(thing in headings for thing in things)


def without_ordinal(key: str) -> str:
    """A heading without the number in front of it: 一、经费, （二）人口, 3.场馆."""
    return _ORDINAL.sub("", key, count=1) if _ORDINAL.match(key) else key


def is_score(key: str) -> bool:
    """Whether a heading says that its column holds points: 考核分值, 自评得分, 满分."""
    return _SCORE.fullmatch(key) is not None


def names_places(key: str) -> bool:
    """Whether a heading says that its column holds places of the level below: 县(市、区), 旗县区, 被考核单位."""
    return _PLACES.fullmatch(key) is not None


def is_decoration(text: str, *, above: bool, planned: bool) -> bool:
    """Whether a part of a stacked heading says nothing that could change what the values are.

    Args:
        text: the part.
        above: whether it stands above the name of the fact, where it can be a category: 经费情况 above 科普经费.
        planned: whether the fact is itself a plan, of which something that really happened is none: 实际 below 预算数.
    """
    key = without_ordinal(fold_name(text)).rstrip(":")
    if not key:
        return True
    if _SET.search(key):
        return False
    if above and (_CATEGORY.fullmatch(key) or _PROVIDED.fullmatch(key)):
        return True
    pattern = _DECORATION if planned else _ACTUALLY
    return pattern.fullmatch(key) is not None
