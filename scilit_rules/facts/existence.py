"""Whether what is offered in proof is said not to be there: not yet issued, called off, or a draft as yet."""

from __future__ import annotations

import re

from scilit_rules.model.words import EvidenceKind

_BROUGHT_ABOUT = (
    "开展|举办|举行|召开|组织|印发|出台|制定|制订|签订|签署|签|成立|建立|设立|建成|建|完成|落实|形成|发布|公布|下发|发文|启动|实施|"
    "开通|注册|编制|报送|上报|收到|取得|找到|纳入|列入|安排|参加|获批|批复|通过|盖章|定稿|见到|提供|留存|保存|拍"
)
_IN_HAND = (
    "起草|草拟|制定|制订|编制|修订|拟定|拟订|征求|研究|筹备|筹建|办理|审批|申请|申报|整理|补办|酝酿|洽谈|协商|签订|走流程"
)
_TO_COME = "印发|出台|制定|制订|签|举办|举行|召开|发布|下发|成立|建立|设立|建成|编制|开展|启动|实施"
_NOT = (
    rf"(?:未|没|没有|无法)(?:能|曾|有|再|正式|单独|专门|按期|按时|如期)*(?:{_BROUGHT_ABOUT})"
    r"|(?:没有|暂无|尚无|无|缺|缺少)(?:专门|单独|正式|相关|任何)?的?(?=[《〈])"
    r"|(?:没有|暂无|尚无|^无)(?:文件|文号|照片|材料|记录|链接|网址|协议|合同|台账)"
    # Before the name of what is offered, and behind it: 无2019年…照片, 应附…名录，暂缺. A name may begin so: 无人机.
    r"|(?:^|[,;:。(\s])(?:应附|应有|本应提供)?"
    r"(?:暂缺|尚缺|缺少|缺|未见|未附|未找到|查无|找不到|暂无|尚无|没有|无(?=\d|相关|具体|书面|任何))[^,;。]{2,}"
    r"|(?<![不无])(?:暂缺|尚缺|缺失|缺|已?删除|已?灭失|已?损坏|已?过期|找不到了?|没找到|查无|不存在|未见|未附|已?撤下|无法打开|打不开)[)\s。]*(?:$|[,;])"
)
_YET = (
    rf"(?<![虚模比])拟(?:[于在以由与和同跟向\d年月底办开]|{_TO_COME})"
    r"|待(?:印|出台|发布|下发|签|批|补|定|完善|上报|审|盖章|举办|召开|核|修改)"
    rf"|(?:正在|还在|仍在|正)(?:{_IN_HAND})"
    rf"|(?:{_IN_HAND}|意见)(?:中$|中[,，。;；)）]|阶段|过程中)"
    rf"|(?:^|[，,；;：:\s年月日])(?:计划|准备|打算|预计)(?:于|在)?(?:[\d年月底明下半近期]*)(?:{_TO_COME})"
    r"|原(?:定|拟|计划)(?:于|在)?(?=[\d明下年月]|召|举|开)|本[应该]当?(?=召|举|开|办)"
    r"|将(?:于|在)|即将|尽快|争取(?:[\d年月底明]|尽早)"
)
_OFF = (
    r"取消|停办|暂停|中止|终止|(?:推迟|延期|改期)(?:至|到|举|召|开|$|[,，。)）])|暂缓|搁置|"
    r"已?(?:丢失|遗失|损毁)|已(?:废止|作废|失效)"
)
_ENGLISH = (
    r"\b(?:not (?:yet )?(?:issued|signed|held|done|available|made)|to be (?:issued|signed|held|made)|"
    r"cancelled|canceled|postponed)\b"
)
_DRAFT = "征求意见稿|讨论稿|送审稿|代拟稿|草案|草稿|初稿"
_ASKED_ABOUT = "意见|函|通知|公告|反馈"
_A_DRAFT = rf"(?:{_DRAFT})(?!.*(?:{_ASKED_ABOUT}|说明|纪要|会))"

_says_absent = re.compile(rf"{_NOT}|{_YET}|{_OFF}|{_ENGLISH}|{_A_DRAFT}", re.IGNORECASE).search
_opens_absent = re.compile(
    rf"(?:目前|现|现在|但|尚|还|仍|暂|,|，)*(?:{_NOT}|{_YET}|{_OFF}|{_ENGLISH}|{_A_DRAFT})", re.IGNORECASE).match
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NUMBERED_YEAR = re.compile(r"[〔\[(（【﹝]\s*(20\d\d)\s*[〕\])）】﹞]")
_TITLE = re.compile(r"《[^》]{0,300}》")
_titled_draft = re.compile(rf"(?:{_DRAFT})[)）]?》(?!.*(?:{_ASKED_ABOUT}))").search


def is_absent(text: str) -> bool:
    """Whether a piece of evidence says of itself that there is no such thing, or not yet.

    Args:
        text: the text, made plain; what stands in 《》 is a name, and says nothing of this.
    """
    return _titled_draft(text) is not None or _says_absent(_TITLE.sub("《》", text)) is not None


def is_of_later(text: str, kind: EvidenceKind, now: int) -> bool:
    """Whether a piece of evidence is of a time to come: an event after the year judged, a number later still.

    Args:
        text: the text of the piece.
        kind: what it is known as; a title, a file or a link may well speak of years to come.
        now: the year of the day that is judged at.
    """
    if kind is EvidenceKind.DOCUMENT:
        # What was done in a year is often put on paper in the next: 关于2020年测评情况的通报（〔2021〕2号).
        years, now = _NUMBERED_YEAR.findall(text), now + 1
    elif kind in (EvidenceKind.EVENT, EvidenceKind.REGISTER, EvidenceKind.CONTRACT):
        years = _YEARS.findall(_TITLE.sub("", text))
    else:
        years = []
    return bool(years) and min(map(int, years)) > now


def later_year(text: str, now: int) -> int | None:
    """The year after the one judged that an answer speaks of, as 2022年已完成, or None."""
    years = [int(year) for year in _YEARS.findall(text)]
    return max(years) if years and max(years) > now else None


def tells_absence(text: str) -> bool:
    """Whether a part of a sentence tells that what stands before it is not there, as 正在起草 in 《办法》，正在起草."""
    return _opens_absent(text) is not None
