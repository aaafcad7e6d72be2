"""Why a relation was coded: the sentence token by token, and the rule that each relation came from."""

from __future__ import annotations

from index.entities import Marker, actor_name
from index.relations.coder import Coded, Coder
from index.relations.parsing.tree import Tree
from index.relations.selection import Task, tasks
from index.text.sentences import sentences

_ROLES = {
    "nsubj": "subject of", "nsubjpass": "undergoes", "dobj": "object of", "pobj": "after", "agent": "by, of",
    "poss": "possessor of", "amod": "describes", "compound": "part of the name", "prep": "belongs to",
    "conj": "listed with", "appos": "same as", "xcomp": "clause of", "ccomp": "told by", "advcl": "beside",
    "relcl": "says of", "acl": "says of", "aux": "auxiliary of", "auxpass": "passive of", "neg": "denies",
    "mark": "opens the clause of", "det": "goes with", "nummod": "counts", "advmod": "beside", "cc": "joins",
    "acomp": "said of", "oprd": "said of", "case": "mark of", "npadvmod": "beside", "quantmod": "counts",
    "dative": "receiver of", "attr": "said of", "pcomp": "after", "nmod": "describes", "prt": "particle of",
}  # fmt: skip


def explain(
    body: str,
    date: str | None = None,
    coder: Coder | None = None,
    marker: Marker | None = None,
    at: int | None = None,
) -> list[str]:
    """Plain lines that say, for every sentence that was parsed, how its words hang together and what was
    coded.

    ``body`` is cleaned text (``index.text.clean``), ``date`` ISO 8601. With ``at``, a place in the body, only
    the sentence there is told of. Pass a ``coder`` and a ``marker`` to reuse loaded models.
    """
    coder = coder or Coder()
    marker = marker or Marker()
    spans = sentences(body)
    mentions = marker.mark(body, date)
    todo = tasks(body, spans, mentions)
    trees = coder.trees(body, todo)
    coded = next(iter(coder.trace([(body, spans, mentions, date)])))
    lines: list[str] = []
    for task, tree in zip(todo, trees, strict=True):
        if at is not None and not task.span[0] <= at < task.span[1]:
            continue
        lines.extend(_sentence(body, task, tree, [c for c in coded if c.relation.start == task.span[0]]))
    if not lines:
        lines.append("No sentence names two actors, so nothing was parsed.")
    return lines


def _sentence(body: str, task: Task, tree: Tree, coded: list[Coded]) -> list[str]:
    start, end = task.span
    lines = [" ".join(body[start:end].split()), ""]
    for i in range(len(tree)):
        if tree.deps[i] != "punct":
            lines.append(_token(body, tree, i))
    lines.append("")
    for one in coded:
        lines.extend(_relation(body, one))
    if not coded:
        lines.append("  nothing coded: no pattern of the lexicon joins two actors here")
    lines.append("")
    return lines


def _text(body: str, start: int, end: int) -> str:
    return " ".join(body[start:end].split())


def _token(body: str, tree: Tree, i: int) -> str:
    """One word: what it is to its head, and for whom it stands."""
    word = _text(body, *tree.span(i, i))
    head = tree.heads[i]
    if head == i:
        hangs = "main word"
    else:
        hangs = f"{_ROLES.get(tree.deps[i], tree.deps[i])} {_text(body, *tree.span(head, head))}"
    mention = tree.actor(i)
    stands = f"  = {actor_name(mention.actor)} ({mention.actor})" if mention and mention.actor else ""
    return f"  {word:<28} {hangs}{stands}"


def _relation(body: str, one: Coded) -> list[str]:
    r = one.relation
    lines = [
        f"  {r.source} -> {r.target}  {r.type} (quad {r.quad}), {r.status}, confidence {r.confidence:.2f}",
        f"    rule      {r.rule}",
        f"    source    {_text(body, *r.source_span)}{_how(one.event.source.how)}",
        f"    target    {_text(body, *r.target_span)}{_how(one.event.target.how)}",
        f"    predicate {_text(body, *r.predicate)}",
    ]
    lines.extend(f"    status    {reason}" for reason in dict.fromkeys(one.judgement.because))
    return lines


def _how(how: str) -> str:
    """How the actor was reached, in words."""
    return {
        "name": "", "modifier": " (stands before the noun)", "list": " (member of the list)",
        "relative": " (through a relative pronoun)", "pronoun": " (through a pronoun)",
        "context": " (from a sentence before)", "both": " (both sides)", "again": " (named before)",
        "place": " (holds the place)",
    }.get(how, f" ({how})")  # fmt: skip
