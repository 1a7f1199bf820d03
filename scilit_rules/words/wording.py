"""How conditions, schedules, values, gaps, reasons and bodies are said in words, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from scilit_rules.messages import say, show
from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Condition, Follows, Not, StatusIs
from scilit_rules.model.fact import Attested, Evidence, Fact, Interval, Value
from scilit_rules.model.finding import Check, Gap, Outlook
from scilit_rules.model.obligation import Schedule
from scilit_rules.model.operators import Bound, Growth, Reads, Relation, Tolerance, Years
from scilit_rules.model.plan import Clause, Mention, Plan
from scilit_rules.model.text import Lang, Message
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import Absence, Against, FactType, Reason, Role, ScheduleKind
from scilit_rules.words.changes import change_in_words, held_against, wrong_way
from scilit_rules.words.figures import exact, money, plain, points, with_unit

DAYS = "天"
_UPWARD = (Relation.GT, Relation.GE)
_DOWNWARD = (Relation.LT, Relation.LE)


def day(value: date, lang: Lang) -> str:
    """A date as people write it."""
    return say("wording.date", lang, year=value.year, month=value.month, day=value.day, iso=value)


def period_in_words(period: str, lang: Lang) -> str:
    """The period of a finding: a year, a span of years, a quarter or half-year, or a day."""
    first, _, last = period.partition("-")
    if first.isdigit() and last[:1] in ("Q", "H") and last[1:].isdigit():
        return say(f"wording.period.{last}", lang, year=first)
    if first.isdigit() and not last:
        return say("wording.period.year", lang, year=first)
    if first.isdigit() and last.isdigit() and len(last) == 4:
        return say("wording.period.years", lang, first=first, last=last)
    try:
        return day(date.fromisoformat(period), lang)
    except ValueError:
        return period


def deadline(schedule: Schedule, lang: Lang) -> str:
    """By when, or how often, an obligation must hold."""
    last = schedule.due.year if schedule.kind is ScheduleKind.IN else schedule.last
    values = {"due": day(schedule.due, lang), "first": schedule.first, "last": last, "step": schedule.step}
    if schedule.starts is not None:
        return say("wording.schedule.during-from", lang, starts=day(schedule.starts, lang), **values)
    if schedule.day is not None:
        month, of_month = schedule.day
        return say("wording.schedule.yearly-by", lang, month=month, day=of_month, **values)
    if schedule.term is not None:
        return say("wording.schedule.each", lang, term=schedule.term, **values)
    return say(f"wording.schedule.{schedule.kind}", lang, **values)


def issued_in_words(plan: Plan, lang: Lang) -> str:
    """When a plan was issued, or, where its text does not say, when it is taken to have been."""
    time = plan.timeline
    return say("wording.issue-assumed" if time.assumed else "wording.issued", lang, day=day(time.issued, lang))


def assumed_issue_in_words(plan: Plan, lang: Lang) -> str:
    """What rests on a day of issue that the text of a plan does not tell; empty where nothing does."""
    time = plan.timeline
    count = sum(counts_from_issue(obligation.schedule) for obligation in plan.obligations.values())
    if not time.assumed or not count:
        return ""
    return say("wording.counted-from-issue", lang, count=count, day=day(time.issued, lang))


def counts_from_issue(schedule: Schedule) -> bool:
    """Whether it depends on the day of issue when an obligation can be missed."""
    return schedule.starts is not None or schedule.repeats


def value_in_words(value: Value | Interval | None, spec: FactSpec | None, lang: Lang,
                   against: Comparison | None = None) -> str:
    """A value as people read it, with its unit.

    Args:
        value: the exact value, bounds, or None where nothing is known.
        spec: what the vocabulary says of the fact; None for an attestation.
        lang: the reader's language.
        against: the comparison that was decided on it; as many decimals are kept as it takes
            not to contradict the decision.
    """
    if value is None:
        return say("wording.nothing", lang)
    if against is not None and against.spec.reads is Reads.CHANGE:
        return change_in_words(value, spec, lang, against)
    if isinstance(value, Interval):
        return _interval(value, spec, lang, against)
    if isinstance(value, bool):
        return show(value, lang)
    if isinstance(value, Decimal):
        return _number(value, spec, lang, against)
    if isinstance(value, date):
        return day(value, lang)
    return _attested(value, lang) if isinstance(value, Attested) else str(value)


def _number(value: Decimal, spec: FactSpec | None, lang: Lang, against: Comparison | None) -> str:
    return with_unit(plain(value, against=_bounds(against)), spec.unit if spec else "", lang)


def _interval(value: Interval, spec: FactSpec | None, lang: Lang, against: Comparison | None) -> str:
    low, high = (_number(end, spec, lang, against) for end in value)
    if value.low == value.high:
        return low
    if value.low.is_finite() and value.high.is_finite():
        return say("wording.interval", lang, low=low, high=high)
    if value.low.is_finite():
        return say("wording.interval.from", lang, low=low)
    return say("wording.interval.to" if value.high.is_finite() else "wording.nothing", lang, high=high)


def _attested(value: Attested, lang: Lang) -> str:
    if value.claim is None and value.mark is None:
        return say("wording.nothing", lang)
    if value.claim is None:
        return say("wording.claim.mark-only", lang, mark=value.mark)
    claim = say(value.claim, lang)
    if value.reason:
        claim = say("wording.claim.reason", lang, claim=claim, reason=value.reason)
    if value.progress is not None:
        claim = say("wording.claim.progress", lang, claim=claim, progress=plain(value.progress))
    if value.mark is not None:
        return say("wording.claim.marked", lang, claim=claim, mark=value.mark)
    if value.stance is not None:
        return say(f"wording.claim.{value.stance}", lang, claim=claim)
    return say("wording.claim.self", lang, claim=claim)


def _bounds(comparison: Comparison | None) -> tuple[Decimal, ...]:
    if comparison is None:
        return ()
    return tuple(p.constant for p in comparison.primitives if isinstance(p.constant, Decimal))


def actual_in_words(check: Check, spec: FactSpec | None, lang: Lang) -> str:
    """What was found for one comparison; where something was written but nothing could be taken from it, so much."""
    if check.actual is None and check.reason is not None and check.reason is not Reason.MISSING:
        return say("wording.undetermined", lang)
    return value_in_words(check.actual, spec, lang, check.comparison)


def title_of(name: str, plan: Plan, lang: Lang) -> str:
    """What people call a fact; for a duty that is declared, its title."""
    known = plan.vocabulary.get(name) or plan.obligations.get(name)
    return known.title.get(lang) if known else name


def comparison_in_words(comparison: Comparison, vocabulary: Vocabulary, lang: Lang) -> str:
    """One comparison, with the title of its fact."""
    spec = vocabulary.get(comparison.fact)
    title = spec.title.get(lang) if spec else comparison.fact
    if comparison.operator == "is":
        return say("wording.comparison.flag", lang, title=title, bound=comparison.bound)
    if comparison.spec.reads is Reads.PRESENCE:
        return say("wording.comparison.present", lang, title=title)
    return say("wording.comparison", lang, title=title, words=asked_in_words(comparison, spec, lang))


def asked_in_words(comparison: Comparison, spec: FactSpec | None, lang: Lang) -> str:
    """What a comparison asks for, without the title of its fact: ``不低于1元/人``, ``是``."""
    if comparison.operator == "is":
        return show(comparison.bound, lang)
    if comparison.operator == "above" and comparison.bound == 0 and spec is not None and spec.type is FactType.COUNT:
        return say("wording.comparison.any", lang, one=with_unit("1", spec.unit, lang))
    if comparison.spec.reads is Reads.CHANGE and comparison.growth.against is Against.TWO_YEARS:
        return say(f"wording.never-twice.{wrong_way(comparison)}", lang)
    if comparison.spec.reads is Reads.CHANGE:
        return say(comparison.spec.words, lang).replace("{bound}", held_against(comparison.growth, lang))
    return say(comparison.spec.words, lang).replace("{bound}", _bound(comparison.bound, spec, lang))


def _bound(bound: Bound, spec: FactSpec | None, lang: Lang) -> str:
    unit = spec.unit if spec else ""
    if isinstance(bound, Tolerance):
        within = exact(bound.within)
        around = points(within, lang) if unit == "%" else with_unit(within, unit, lang)
        return say("wording.tolerance", lang, value=with_unit(exact(bound.value), unit, lang), within=around)
    if isinstance(bound, Years):
        span = str(bound.first) if bound.first == bound.last else f"{bound.first}-{bound.last}"
        return period_in_words(span, lang)
    if isinstance(bound, Growth):
        return held_against(bound, lang)
    if isinstance(bound, tuple):
        return _listed((say("wording.quoted", lang, text=text) for text in bound), lang)
    if isinstance(bound, bool):
        return show(bound, lang)
    if isinstance(bound, Decimal):
        return with_unit(exact(bound), unit, lang)
    return day(bound, lang) if isinstance(bound, date) else say("wording.quoted", lang, text=bound)


def _listed(texts: Iterable[str], lang: Lang) -> str:
    return say("wording.list-separator", lang).join(texts)


def condition_in_words(condition: Condition, vocabulary: Vocabulary, lang: Lang,
                       plan: Plan | None = None) -> str:
    """A condition as one sentence; parts that are themselves composed stand in brackets.

    Args:
        condition: what must hold.
        vocabulary: gives the facts their titles.
        lang: the reader's language.
        plan: gives findings and consequences their titles.
    """
    if isinstance(condition, Comparison):
        return comparison_in_words(condition, vocabulary, lang)
    if isinstance(condition, StatusIs):
        obligation = plan.obligations.get(condition.finding) if plan else None
        title = obligation.title.get(lang) if obligation else condition.finding
        return say("wording.finding-is", lang, title=quotable(title), status=condition.status)
    if isinstance(condition, Follows):
        consequence = plan.consequences.get(condition.consequence) if plan else None
        return say("wording.follows", lang, title=consequence.title if consequence else condition.consequence)
    if isinstance(condition, Not):
        return say("wording.not", lang, part=condition_in_words(condition.part, vocabulary, lang, plan))
    parts = [_bracketed(part, vocabulary, lang, plan) for part in condition.parts]
    if isinstance(condition, AtLeastOf):
        listed = say("wording.part-separator", lang).join(parts)
        return say("wording.at-least-of", lang, all=len(parts), count=condition.count, parts=listed)
    return say("wording.and" if isinstance(condition, All) else "wording.or", lang).join(parts)


def _bracketed(part: Condition, vocabulary: Vocabulary, lang: Lang, plan: Plan | None) -> str:
    text = condition_in_words(part, vocabulary, lang, plan)
    composed = isinstance(part, (All, AnyOf, AtLeastOf)) and len(part.parts) > 1
    return say("wording.bracketed", lang, part=text) if composed else text


def quotable(text: str) -> str:
    """A text whose own quotation marks are single, to stand within double ones."""
    return text.replace("“", "‘").replace("”", "’")


def gap_in_words(gap: Gap, lang: Lang, check: Check | None = None) -> str:
    """How far a value is from what is asked, with the money where it is known.

    Args:
        gap: the distance.
        lang: the reader's language.
        check: the comparison that failed; tells whether the value is too low or too high.
    """
    way = _way(check) if check else "below"
    if not gap.amount and gap.more_than:
        text = say("wording.gap.asked", lang, asked=_beyond(check, way, lang))
    else:
        text = _distance(gap, way, lang)
        if gap.more_than:
            text = say("wording.gap.pass", lang, gap=text, asked=_beyond(check, way, lang))
    if gap.money is None or not gap.money:
        return text
    return say("wording.gap.money", lang, gap=text, money=money(gap.money, lang))


def gap_by_itself(gap: Gap, lang: Lang, check: Check | None) -> str:
    """A gap where the value stands nowhere beside it: of a value that is just at the bound, the value is said too."""
    text = gap_in_words(gap, lang, check)
    if gap.amount or check is None or not isinstance(check.actual, Decimal):
        return text
    if check.comparison.spec.reads is Reads.CHANGE:
        changed = change_in_words(check.actual, None, lang, check.comparison)
        return say("wording.gap.now-changed", lang, change=changed, gap=text)
    return say("wording.gap.now", lang, value=with_unit(exact(check.actual), gap.unit, lang), gap=text)


def _beyond(check: Check | None, way: str, lang: Lang) -> str:
    """What must be passed, as it is asked of a value that does not pass it: ``高于10.5%``, ``增加``."""
    side = "less" if way == "above" else "more"
    if check is None:
        return say(f"wording.beyond.{side}-unsaid", lang)
    if check.comparison.spec.reads is Reads.CHANGE:
        return say(f"wording.beyond.{side}-change", lang, than=held_against(check.comparison.growth, lang))
    unit = check.gap.unit if check.gap else ""
    bound = next((b for r, b in check.comparison.primitives if r in (Relation.GT, Relation.LT)), None)
    if not isinstance(bound, Decimal):
        return say(f"wording.beyond.{side}-unsaid", lang)
    kind = f"{side}-share" if unit == "%" or "/" in unit else side
    return say(f"wording.beyond.{kind}", lang, bound=with_unit(exact(bound), unit, lang))


def _distance(gap: Gap, way: str, lang: Lang) -> str:
    number = plain(gap.amount, against=(Decimal(0),))
    if gap.unit == DAYS:
        return say("wording.gap.early" if way == "early" else "wording.gap.late", lang, amount=number)
    amount = points(number, lang) if gap.unit == "%" else with_unit(number, gap.unit, lang)
    return say(f"wording.gap.{way}", lang, amount=amount)


def _way(check: Check) -> str:
    actual = check.actual.low if isinstance(check.actual, Interval) else check.actual
    for relation, bound in check.comparison.primitives:
        if isinstance(actual, date) and isinstance(bound, date) and relation in _UPWARD:
            return "early" if actual < bound else "late"
        if isinstance(actual, Decimal) and isinstance(bound, Decimal) and relation in _DOWNWARD:
            return "above" if actual >= bound else "below"
    return "below"


def reason_in_words(reason: Reason, wanted: Iterable[str], plan: Plan, lang: Lang,
                    absence: Absence | None = None) -> str:
    """Why something could not be decided, with the titles of the facts that would decide it.

    Args:
        reason: why.
        wanted: the names of these facts.
        plan: gives them their titles.
        lang: the reader's language.
        absence: for what is missing, whether anything was sent at all.
    """
    titles = _listed((title_of(name, plan, lang) for name in wanted), lang)
    if absence in (Absence.NOT_RETURNED, Absence.NOT_USABLE):
        return say(f"wording.absence.{absence}", lang, facts=titles) if titles else say(absence, lang)
    return say(f"wording.reason.{reason}", lang, facts=titles) if titles else say(reason, lang)


def evidence_in_words(evidence: Evidence, lang: Lang) -> str:
    """One piece of evidence with its kind."""
    lacks = say("wording.part-separator", lang).join(say(lack, lang) for lack in evidence.lacks)
    if evidence.kind is not None and evidence.lacks:
        return say("wording.evidence-amiss", lang, kind=evidence.kind, text=evidence.text, lacks=lacks)
    if evidence.kind is not None:
        looked = "" if evidence.found is None else "-found" if evidence.found else "-absent"
        return say(f"wording.evidence{looked}", lang, kind=evidence.kind, text=evidence.text, found=evidence.found)
    return say("wording.evidence-vain", lang, text=evidence.text, lacks=lacks)


def outlook_in_words(outlook: Outlook, spec: FactSpec | None, lang: Lang) -> str:
    """Whether a target that is not due yet is within reach, with the numbers that say so."""
    line = Comparison(outlook.latest.name, "at_least", outlook.expected)
    latest = value_in_words(outlook.latest.value, spec, lang, line)
    latest_bound = (outlook.latest.value,) if isinstance(outlook.latest.value, Decimal) else ()
    expected = with_unit(plain(outlook.expected, against=latest_bound), spec.unit if spec else "", lang)
    code = "wording.outlook.on-course" if outlook.on_course else "wording.outlook.behind"
    return say(code, lang, year=outlook.latest.period.year, latest=latest, expected=expected)


def fact_in_words(fact: Fact, plan: Plan, lang: Lang) -> str:
    """A fact as ``title value``, such as ``常住人口407,016人``."""
    value = value_in_words(fact.value, plan.vocabulary.get(fact.name), lang)
    return f"{title_of(fact.name, plan, lang)}{'' if lang == 'zh' else ' '}{value}"


def bodies_in_words(mentions: Iterable[Mention], lang: Lang) -> str:
    """The bodies that a clause names, by their role: ``市教育局、团市委牵头,相关部门和单位配合``."""
    groups: dict[Role, list[str]] = {role: [] for role in Role}
    for mention in mentions:
        groups[mention.role].append(mention.body)
    named = [(role, _listed(names, lang)) for role, names in groups.items() if names]
    return say("wording.bodies.join", lang).join(
        say(f"wording.bodies.{role}", lang, names=names) for role, names in named
    )


def answering(plan: Plan, path: str, lang: Lang) -> str:
    """The bodies that answer for a clause, or, where it names none, those of the nearest clause around it."""
    clause: Clause | None = plan.clauses.get(path)
    while clause is not None and not clause.bodies:
        clause = plan.clauses.get(clause.parent) if clause.parent else None
    if clause is None:
        return ""
    words = bodies_in_words(clause.bodies, lang)
    return words if clause.path == path else say("wording.bodies.from", lang, bodies=words, path=clause.path)


def bearer_in_words(name: str, lang: Lang) -> str:
    """Who answers for a finding whose clause names no body: the subject that bears the obligation."""
    return say("wording.bodies.bearer", lang, name=name)


def rule_in_words(rule: str, lang: Lang) -> str:
    """A rule by which a cell was read, in words, or its code where no catalogue has words for it."""
    return say(Message(rule), lang)
