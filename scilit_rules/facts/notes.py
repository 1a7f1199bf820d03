"""Rows below a table that are no records: notes, who signed it, and when."""

from __future__ import annotations

import re

from scilit_rules.facts.caveats import is_said
from scilit_rules.facts.cells import fold_name, is_blank, spelled
from scilit_rules.facts.dating import declares_time
from scilit_rules.facts.sections import only_text
from scilit_rules.facts.years import stated_years
from scilit_rules.model.grid import GridRow

_LONGEST_SIGNATURE = 60
_NOTE = re.compile(
    r"(?:注|附注|说明|备注|填表说明|填表人|制表|制表人|审核人|负责人|单位负责人|统计负责人|填报人|联系人|联系电话"
    r"|填报日期|填表日期|报出日期|数据来源|资料来源)(?:\(?(?:签字|盖章|签章)\)?)?:?"
)
# 主管领导签字：, 复核：, 周村区科协（公章）.
_SIGNED = re.compile(
    r"[^:]{0,12}(?:人|签字|签名|签章|盖章|公章|负责|领导|主席|局长|主任|审核|复核|审批|制表|填表|经办|编制|电话|手机|传真|邮箱|地址|意见)\)?:.*"
    r"|.{0,20}\((?:盖章|公章|签章|签字|印章)\)"
)
# What such a label gives is when the form was filled in, not what its data is of.
_DAY_OF = re.compile(r"(?!.*(?:统计|数据|截至|截止|所属|报告期))[^:]{0,12}(?:日期|时间|年月):.*")


def is_note(opening: str, row: GridRow) -> bool:
    """Whether a row is a note below the table: one or two cells, the first of them a note's opening.

    Args:
        opening: its first text.
        row: the row.
    """
    words = fold_name(opening)
    found = _NOTE.match(words)
    if found is None:
        text = only_text(row)
        return is_signature(row) or is_said(text) or declares_time(text)
    texts = {spelled(cell) for cell in row if not is_blank(cell)}
    return found.group().endswith(":") or (len(texts) == 1 and len(words) > len(found.group()))


def is_signature(row: GridRow) -> bool:
    """Whether the one text of a row tells who answers for a table or when it was filled in: 周村区科协 2021年1月8日."""
    text = only_text(row)
    if not text or len(text) > _LONGEST_SIGNATURE:
        return False
    key = fold_name(text)
    if _SIGNED.fullmatch(key) or _DAY_OF.fullmatch(key):
        return True
    stated = stated_years(text)
    return stated.made is not None and stated.nothing
