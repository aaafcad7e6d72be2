"""What a person decided of relations: accepted, rejected, or corrected. Kept by the sentence.

A verdict names its article, the words of the sentence and who does what to whom; so it outlives any number
of analyses, follows its sentence when the article is updated, and never touches what was computed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.model import QUADS, Evidence, Relation, TypeScore
from index.reader.ledger import Change, Ledger

KIND = "verdict"
VERDICTS = ("accepted", "rejected", "corrected")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision: ``coded`` is the relation as it was coded, ``told`` as it stands now, if it does."""

    article: str
    sentence: str
    coded: Relation
    told: Relation | None
    word: str


class Verdicts:
    """The verdicts of one home."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def all(self) -> dict[str, Verdict]:
        """Every verdict, by ``identity``; what cannot be understood is passed over."""
        found = {}
        for key, value in self._ledger.all(KIND).items():
            if (verdict := _verdict(key, value)) is not None:
                found[key] = verdict
        return found

    def give(
        self,
        evidence: Evidence,
        word: str,
        told: Relation | None = None,
        also: Sequence[Evidence] = (),
        label: str = "",
    ) -> None:
        """Keep a verdict as one undoable step; ``word`` ``""`` takes an earlier one back.

        The evidence's relation is as it is shown: as coded, or as an earlier verdict corrected it. ``also``
        are others of which the same word holds, such as a meeting told the other way round. ``label`` is
        what undoing it says, in the words of whoever shows the relation. Raises ``ValueError`` for another
        word.
        """
        if word not in ("", *VERDICTS) or (word == "corrected") != (told is not None):
            raise ValueError(word)
        relation = self._as_coded(evidence)
        label = label or f"{relation.source} > {relation.target} {relation.type}: {word or 'no verdict'}"
        self._ledger.step(label, [self._change(one, word, told) for one in (evidence, *also)])

    def _change(self, evidence: Evidence, word: str, told: Relation | None) -> Change:
        relation = self._as_coded(evidence)
        value: dict[str, Any] | None = None
        if word:
            value = {"verdict": word, "sentence": evidence.sentence, "coded": _row(relation)}
            if word != "rejected":
                value["told"] = _row(told or relation)
        return Change(KIND, identity(evidence.article, evidence.sentence, relation), value)

    def _as_coded(self, evidence: Evidence) -> Relation:
        article, sentence, relation = evidence.article, evidence.sentence, evidence.relation
        if relation.verdict == "corrected":
            for verdict in self.all().values():
                told = verdict.told
                if (verdict.article, verdict.sentence) == (article, sentence) and told is not None:
                    told_here = (told.source, told.target, told.type)
                    if told_here == (relation.source, relation.target, relation.type):
                        return verdict.coded
        return relation

    def score(self) -> list[TypeScore]:
        """How often the coder was right, by the type that it coded."""
        counts: dict[str, dict[str, int]] = {}
        for verdict in self.all().values():
            of_type = counts.setdefault(verdict.coded.type, dict.fromkeys(VERDICTS, 0))
            of_type[verdict.word] += 1
        return [TypeScore(type_, **counts[type_]) for type_ in sorted(counts)]


def identity(article: str, sentence: str, relation: Relation) -> str:
    """The key of a verdict: the article, a digest of the sentence's words, who does what to whom."""
    words = " ".join(sentence.split()).encode()
    digest = hashlib.blake2b(words, digest_size=8).hexdigest()
    return f"{article}|{digest}|{relation.source}>{relation.target}:{relation.type}"


def judge(
    article: str, body: str, relations: Sequence[Relation], verdicts: Mapping[str, Verdict]
) -> list[tuple[int, Relation]]:
    """An article's relations as they stand after the reader's verdicts, in the order of its text.

    With each comes its place in ``relations``, or -1 for one that the coder no longer finds: accepted and
    corrected ones stay as long as the article still has the sentence. Rejected ones come with that verdict.
    """
    left = {key: verdict for key, verdict in verdicts.items() if verdict.article == article}
    told: list[tuple[int, Relation]] = []
    coded = {_what(relation) for relation in relations}
    for place, relation in enumerate(relations):
        verdict = left.pop(identity(article, body[relation.start : relation.end], relation), None)
        if verdict is not None:
            ruled = _ruled(relation, verdict, relation.start)
            if verdict.word == "corrected" and _what(ruled) in coded:
                ruled = replace(relation, verdict="rejected")  # the coder had said what is right as well
            relation = ruled  # noqa: PLW2901
        told.append((place, relation))
    for verdict in left.values():
        start = body.find(verdict.sentence)
        if verdict.told is not None and start >= 0:
            told.append((-1, _ruled(verdict.coded, verdict, start)))
    return sorted(told, key=lambda one: (one[1].start, one[1].predicate))


def _what(relation: Relation) -> tuple[int, str, str, str]:
    return relation.start, relation.source, relation.target, relation.type


def _ruled(coded: Relation, verdict: Verdict, start: int) -> Relation:
    """A relation as the verdict leaves it, its places counted from where the sentence stands now."""
    told = verdict.told or coded
    moved = start - coded.start

    def place(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + moved, span[1] + moved

    spans = place(coded.source_span), place(coded.target_span)
    if (told.source, told.target) == (coded.target, coded.source):
        spans = spans[1], spans[0]
    return replace(
        told,
        start=start,
        end=coded.end + moved,
        predicate=place(coded.predicate),
        source_span=spans[0],
        target_span=spans[1],
        confidence=coded.confidence if verdict.word == "rejected" else 1.0,
        rule=coded.rule,
        verdict=verdict.word,
    )


def _row(relation: Relation) -> dict[str, Any]:
    return {
        "source": relation.source, "target": relation.target, "type": relation.type,
        "status": relation.status,
        "start": relation.start, "end": relation.end, "predicate": list(relation.predicate),
        "source_span": list(relation.source_span), "target_span": list(relation.target_span),
        "confidence": relation.confidence, "rule": relation.rule,
    }  # fmt: skip


def _relation(row: Mapping[str, Any]) -> Relation:
    return Relation(
        row["source"], row["target"], row["type"], QUADS[row["type"]], row["status"],
        row["start"], row["end"], tuple(row["predicate"]), tuple(row["source_span"]),
        tuple(row["target_span"]), row["confidence"], row["rule"],
    )  # fmt: skip


def _verdict(key: str, value: Any) -> Verdict | None:
    try:
        told = _relation(value["told"]) if "told" in value else None
        if value["verdict"] not in VERDICTS:
            return None
        article = key.rsplit("|", 2)[0]
        return Verdict(article, str(value["sentence"]), _relation(value["coded"]), told, value["verdict"])
    except (KeyError, TypeError, ValueError):
        return None
