"""Why a duty is said not to apply: a reason names what there is not in the district, or whose duty it is.

What else may be said, that nobody knows, wants or needs it, can't be listed, so only such a reason counts.
"""

from __future__ import annotations

import re

from scilit_rules.facts.cells import ERRORS, MISSING, fold, fold_name
from scilit_rules.facts.evidence import read_evidence
from scilit_rules.facts.papers import NUMBERS, TITLE
from scilit_rules.facts.pieces import LINK
from scilit_rules.facts.remark_words import DEEDS
from scilit_rules.model.words import EvidenceKind

_POINTING = re.compile(
    "不适用|不涉及|适用|涉及|理由|原因|备注|说明|同意|此项|该项|这项|此类|任务|工作|本单位|我单位|详见|附件|另附|附后|材料|汇报|报告|总结|"
    "口头|电话|同上|去年|上年|情况|相关|有关|见|同|如|附|reason"
)
_TOLD = re.compile(r"[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]{2,}")
_ENOUGH, _LEAST = 3, 2
# What every duty needs, so that to lack it is no reason; what is done of a duty; how a want is told.
_MEANS = (
    "专项|专门|经费|资金|款|钱|人手|人员|人力|编制|时间|精力|条件|场地|场所|设备|技术|能力|力量|基础|专业|领导|重视|疫情|天气|客观|主观|特殊|"
    "工作量|任务重|太忙|较忙|繁忙|忙于"
)
_DEEDS = (
    f"{DEEDS.pattern}|筹备|筹建|申报|申请|审批|推迟|取消|延期|暂停|停止|停办|做完|做到|忘记?|漏|"
    "(?:科普|科技|科学)?(?:活动|会议|培训|讲座|宣传)"
)
_WANTS = (
    "不足|不够|不具备|不成熟|有限|紧张?|困难|缺乏|缺少|短缺|没有|来不及|顾不上|忙|影响|原因|无法|难以|不便|受限|限制|"
    "由于|因为|因|受|已经|已|尚未|尚|还未|还|暂未|暂时|暂|未能|未|没|无|不|能|够|有|了|过|正在|正|准备|计划|打算|将要?|拟|待|再|等|将|"
    "目前|现在|今年|明年|去年|本年度?|下年度?|当年|近期|后|中|的|也|都|均|在|太|很|较|需|要|应|全部|部分|年度?|月份?|底|初"
)
_excuses = re.compile(f"{_DEEDS}|{_MEANS}").search
_EXCUSES = re.compile(rf"(?:19|20)\d\d|{_DEEDS}|{_MEANS}|{_WANTS}")
# What is not there, or what one is not; whose the duty is; what all are, so that there is none of the other kind.
_ABSENT = re.compile(
    r"(?:没有|并无|也无|均无|都无|无|未设立?|未建立?|不设|未划定|未列入|不存在|尚无|暂无|未辖|不辖|不具有|不属于?|不在|不承担|未承接|未被列入|已无|不再设)"
    r"(?:设立?|建立?|有|任何|此类|相关|该|专门)?([\u4e00-\u9fffA-Za-z、]+)"
)
_ends_in_place = re.compile(r".*[村镇乡校学厂矿山海湖岛庙寺院馆所站宫区县]").fullmatch
_PLACES = r"(?:[省市区县旗乡镇村]级?|街道|地区|单位|部门|领域|范围|功能区)"
_WHOSE = re.compile(
    r"(?:由|归)[\u4e00-\u9fff、]{2,}?(?:负责|承担|统一|统筹|完成|组织|实施|管理|牵头|开展|编制|制定|建设|管)|属于?[\u4e00-\u9fff、]{2,}?(?:职责|职能|事权|职权|权限|工作)|(?:职权|职责|职能|事权|权限)[在归][\u4e00-\u9fff]{2,}|不(?:具备|具有|享有)[\u4e00-\u9fff]{1,8}(?:权|权限|职能|资格)$"
    rf"|(?:不是|并非|非)[\u4e00-\u9fff]{{1,8}}{_PLACES}$|(?:属于?|[为在]|超出)[\u4e00-\u9fff]{{0,6}}{_PLACES}(?:任务|直属?|部门|权限|职责)*$"
    # It ended, or was never given, by those above.
    r"|(?:国家|省[里级]?|市[里级]?|上级|计划|项目)[\u4e00-\u9fff\d]*?(?:取消|停止|结束|未分配|未下达|不再)|方案(?:未|没有)(?:要求|规定)"
    r"|[\u4e00-\u9fff]{2,}(?:的)?(?:职责|职能|事权)$"
    r"|[\u4e00-\u9fff](?:改居|改社区)|^[本我][区县市](?:没有|无)$|\bno [a-z]{3,}"
    r"|(?:均|全部?|都)[为是属]于?[\u4e00-\u9fff]{2,}|(?:只|仅)(?:有|辖|设)[\u4e00-\u9fff\d]+"
    r"|(?:撤销|撤并|并入|划归|划转|移交)(?:了|至|给)?[\u4e00-\u9fff]*|(?<!是否)(?<!不知)(?:适用|面向|针对)于?(?!请|由)[\u4e00-\u9fff]{2,}"
    r"|(?:职责|职能|事权|任务|工作)(?:属于?|归|由)[\u4e00-\u9fff]{2,}|(?:[只仅])(?:要求|限于?|面向|针对)[\u4e00-\u9fff]{2,}"
)
# What may be wanting anywhere, and is no place, body or group of people.
_IDLE = re.compile(
    f"{_MEANS}|{_DEEDS}|{_WANTS}|必要|意义|兴趣|意愿|通知|布置|催|佐证|资料|材料|人员|人手|[专何]?人(?=负责|管|做|干|会|懂|$)|负责|管|要求|时机|办法|"
    "依据|文件|问题|原因|关系|意见|说法|需要|需求|把握|印象|记录|数据|想法|所谓|计划|机会|资源|渠道|平台|用|谁|什么|[理了]解|明白|清楚|知道|重要|会填|想|愿意|报名|合适|上级|接[到获]|收到|支持|具体|内容|下手|从"
)
# What shows something tells no reason; a document may be named in the sentence that does.
_SHOWN = frozenset(EvidenceKind) - {EvidenceKind.DOCUMENT, EvidenceKind.LINK}


def is_excuse(text: str) -> bool:
    """Whether a text tells that a duty was not done, or for want of what: 未开展, 经费不足; no reason why not to apply.

    What is left once the deed, the want and the time are taken away would have to say what is not there, or not ours.

    Args:
        text: the text of a cell.
    """
    own = _own(text)
    left = _EXCUSES.sub("", own)
    told = _excuses(own) is not None
    return told and len(_TOLD.findall(left)) < _LEAST


def is_reason(text: str) -> bool:
    """Whether a text tells why: it names what is absent or whose duty it is, and not what every duty needs.

    Args:
        text: the text of a cell.
    """
    if fold_name(text) in MISSING | ERRORS or is_excuse(text) or len(_TOLD.findall(_own(text))) < _ENOUGH:
        return False
    plain = fold(text)
    absent = [found.group(1) for found in _ABSENT.finditer(plain)]
    named = any(_ends_in_place(name) or len(_IDLE.sub("", name)) >= _LEAST for name in absent)
    return named or _WHOSE.search(plain) is not None


def _own(text: str) -> str:
    """What a text says of its own, without documents, pointing, and the words that every answer has."""
    own = " ".join(piece.text for piece in read_evidence(text) if piece.kind not in _SHOWN)
    for names in (LINK, TITLE, *NUMBERS):
        own = names.sub(" ", fold(own))
    return _POINTING.sub(" ", own)
