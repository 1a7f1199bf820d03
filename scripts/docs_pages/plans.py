"""The page of a plan, written from its files: clauses, obligations, responsible bodies, and how it was understood."""

from __future__ import annotations

from collections.abc import Iterator

from docs_pages.reference import table
from scilit_rules.authoring.coverage import Coverage, cover
from scilit_rules.language.cases import Case
from scilit_rules.messages import say, show
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.outline import mentions_of, obligations_of
from scilit_rules.model.plan import Clause, Mention, Plan
from scilit_rules.model.text import Lang, Text
from scilit_rules.model.words import JudgedBy, Role
from scilit_rules.words.demands import question
from scilit_rules.words.wording import bodies_in_words, condition_in_words, deadline, issued_in_words

WRITTEN = "<!-- Written by scripts/docs.py from the files of this folder; change those, not this page. -->"
_DEEPEST = 2


def plan_page(plan: Plan, cases: tuple[Case, ...] = ()) -> str:
    """The page of a plan in Markdown, Chinese with headings and a summary in both languages.

    Args:
        plan: the plan.
        cases: the author's cases.

    Returns:
        the same text for the same files, whenever and wherever it is written.
    """
    return "\n".join(_Page(plan, cover(plan, cases)).lines()) + "\n"


class _Page:
    """One plan on its way to its page."""

    def __init__(self, plan: Plan, coverage: Coverage) -> None:
        self.plan = plan
        self.coverage = coverage
        self.counts: dict[str, int] = {}
        for obligation in plan.obligations.values():
            self.counts[obligation.clause] = self.counts.get(obligation.clause, 0) + 1

    def lines(self) -> Iterator[str]:
        yield WRITTEN
        yield from ("", f"# {_plain(self.plan.title.zh)}", "")
        if self.plan.title.en:
            yield from (_plain(self.plan.title.en), "")
        yield from self._about()
        yield from self._overview()
        yield from self._clauses()
        yield from self._obligations()
        yield from self._bodies()
        yield from self._notes()

    def _heading(self, code: str, level: int = 2, **args: object) -> Iterator[str]:
        yield from ("", f"{'#' * level} {_say(code, 'zh', **args)} {_say(code, 'en')}", "")

    def _about(self) -> Iterator[str]:
        plan, document = self.plan, self.plan.document
        area = plan.register.get(plan.jurisdiction)
        fields = (
            ("number", document.number), ("issuer", document.issuer),
            ("issued", issued_in_words(plan, "zh")),
            ("rests-on", "\n".join(document.rests_on)), ("years", "–".join(map(str, plan.years))),
            ("base", str(plan.timeline.base)),
            ("area", area.name.zh if area else plan.jurisdiction), ("ruleset", f"`{plan.id}`"),
        )
        yield table(("", ""), [(f"{_say(code, 'zh')} {_say(code, 'en')}", text)
                               for code, text in fields if text])
        yield from self._both(plan.note)

    def _both(self, text: Text | None) -> Iterator[str]:
        for words in (text.zh, text.en) if text else ():
            if words:
                yield from ("", _plain(words))

    def _overview(self) -> Iterator[str]:
        found = self.coverage
        yield from self._heading("overview")
        tested = len(self.plan.obligations) - len(found.untested)
        for lang in ("zh", "en"):
            yield _say("summary", lang, clauses=len(self.plan.clauses), obligations=len(self.plan.obligations),
                      own=len(found.own), purpose=len(found.on_purpose), open=len(found.open), tested=tested)
            yield ""
        rows = [
            (f"{_say(code, 'zh')} {_say(code, 'en')}",
             " · ".join(f"{say(word, 'zh')} {count}" for word, count in counts.items()),
             " · ".join(f"{say(word, 'en')} {count}" for word, count in counts.items()))
            for code, counts in (("by-kind", found.kinds), ("by-binding", found.bindings),
                                 ("by-bearer", found.bearers), ("by-judged", found.judged_by))
        ]
        yield table(("", "中文", "English"), rows)

    def _clauses(self) -> Iterator[str]:
        yield from self._heading("clauses")
        yield _say("clauses-how", "zh")
        yield ""
        for clause in self.plan.clauses.values():
            yield f"{'  ' * clause.path.count('/')}- {self._clause(clause)}"

    def _clause(self, clause: Clause) -> str:
        own = _say("own-heading", "zh") if clause.own_heading else ""
        parts = [f"`{clause.path}` {_plain(clause.heading)}{own}"]
        if self.counts.get(clause.path):
            parts.append(_say("count", "zh", count=self.counts[clause.path]))
        if clause.bodies:
            parts.append(bodies_in_words(clause.bodies, "zh"))
        if clause.reason is not None:
            parts.append(_say("reason", "zh", reason=_plain(clause.reason.zh)))
        return " · ".join(parts)

    def _obligations(self) -> Iterator[str]:
        yield from self._heading("obligations")
        heads = [f"{_say(code, 'zh')} {_say(code, 'en')}"
                 for code in ("obligation", "clause", "binding", "bears", "deadline", "judged")]
        for path, ids in self._groups():
            clause = self.plan.clauses.get(path)
            yield from ("", f"### {path} {_plain(clause.heading) if clause else ''}".rstrip(), "")
            yield table(heads, [self._row(self.plan.obligations[id]) for id in ids])

    def _groups(self) -> Iterator[tuple[str, list[str]]]:
        """The obligations of each section, and of chapters themselves, in the plan's order; each obligation once."""
        found: dict[str, list[str]] = {path: [] for path in self.plan.clauses}
        for id, obligation in self.plan.obligations.items():
            found.setdefault("/".join(obligation.clause.split("/")[:_DEEPEST]) or "—", []).append(id)
        return ((path, ids) for path, ids in found.items() if ids)

    def _row(self, obligation: Obligation) -> tuple[str, ...]:
        title = _plain(obligation.title.zh)
        if obligation.title.en:
            title += f"\n{_plain(obligation.title.en)}"
        judged = _plain(question(obligation, self.plan.vocabulary, "zh"))
        if obligation.judged_by is JudgedBy.FACT:
            judged = _say("on-facts", "zh", demand=judged)
        if obligation.when is not None:
            condition = _plain(condition_in_words(obligation.when, self.plan.vocabulary, "zh"))
            judged += f"\n{_say('when', 'zh', condition=condition)}"
        return (f"{title}\n`{obligation.id}`", obligation.clause, say(obligation.binding, "zh"),
                show(obligation.bears, "zh"), deadline(obligation.schedule, "zh"), judged)

    def _bodies(self) -> Iterator[str]:
        mentions = mentions_of(self.plan)
        if not mentions:
            return
        yield from self._heading("bodies")
        for lang in ("zh", "en"):
            yield from (_say("bodies-how", lang), "")
        heads = [f"{_say('body', 'zh')} {_say('body', 'en')}",
                 *(f"{say(role, 'zh')} {say(role, 'en')}" for role in Role)]
        rows = []
        for body, roles in mentions.items():
            collective = Mention(body, Role.SHARED).collective
            name = body + (_say("collective", "zh") if collective else "")
            counts = [(len(paths), sum(1 for _ in obligations_of(self.plan, paths)))
                      for paths in (roles.get(role, ()) for role in Role)]
            rows.append((name, *(f"{clauses} / {count}" if clauses else "" for clauses, count in counts)))
        yield table(heads, rows)

    def _notes(self) -> Iterator[str]:
        noted = [obligation for obligation in self.plan.obligations.values() if obligation.note]
        if not noted:
            return
        yield from self._heading("notes")
        for obligation in noted:
            assert obligation.note is not None
            yield f"- `{obligation.id}`（{obligation.clause}）{_one_line(obligation.note.zh)}"
            if obligation.note.en:
                yield f"  {_one_line(obligation.note.en)}"


def _say(code: str, lang: Lang, **args: object) -> str:
    return say(f"authoring.page.{code}", lang, **args)


def _one_line(text: str) -> str:
    return _plain(" ".join(text.split()))


def _plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return text.strip().replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")
