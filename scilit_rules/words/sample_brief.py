"""A list for on-site sampling in the reader's words, with columns to be filled in on site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scilit_rules.messages import say
from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.model.finding import Finding
from scilit_rules.model.sampling import Sample, Sampled
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Binding
from scilit_rules.words.briefing import Json, Namer, listed, number, table
from scilit_rules.words.demands import requirement
from scilit_rules.words.hypothesis import headlined, titled
from scilit_rules.words.wording import day, evidence_in_words, value_in_words

FORMAT = "scilit-rules-sample/1"
_LIST = (("number", "r"), ("subject", "l"), ("obligation", "l"), ("demand", "l"), ("claim", "l"), ("weight", "r"))
_BY_SUBJECT = (("subject", "l"), ("claims", "r"), ("drawn", "r"))
_ROWS = tuple((key, "l") for key in (
    "number", "subject", "subject-id", "obligation", "obligation-id", "clause", "period", "binding", "binding-code",
    "demand", "claim", "evidence", "places", "body", "weight", "seen", "remark",
))


def sample_brief(sample: Sample, weights: tuple[dict[Binding, int], int], lang: Lang) -> Brief:
    """A list for on-site sampling in the reader's words.

    Args:
        sample: what was drawn.
        weights: what claims weigh by binding, and how many times more on money.
        lang: the reader's language.
    """
    return _Teller(sample, lang).brief(weights)


class _Teller:
    def __init__(self, sample: Sample, lang: Lang) -> None:
        self.sample = sample
        self.report = sample.report
        self.lang: Lang = lang
        self.names = Namer((self.report.plan,), lang)

    def brief(self, weights: tuple[dict[Binding, int], int]) -> Brief:
        sample, lang = self.sample, self.lang
        subjects = {one.finding.subject for one in sample.drawn}
        by_binding, money = weights
        words = {binding.value: weight for binding, weight in by_binding.items()}
        under = (*self._made(), say("sample.weighed", lang, money=money, **words))
        conclusion = say("sample.conclusion", lang, drawn=len(sample.drawn), subjects=len(subjects), seed=sample.seed)
        rows = [self._row(one) for one in sample.drawn]
        assumed = self.report.assumed
        title = titled(say("sample.title", lang, plan=self.report.plan.title), assumed, lang)
        return Brief(title, under, tuple(self._remarks()), tuple(self._tables()), headlined(conclusion, assumed, lang),
                     table(say("sample.list", lang), _ROWS, rows, lang), self._data(rows), assumed)

    def _made(self) -> Iterator[str]:
        sample, report, lang = self.sample, self.report, self.lang
        source = say("comparison.source", lang, path=report.source) if report.source else ""
        yield say("sample.drawn", lang, as_of=day(report.as_of, lang), population=sample.population,
                  drawn=len(sample.drawn), seed=sample.seed)
        yield say("sample.made-with", lang, tool=report.run.tool, digest=report.plan.digest[:19], source=source)

    def _remarks(self) -> Iterator[str]:
        if not self.sample.population:
            yield say("sample.none", self.lang)
        elif self.sample.size > self.sample.population:
            yield say("sample.all", self.lang, population=self.sample.population)

    def _tables(self) -> Iterator[BriefTable]:
        drawn = Counter(one.finding.subject for one in self.sample.drawn)
        if not drawn:
            return
        places = {id: place for place, id in enumerate(self.sample.claims)}
        for_visits = sorted(self.sample.drawn, key=lambda one: places[one.finding.subject])
        rows = [self._listed(one) for one in for_visits]
        yield table(say("sample.list", self.lang), _LIST, rows, self.lang)
        counts = [(self.names.subject(id), str(claims), str(drawn[id] or "-"))
                  for id, claims in self.sample.claims.items() if claims]
        yield table(say("sample.by-subject", self.lang), _BY_SUBJECT, counts, self.lang)

    def _listed(self, one: Sampled) -> tuple[str, ...]:
        finding, names = one.finding, self.names
        about = (names.title(finding.obligation), names.clause(finding.obligation), names.period(finding))
        claim = (self._claim(finding), *self._evidence(finding), *map(str, finding.places))
        return (str(one.number), names.subject(finding.subject), "\n".join(filter(None, about)),
                self._demand(finding), "\n".join(claim), number(one.risk.weight))

    def _row(self, one: Sampled) -> tuple[str, ...]:
        finding, names, binding = one.finding, self.names, one.risk.binding
        separator = say("wording.list-separator", self.lang)
        return (
            str(one.number), names.subject(finding.subject), finding.subject, names.title(finding.obligation),
            finding.obligation, names.clause(finding.obligation), finding.period,
            say(binding, self.lang) if binding else "", binding.value if binding else "", self._demand(finding),
            self._claim(finding), separator.join(self._evidence(finding)), separator.join(map(str, finding.places)),
            names.bodies(finding.obligation), number(one.risk.weight), "", "",
        )

    def _demand(self, finding: Finding) -> str:
        plan = self.report.plan
        known = plan.obligations.get(finding.obligation)
        return requirement(known, plan.vocabulary, self.lang) if known else ""

    def _claim(self, finding: Finding) -> str:
        if finding.attested is not None:
            return value_in_words(finding.attested, None, self.lang)
        return say("sample.reported", self.lang)

    def _evidence(self, finding: Finding) -> tuple[str, ...]:
        return tuple(evidence_in_words(piece, self.lang) for piece in finding.evidence)

    def _data(self, rows: Sequence[Sequence[str]]) -> dict[str, Json]:
        report, sample = self.report, self.sample
        items: list[Json] = [{**item, "number": one.number}
                             for item, one in zip(listed(_ROWS, rows), sample.drawn, strict=True)]
        claims: dict[str, Json] = {**sample.claims}
        return {"format": FORMAT, "plan": report.plan.id, "digest": report.plan.digest, "tool": report.run.tool,
                "as_of": report.as_of.isoformat(), "seed": sample.seed, "size": sample.size,
                "population": sample.population, "claims": claims, "drawn": items,
                **({"assumed": list(report.assumed)} if report.assumed else {})}
