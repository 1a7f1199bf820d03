"""Statements put where the title of a document should stand, such as 《领导同意》 or 《各项工作有序推进》."""

from __future__ import annotations

import re

from scilit_rules.facts.cells import fold_name

_WHO = (
    r"(?:(?:分管|主要|相关|有关|上级|区|市|县|局|单位|部门)?(?:领导|负责人|负责同志|同志)|局长|主任|书记|区长|市长|县长|主席|"
    r"上级|本?单位|各单位|各?部门|各[级地]|各镇办?|各街道|[我本全][区市县局]|科协|教育局|政府|办公室)"
)
_OF_WHAT = (
    r"(?:[\u4e00-\u9fff]{0,6}?(?:工作|任务|活动|情况|内容|材料|资料|手续|事项|项目|佐证|证明|照片|文件|台账|记录|档案|经费|效果|成效|反响|群众|氛围|质量|此项|该项))"
)
_HOW = (
    r"(?:已经|业已|均已|都已|全部|已|均|都|皆|正在|正|在|尚未|还未|未|没有|尚|按照?(?:要求|计划|规定|照|上级要求|有关要求|文件要求)|"
    r"按时|按期|如期|及时|认真|积极|有序|稳步|全面|基本|扎实|持续|长期|常态化?|逐步|进一步|深入|广泛|经常|大力|严格|切实|圆满|顺利|"
    r"有效|很好|良好|很|较|比较|完全)"
)
_STATE = (
    r"(?:完成|开展|落实|推进|进行|同意|批准|批示|批复同意|属实|真实|准确|有效|无误|通过|上报|报送|报备|审核|审定|核实|核定|核对|办理|办结|"
    r"实施|部署|安排|执行|贯彻|整理|准备|提供|归档|存档|留存|备案|备查|汇报|知悉|阅知|收到|齐全|齐备|完备|完整|到位|达标|合格|可查|良好|"
    r"正常|满意|突出|显著|明显|有序|顺利|研究|讨论|传达|学习|宣传|组织|做好|做到|印发|下发|转发|发布|公示|公布|成立|建立|建成|配备|启动|"
    r"签订|签署|举办|召开|支持|重视|负责|认可|认定|确认|符合|合规|符合要求|没有问题|没问题|无问题|无异议)"
)
_TAIL = r"(?:了|中|过|完毕|到位|完成|有序|良好|要求|规定|实际|(?:各项|全部|有关|相关)?(?:任务|工作))?"
_states = re.compile(rf"(?:{_WHO})?(?:{_OF_WHAT})?{_HOW}{{0,6}}{_STATE}{{1,3}}{_TAIL}").fullmatch
_now_so = re.compile(
    rf"[\u4e00-\u9fff]{{1,10}}?(?:已经?|均已|都已|业已|正在|尚未|还未)(?:{_HOW}){{0,6}}{_STATE}{_TAIL}"
).fullmatch
_begun = re.compile(rf"(?:{_WHO}|{_OF_WHAT})?(?:已经?|均已|都已|正在|尚未|还未)[\u4e00-\u9fff]{{2,6}}").fullmatch
_LONGEST = 20


def is_statement(title: str) -> bool:
    """Whether a title says that something is so, or was done or agreed to, and names no document.

    Args:
        title: what stands in 《》.
    """
    plain = fold_name(title).strip("。.!,、:;")
    if len(plain) > _LONGEST:
        return False
    return any(says(plain) is not None for says in (_states, _now_so, _begun))
