"""Places inside a subject: the figures of 周村区北郊镇 are not those of 周村区."""

from __future__ import annotations

import re

# The figures of a bureau may be those of its district, those of a town or a school never are.
_KIND = (
    "街道(?:办事处)?|办事处|镇|乡|苏木|村|社区|居委会|农场|林场|化工区|中学|小学|幼儿园"
    "|(?:工业|产业|物流|创业|软件|科技|化工)园区?|(?:综合)?保税港?区"
)
_BEHIND = (
    r"(?=\Z|[\W_\d]|人民政府|政府|党委|办事处|街道|科协|科普|科学|全民|公民|自查|自评|统计|汇总|上报|填报|报送|数据|情况|工作|年|表|的)"
)
_LOWER = re.compile(rf"[-_—·/(\[【]?(?P<name>[一-鿿]{{1,6}}?)(?:{_KIND}){_BEHIND}")
# 城镇, 农村, 科普示范社区 and 各镇 are kinds of places, none of them a place.
_NO_NAME = re.compile(
    "(?:城|农|乡|村|镇|街|中|老|新|全|各|每|某|本|我|社|城市|城乡|乡村|农村|行政|建制|新型|中心|重点|先进|基层|贫困|文明|智慧|美丽|特色|和谐"
    "|绿色|民主|空心|老旧|普通|高级|初级|职业|实验|星级|等){1,6}"
    "|.*(?:科普|科学|科技|素质|示范|工作|统计|情况|数据|行动|计划|自查|活动|全民|各|所有|全部|下辖|所属|辖区|惠农|试点|农村|城乡|乡镇|街道|配备)"
    ".*|.*(?:[进入下兴到个级等和与及的有])"
)


def is_place_inside(key: str, end: int) -> bool:
    """Whether the name of a subject is but the first part of the name of a town, a village or a school in it.

    Args:
        key: a title as `fold_name` spells it.
        end: where the name of the subject ends in it.
    """
    found = _LOWER.match(key, end)
    return found is not None and _NO_NAME.fullmatch(found.group("name")) is None
