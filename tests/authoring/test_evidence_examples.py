"""The examples of evidence that a form shows: an author's own must count, and so must ours."""

from __future__ import annotations

import pytest

from scilit_rules.authoring.evidence_examples import example_of, usual_example, wrong_examples
from scilit_rules.facts.evidence import recognise
from scilit_rules.messages import say
from scilit_rules.model.obligation import Attestation, Proof
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang, Text
from scilit_rules.model.words import EvidenceKind
from tests.authoring.made import obligation, plan

LANGS: tuple[Lang, ...] = ("zh", "en")


def asking(proof: Proof, example: Text | None) -> Plan:
    return plan(obligation("asked", attest=Attestation(Text("是否完成？"), proof, example)))


@pytest.mark.parametrize("kind", EvidenceKind)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_usual_example_of_each_kind_counts_as_that_kind(kind: EvidenceKind, lang: Lang) -> None:
    """With a name of one's own in the place of 某: copied as it stands it names nobody."""
    example = usual_example(Proof(1, (kind,)), 2020, lang)
    assert recognise(example.replace("某", "张")) == (kind, ())
    if "某" in example:
        assert recognise(example).kind is None


@pytest.mark.parametrize(("proof", "example", "code"), [
    (Proof(1), Text("见附件"), "authoring.example-no-evidence"),
    (Proof(1), Text("2019年台账"), "authoring.example-no-evidence"),
    (Proof(1), Text("张科协发〔2019〕3号", "see attachment"), "authoring.example-no-evidence"),
    (Proof(1, (EvidenceKind.DOCUMENT,)), Text("2019年全区科普设施名录"), "authoring.example-other-kind"),
    (Proof(1, (EvidenceKind.REGISTER,)), Text("2019年全区科普设施名录"), None),
    (Proof(1), Text("张科协发〔2019〕3号", "register of science venues 2019"), None),
    (Proof(1), None, None),
])
def test_an_example_that_would_not_count_itself_is_refused(proof: Proof, example: Text | None, code: str | None) -> None:
    given = asking(proof, example)
    problems = wrong_examples(given)
    assert [found.code for found in problems] == ([code] if code else [])
    assert all(found.place == given.obligations["asked"].place for found in problems)
    assert all("asked" in say(found.message, lang) for found in problems for lang in LANGS)


def test_the_form_shows_what_the_author_gives_else_the_first_kind_accepted() -> None:
    proof = Proof(1, (EvidenceKind.REGISTER,))
    own = asking(proof, Text("2019年科普名录", "register of venues 2019")).obligations["asked"]
    assert example_of(own, 2020, "en") == "register of venues 2019"
    plain = asking(proof, None).obligations["asked"]
    assert example_of(plain, 2020, "zh") == "2020年全区科普设施名录"
