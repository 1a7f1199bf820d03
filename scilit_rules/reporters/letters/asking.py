"""What a reminder and a request have in common: both ask a subject for what is listed in their attachment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scilit_rules.messages import say
from scilit_rules.model.subject import Subject
from scilit_rules.reporters.letters.blocks import Block, Content, Paragraph, Style
from scilit_rules.reporters.letters.letter import NEEDED, ZH, Letters, attachment, attachment_note
from scilit_rules.reporters.letters.supplying import Supplies
from scilit_rules.reporters.letters.titles import beside_signature, numbered, sign

_DEMANDS = ("when", "how", "late", "object")


class Asking:
    """A letter that asks one subject for what it must supply.

    Args:
        letters: what the letters of the round share.
        subject: whom it asks.
        supplies: what is asked for.
        kind: which letter it is, as the catalogue names it: ``remind`` or ``request``.
    """

    def __init__(self, letters: Letters, subject: Subject, supplies: Supplies, kind: str) -> None:
        self._letters, self._subject, self._supplies, self._kind = letters, subject, supplies, kind

    def content(self, overview: Sequence[Block], wanted: Sequence[Block], how: str = "how") -> Content:
        """What stands in the letter.

        Args:
            overview: how the subject stands.
            wanted: what is wanted of it.
            how: which demand tells in what way it is to be sent.
        """
        letters, name = self._letters, self._subject.name.zh
        title = self._say("title", subject=name, plan=letters.plan_name)
        texts = letters.texts(title, letters.addressee(self._subject), "")
        texts |= {"单位": name, "问题数": str(len(self._supplies.items))}
        attached = self._say("list", subject=name)
        blocks: Mapping[str, Sequence[Block]] = {
            "发文机关标志": [sign(letters.issuer)],
            "概况": overview,
            "问题": [Paragraph(self._say("wanted"), Style.FIRST), *wanted],
            "要求": [Paragraph(self._say("demands"), Style.FIRST), *self._demands(how)],
            "附件说明": attachment_note([attached]),
            "落款": letters.signed(),
            "附件": [*attachment(attached), *self._supplies.table()],
        }
        return Content(texts, blocks, NEEDED)

    def _demands(self, how: str) -> list[Paragraph]:
        contact = self._letters.sender.contact
        told = say("letters.contact", ZH, contact=contact) if contact else ""
        codes = [how if code == "how" else code for code in _DEMANDS]
        due = {"deadline": self._letters.deadline, "issuer": self._letters.issuer, "contact": told}
        return beside_signature(numbered([self._say(f"demand.{code}", **due) for code in codes]))

    def _say(self, code: str, **args: object) -> str:
        return say(f"letters.{self._kind}.{code}", ZH, **args)
