"""How strongly a text binds at a place: the words that command, direct or encourage, and the bindings that fit them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scilit_rules.authoring.sentences import Part, blanked
from scilit_rules.model.words import Binding

_MANDATORY, _DIRECTIONAL, _ENCOURAGED = Binding.MANDATORY, Binding.DIRECTIONAL, Binding.ENCOURAGED
ANY = frozenset(Binding)
_HARD = frozenset({_MANDATORY, _DIRECTIONAL})

# Words of the same characters that do not govern (重要, 应用, 支持力度) are left out by what stands beside them.
_WEAK = re.compile(
    r"力争|争取|左右|有条件的|具备条件的|(?<!、)(?:提倡|倡导)|探索(?![者性])|(?<!形成)(?<!有关)鼓励(?!政策|措施|创新[、,])|"
    r"(?<!财政|政策|社会|决策|资金|解和|推进|推动)支持(?!力度|政策|和参与|体系)")
_WEAK_ANYWHERE = frozenset({"力争", "争取", "左右", "有条件的", "具备条件的"})
_COMMAND = re.compile(
    r"确保|务必|必须(?!\w{1,4}的)|不得|应当|全覆盖|负责(?![人制])|(?<![响适相对反供效])应(?![用急对届变激聘邀试付]|运而)|"
    r"(?<![重主需首必只纲概摘紧简险])要(?![求素点闻么是件务领旨])")
# A command that only leads up to what follows it: 要按照…的部署，做好工作.
_LEADING = re.compile(
    r"\w{0,4}(?:按照|根据|依照|依据|围绕|结合|针对|立足|着眼)|[,:]|\w{0,20}(?:基础上|前提下|同时)[,:]")
_SOFTENING = re.compile(r"推动|推进|逐步|促进|引导|基本")
_DIRECT = re.compile(
    r"推动|推进|逐步|促进|引导|基本(?=实现|形成|建立|建成|消除|达到|完成|做到|普及|满足|覆盖)|加强|加快|加大|完善|大力|积极|健全|不断|进一步|努力|着力|提升|提高|深化|强化|普遍|更加|"
    r"继续|深入|广泛|扩大|增强|拓展|拓宽|丰富|优化|切实|显著|明显|壮大")
_YEAR = re.compile(r"\d{4}年")
_MEASURED = re.compile(r"\d|一半|百分之|所有|每年|每[一二两三四五]年")


class Governed(NamedTuple):
    """How a text governs a place.

    Args:
        words: the governing words, in the order of the text; empty where there is none.
        fitting: the bindings that fit them.
        start: the offset at which the part of the text begins that decides.
        end: the offset behind it.
    """

    words: tuple[str, ...]
    fitting: frozenset[Binding]
    start: int
    end: int


def govern(text: str, parts: Sequence[Part], start: int, end: int) -> Governed:
    """How a normalised text governs a stretch of it.

    The part of the sentence that holds the stretch decides; where it has no governing word, the nearest part before it
    in the same sentence that has one. A word counts where it stands before or in the stretch; 力争, 左右 and their
    like, and 全覆盖, count on either side of it. A command and a year hold for all of the sentence that follows, and
    may make hard what is only directed.

    Args:
        text: the normalised text of the clause.
        parts: its parts.
        start: the offset of the stretch.
        end: the offset behind it.
    """
    plain = blanked(text)
    touched = [number for number, part in enumerate(parts) if part.start < end and start < part.end]
    if not touched:
        return Governed((), ANY, start, end)
    own = Part(parts[touched[0]].start, parts[touched[-1]].end, parts[touched[0]].sentence)
    if found := _within(plain, own, end):
        return _hardened(found, plain, [part for part in parts[: touched[0]] if part.sentence == own.sentence])
    for part in reversed(parts[: touched[0]]):
        if part.sentence != own.sentence:
            break
        if before := _within(plain, part, part.end):
            fitting = ANY if _ENCOURAGED in before.fitting else _HARD
            return Governed(before.words, fitting, part.start, own.end)
    return Governed((), _HARD, own.start, own.end)


class Command(NamedTuple):
    """A part of a text that commands.

    Args:
        words: the commanding words in it.
        part: the part.
        end: the offset behind what it commands: behind the part itself, or, where that only leads up to it (要按照…),
            behind the parts of the same sentence that follow, up to the next command.
    """

    words: tuple[str, ...]
    part: Part
    end: int


def find_commands(text: str, parts: Sequence[Part]) -> tuple[Command, ...]:
    """The parts of a normalised text that command, by 应, 要, 必须, 确保 and their like, each with its reach.

    Args:
        text: the normalised text of the clause.
        parts: those of its parts that matter.
    """
    plain = blanked(text)
    found: list[Command] = []
    leading = -1
    for part in parts:
        words = list(_COMMAND.finditer(plain, part.start, part.end))
        if words:
            found.append(Command(tuple(dict.fromkeys(word[0] for word in words)), part, part.end))
            leading = part.sentence if _LEADING.match(plain, words[-1].end(), part.end) else -1
        elif part.sentence == leading:
            found[-1] = found[-1]._replace(end=part.end)
    return tuple(found)


def _hardened(found: Governed, plain: str, before: Sequence[Part]) -> Governed:
    if found.fitting != {_DIRECTIONAL} or "全覆盖" in found.words or not before:
        return found
    said = plain[before[0].start : before[-1].end]
    commands = tuple(dict.fromkeys(word[0] for word in _COMMAND.finditer(said)))
    if commands:
        return Governed((*commands, *found.words), _HARD, before[0].start, found.end)
    return found._replace(fitting=_HARD) if _YEAR.search(said) else found


def _within(plain: str, part: Part, end: int) -> Governed | None:
    said = plain[part.start : part.end]
    weak = [found for found in _WEAK.finditer(said) if part.start + found.start() < end or found[0] in _WEAK_ANYWHERE]
    command = [found for found in _COMMAND.finditer(said) if part.start + found.start() < end or found[0] == "全覆盖"]
    direct = [found for found in _DIRECT.finditer(said) if part.start + found.start() < end]
    if not (weak or command or direct):
        return None
    fitting = _fitting(said, [w[0] for w in weak], [w[0] for w in command], [w[0] for w in direct])
    found = sorted([*weak, *command, *([] if weak else direct)], key=lambda word: word.start())
    return Governed(tuple(dict.fromkeys(word[0] for word in found)), fitting, part.start, part.end)


def _fitting(said: str, weak: list[str], command: list[str], direct: list[str]) -> frozenset[Binding]:
    if weak:
        return frozenset({_ENCOURAGED, _MANDATORY} if command and not _WEAK_ANYWHERE & set(weak) else {_ENCOURAGED})
    if command == ["全覆盖"] and any(_SOFTENING.fullmatch(word) for word in direct):
        return frozenset({_DIRECTIONAL})
    if command:
        return _HARD if direct else frozenset({_MANDATORY})
    return _HARD if _MEASURED.search(said) else frozenset({_DIRECTIONAL})
