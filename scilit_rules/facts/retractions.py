"""Remarks that take back the claim that they stand beside: 每年一次，未执行; 已制定但未印发; 拟于明年完成.

A remark is read part by part. A part takes the claim back if it denies a deed, puts it off, or says that it is to
come or done in part only. What denies a trouble (未发现问题), adds to what was done (明年继续举办), or tells of a
time before it was done (此前未印发，2019年已印发) takes nothing back.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scilit_rules.facts.attestations import read_claim
from scilit_rules.facts.cells import fold
from scilit_rules.facts.evidence import NUMBERS, TITLE
from scilit_rules.facts.existence import later_year
from scilit_rules.facts.pieces import LINK
from scilit_rules.model.fact import Attested
from scilit_rules.model.words import Claim

_DEEDS = (
    "开展|执行|落实|印发|印制|出台|制定|制订|建立|建成|建设|成立|设立|组建|完成|实施|启动|举办|举行|召开|组织|签订|签署|发布|公布|下发|发文|"
    "开通|注册|编制|编写|报送|上报|取得|纳入|列入|安排|部署|参加|参与|获批|批复|批准|通过|配备|配齐|覆盖|达标|达到|实现|到位|投入|拨付|到账|"
    "支付|支出|使用|运行|运营|更新|维护|培训|宣传|推广|推进|推动|兑现|履行|验收|开工|动工|竣工|完工|投用|启用|开放|招标|采购|挂牌|揭牌|命名|"
    "认定|评选|考核|督查|检查|测评|评估|监测|调查|统计|进行|跟进|研究|讨论|修建|安装|立项|选聘|聘任|聘请|招募|发放|整改|公示|开设|开课|"
    "开办|开班|正式|形成|建|办|做|搞|发|签|设|定|动|干"
)
_MANNER = (
    "能够?|曾|有|再|予|被|正式|全部|完全|全面|真正|实际|及时|按期|按时|如期|按照?要求|按照?计划|按照?规定|专门|单独|统一|有效|充分|普遍|"
    "得到|有人|认真|严格|切实|很好地?|完整|系统|集中|独立|成功|见|予以|加以|"
)
_EVEN = "尚|还|仍|暂|并|均|都|一直|始终|至今|从|目前|也|又|却"
# What is denied of troubles, of what is counted, or of what lies outside the duty.
_HARMLESS = (
    "发现|发生|出现|产生|收到|接到|造成|引起|导致|超|逾|涉及|受|影响|间断|中断|停|断|漏|遗漏|缺|拖|落下|落后|减|降|下降|违|收取|收费|含|包含|"
    "包括|计入|另|重新|额外|变|改|调整|占|挪|放松|放弃|闲置|公开|附|提供|上传|留存|保存|拍|盖章|装订|归档|存档|录|因|要求|规定|明确|下达|"
    "获奖|评|与[^,]{1,8}(?:合并|重复|混)|病|然|收|落(?!实|地)|完(?!成|全|善|工)|齐|额外|其他|别的|另外|新增|新的|重复|流失|好意思|围墙|门槛|限制|硬性|增加[^,]{0,4}(?:负担|费用|编制|成本|支出|人员)|见异常|见问题|报错|虚|作假|流失|脱节|松懈|留|设限|设门槛|成年|来|知|婚|名|央|必|免|尝|了|雨|满|遂|详|尽"
)
_COUNTED = "(?:列入|纳入|计入)(?:本次|本项|该项|当年|本年)?(?:统计|考核|范围|口径)"
_TROUBLE = (
    "问题|异议|意见|变化|变动|事故|投诉|遗漏|困难|补充|其他|其它|说明|例外|不足|异常|情况|争议|障碍|影响|差错|偏差|风险|隐患|空白|掉队|死角|盲区|短板|缺项|漏项|拖延|"
    "缺口"
)
_NO_MATTER = (
    rf"(?:{_HARMLESS}|(?:任何|相关|明显|大的?)?(?:{_TROUBLE})|(?!{_DEEDS}|解决)[\u4e00-\u9fff]{{1,4}}(?:问题|事故|事件|隐患|投诉|风险|矛盾))"
)
_not_done = re.compile(
    rf"(?:{_EVEN})*(?:未|不曾)(?!{_NO_MATTER}|{_COUNTED})(?:{_MANNER})*(?!{_NO_MATTER}|{_COUNTED})[\u4e00-\u9fff]"
    rf"|(?<![出淹埋沉])没(?:有(?!{_NO_MATTER})|(?!有|{_NO_MATTER}))[\u4e00-\u9fff]|没有?$"
    r"|^(?:目前|尚|暂)?无(?:任何|此项|该项|这项|相关|有关|专门|专职|专项|固定)+(?!问题)[\u4e00-\u9fff]{2,4}(?:开展)?$"
    r"|无(?:活动|工作|项目|任务)(?:开展|进行)?$"
    rf"|(?:无法|无力|难以|不能|无人|无从|没人|没法|从不|从没|并不|不再|不予|暂不)(?:{_MANNER})*(?:{_DEEDS})"
    rf"|(?:落实|执行|开展|建设|推进|完成|组织|工作)(?:得)?(?:不到位|不力|不好|不够|不了|不下去|为空白)"
    r"|(?<![无毫])(?:不达标|达不到|做不到|办不到|不合格|不完整|不执行|不落实|不开展|不举办|不印发|停更|停播|停刊|停课(?!不停)|停留[在于]|空转|注销|解散|下线了?$|(?<![未不没曾])中断|(?:已|被|就)停(?:了|止|办)?$|停了|名存实亡|流于形式|有名无实|形同虚设)"
    r"|^待(?!进一步)[^,;]{1,10}(?:后|再)"
    r"|(?:打|开|办|做|建|上|用|运转|维持|坚持)不(?:开|了|成|下去|起来|动|下来)"
    r"|(?<!不)(?:低于|不足|少于|未满|不到)(?:规定|计划|目标|标准|要求)(?:的?要求|的?目标|的?标准|的?[一\d])?$"
    r"|(?<!不)(?:不足|不到|低于)(?:一半|半数|三分|[一二三四五六七八九]成|\d+(?:\.\d+)?%)|(?:只|仅)有?\d+(?:\.\d+)?%|^(?:零|空白)$"
    r"|[尚仍还][有存][^,;]{0,8}(?:空白|死角|盲区|欠账|没有)$"
    r"|不(?:具备|成熟)|无人(?!机|驾驶|区|看守|伤亡|反对|投诉|缺席|掉队|售)|^等待?(?:下|上级|[省市区])|谈不上|不了了之|半途而废"
    r"|[一半][次个项场件分](?:也|都|还)?(?:没|未)"
    r"|(?:无|没有?|毫无|尚无|暂无|还没有?)(?:任何|实质性?|具体)?(?:进展|行动|动作|落实|成效|结果|下文)"
    r"|^(?:尚|还|仍|目前|暂)?(?:未|没有?)$"
).search
_off = re.compile(
    r"(?<![未不没])(?:取消(?!收费|审批|门槛|限制|了?收费)|停办|停止|流标|废标|暂停|中止|终止|搁置|搁浅|暂缓|缓办|推迟|延期|延后|顺延|改期|流产|落空|停滞|停摆|停工|"
    r"烂尾|已?(?:作废|废止|失效|撤销|关停|关闭|拆除|停用))"
).search
_HANDLED = (
    "起草|草拟|制定|制订|编制|拟定|拟订|征求意见|征求|研究|筹备|筹建|筹划|办理|审批|报批|酝酿|洽谈|协商|走流程|招标|施工|建设|整改|"
    "公示|会签|审核|审议|修改|送审|排队|盖章"
)
_to_come = re.compile(
    r"(?:还|仍|尚)在(?!使用|有效|用|运行|执行|开展|坚持|更新|播出|开放|继续|进行|办)[\u4e00-\u9fff]{2,4}$"
    r"|(?:设计|规划|论证|起草|筹备|建设|施工|布展|装修|收尾|调研|前期|准备)(?:工作)?阶段|需要?(?:到|等)?(?:明年|下年|来年)"
    rf"|(?:正在|还在|仍在|尚在|尚处|仍处|处于|正)(?:{_HANDLED})|(?:{_HANDLED})(?:中|阶段|过程中|之中)$"
    rf"|(?<![有接优款])待(?![遇业人])[^,;]{{0,4}}?(?:{_DEEDS}|审|核|批|明确|盖章|会签)"
    rf"|(?:等待?|待|视)[^,;]{{1,12}}(?:[后时]再?|再|而?定)|(?:结束|过去|好转|稳定|解除)[^,;]{{0,3}}[后再]"
    rf"|(?<!一)再(?:{_DEEDS}|说|定)$|^(?:下个?[月周季]|年后|节后|过后)[^,;]{{0,3}}(?:{_DEEDS})"
    rf"|^(?:明年|下年|来年|下一年|明后年)度?(?:初|底|春季?|上半年|下半年|\d{{1,2}}月)?(?:{_DEEDS})"
    rf"|^(?:目前|现|现在|但|尚|还|仍)?(?:计划|准备(?!会|充分|工作|就绪|好)|打算|预计|争取|力争(?!上游)|即将|拟)"
    rf"(?:于|在|由|与|和)?[^,;]{{0,12}}?(?:{_DEEDS})"
    rf"|^(?:目前|现|现在|但|尚|还|仍)?将(?=于|在|\d|明|下|年|尽|适|择|会|陆续|逐步|按|{_DEEDS})[^,;]{{0,12}}?(?:{_DEEDS})"
).search
_in_part = re.compile(
    rf"^(?:目前|现|但)?(?:仅|只|才)(?:限)?(?!供|为内部|限内部|统计|列|计|填|报|写|举|选|附|含)[^,;]{{0,10}}?(?:{_DEEDS}|部分|一半|个别|少数|\d|[一二两三四五六七八九十]+[个所家次])"
    r"|(?:尚|还|仍)(?:差|缺|剩|欠|需(?:完成|落实|补建))|未?(?:完成|落实|覆盖)(?:了)?(?:一半|大半|过半|[一二三四五六七八九]成|三分之|二分之)"
    r"|(?<!超)(?<!超额)完成[^,;]{0,6}?(?<![\d.])(?:\d{1,2}(?:\.\d+)?%|[一二三四五六七八九]成)"
    r"|(?:只|仅|才)有(?:[一二三四五六七八九]成|不到|一半|少数|个别|部分)"
    r"|部分(?:单位|学校|社区|村|街道|镇|地区|部门|内容|任务)?(?:未|没有|尚未|完成$)"
).search
_english = re.compile(
    r"\b(?:(?:is|was|were|has|have|had|are|been)?\s*(?:not|never)(?: yet| been| fully| actually| formally)*"
    r" (?:done|issued|signed|held|carried out|implemented|executed|started|finished|completed|met|set up|established|"
    r"adopted|approved|funded|paid|in place|enforced|begun|organised|organized|published|trained)"
    r"|(?:did|does|do|could)(?: not|n't) (?:take place|happen|hold|issue|start|work|carry|meet|exist|finish|complete)"
    r"|(?:cancelled|canceled|postponed|suspended|abandoned|to be (?:done|issued|signed|held|completed|set up|approved))"
    r"|none (?:held|done|issued|signed|yet|so far)|(?:in|still a|only a) draft|draft only|pending|awaiting|discontinued"
    r"|no (?:\w+ )?(?:activity|activities|meetings?|events?|training|documents?|plan|progress)\b[^,;]*"
    r"|will (?:start|begin|be (?:issued|held|signed|set up|done|completed|started|finished))"
    r"|only (?:partly|partially|half|in part)|only on paper)\b", re.IGNORECASE
).search

_DOUBLE = re.compile(
    r"无一(?:例外|[\u4e00-\u9fff]{0,4}?(?:未|不|没有?))|(?:不存在|没有|无|未发现|未出现|杜绝|并无)(?:一个|任何|有)?[^,;]{0,6}?(?:未|没有?|不|落下|遗漏|缺)(?:能|按)?"
    r"(?:[\u4e00-\u9fff]{0,2})|(?:防止|避免|杜绝|防范|反对|整治|纠正|治理)[^,;]*|并?非未|不得不|无不|未有不|(?:如|若|凡|倘|假如|如果)[^,;]{0,6}未[^,;]*|未[^,;]{1,6}的(?:[^,;]{0,4})(?:请|应|须|需|要|填|写|说明|予以|不得)[^,;]*"
)
_OTHERS = re.compile(
    r"(?:上级|省里?级?|市里|国家|中央|省市|其他|其它|兄弟)(?:[县区市单位部门]{0,4})(?:均|都|也|对此|并)?(?:未|没有?)[^,;]*"
    r"|(?:方案|纲要|文件|计划|规划)(?:中|里|对此|并)?(?:未|没有?)(?:作|做)?(?:具体|统一|明确)*(?:要求|规定|明确|提出|涉及|提及)[^,;]*"
)
_AGAIN = re.compile(
    r"继续|进一步|持续|再次|深化|扩大|巩固|加强|提升|推广|更|升级|新一轮|新一批|新一届|第[二三四五六七八九十\d]+[届期批次轮]|下一步|今后|"
    r"常态|长期|以后|坚持|每年|拓展|完善|修订|总结"
)
_BEFORE = re.compile(r"此前|之前|以前|原先|原来|^原|过去|曾经?|上年|去年|前期|年初|起初|一度|以往|往年|(?:19|20)\d\d年")
_affirms = re.compile(
    rf"(?:已|现已|已经|业已)(?:于|在|经)?[^,;]{{0,10}}?(?:{_DEEDS})|起[^,;]{{0,6}}?(?:{_DEEDS})|(?:以来|年起|此后|之后)[^,;]{{0,4}}(?:每|均|都|连续|坚持)|(?:{_DEEDS})(?:了|完毕|到位)|"
    r"已(?:经|于[^,;]{0,6})?结束|改为|改成|转为|改到|改在|改用|调整为|移至|替代|恢复|补办|补开"
).search
_PARTS = re.compile(r"[,，。;；:：、!！\n\r]+|\s{2,}|(?:但是?|不过|然而|只是|可是|却|尽管|虽然|虽)")
_QUOTED = re.compile(r"[(（]|[)）]")
_LONGEST, _SHORTEST = 2_000, 2
_REMEMBERED = 20_000


def contradicts(claim: Claim, remark: str, now: int) -> bool:
    """Whether a remark says otherwise than the claim that it stands beside.

    Args:
        claim: the claim.
        remark: what the reporter added.
        now: the year of the day that is judged at.
    """
    if claim is Claim.DONE:
        return taken_back(remark, now) != ""
    text = fold(remark)
    if claim is Claim.INAPPLICABLE or len(text) < _SHORTEST or later_year(text, now) is not None:
        return False
    read = read_claim(text)
    done = read is not None and isinstance(read.value, Attested) and read.value.claim is Claim.DONE
    # What is done in part may well say of that part 已印发.
    return done and (claim is Claim.NOT_DONE or "完成" in text)


@lru_cache(_REMEMBERED)
def taken_back(remark: str, now: int) -> str:
    """The part of a remark that takes back the claim of done beside it, or an empty string.

    Args:
        remark: what the reporter added.
        now: the year of the day that is judged at.
    """
    parts = _parts(remark)
    for number, part in enumerate(parts):
        if _denies(part, now) and not _healed(part, parts[number + 1:]):
            return part
    return ""


def _parts(remark: str) -> list[str]:
    """The parts of a remark, without what names documents, which may hold any word."""
    text = LINK.sub(" ", TITLE.sub("《》", fold(remark)[:_LONGEST]))
    for pattern in NUMBERS:
        text = pattern.sub(" ", text)
    text = _OTHERS.sub("", _DOUBLE.sub("", text))
    return [part.strip() for part in _PARTS.split(_QUOTED.sub(",", text)) if part.strip()]


def _denies(part: str, now: int) -> bool:
    if _not_done(part) or _in_part(part) or _english(part):
        return True
    if _AGAIN.search(part):
        return False
    if _off(part) or _to_come(part):
        return True
    return _claims_less(part) or (later_year(part, now) is not None and re.search(_DEEDS, part) is not None)


def _claims_less(part: str) -> bool:
    """Whether a part, taken for an answer itself, would be another than done: 部分完成, 60%."""
    if part.isdecimal():
        return False
    read = read_claim(part)
    return read is not None and isinstance(read.value, Attested) and read.value.claim in (Claim.PARTLY, Claim.NOT_DONE)


def _healed(part: str, behind: list[str]) -> bool:
    """Whether what a part denies was made good, as the parts behind it say: 此前未印发，2019年已印发."""
    if _off(part) is None and _BEFORE.search(part) is None:
        return False
    return any(_affirms(other) is not None and _not_done(other) is None for other in behind)
