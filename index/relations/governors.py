"""What a governing word does to what it governs: its operator, and whether a speaker tells of himself."""

from __future__ import annotations

from index.model import Status
from index.relations.lexicon import Operator, operators
from index.relations.modality import Judgement
from index.relations.roles import Roles
from index.relations.tables import cues
from index.relations.tree import Tree

DECLARED = frozenset({"SANCTION", "AGREE", "SUPPORT", "CONCEDE", "REJECT"})
_EFFECTS: dict[str, Status] = {
    "plan": "hypothetical", "try": "hypothetical", "want": "hypothetical", "ask": "hypothetical",
    "if": "hypothetical", "fail": "negated", "negate": "negated", "deny": "negated", "report": "reported",
    "announce": "reported", "seem": "reported",
}  # fmt: skip


class Governors:
    """Reads the words that govern an event's word in one tree."""

    def __init__(self, tree: Tree, roles: Roles) -> None:
        self.tree = tree
        self.roles = roles

    def _governing(self, up: int) -> Operator | None:
        """The operator of a verb, with its particle first ("rule out" is not "rule"). To call something
        absurd does not call for it.
        """
        tree = self.tree
        if tree.lemmas[up] == "call" and tree.is_verb(up):
            return None
        for k in tree.kids(up, "prt"):
            if operator := operators().get(f"{tree.lemmas[up]}_{tree.lows[k]}"):
                return operator
        return operators().get(tree.lemmas[up])

    def _settled(self, up: int, sources: frozenset[str], kind: str) -> bool:
        """ "decides to expel an envoy": one's own sanction, deal or recall is done by the decision."""
        tree = self.tree
        if tree.lemmas[up] not in cues()["decide"] or kind not in DECLARED:
            return False
        return self._speaks_for_itself(up, sources)

    def _is_be(self, i: int) -> bool:
        return self.tree.lemmas[i] == "be"

    def _apply(
        self, up: int, operator: Operator, judgement: Judgement, sources: frozenset[str], kind: str
    ) -> None:
        judgement.passed.append((up, operator))
        status = _EFFECTS.get(operator.effect)
        if operator.effect == "fail" and self.tree.kid(up, "neg") is not None:
            status = "hypothetical"  # "has not ruled out sending", "did not refuse to meet"
        if status is None:
            return
        told = operator.effect in ("report", "announce")
        if told and kind != "ASSAULT" and self._speaks_for_itself(up, sources):
            return
        judgement.note(status, self.tree.words[up])

    def _speaks_for_itself(self, v: int, sources: frozenset[str]) -> bool:
        """Whether the one who says so is the one who did it: an announcement, not a report."""
        if not self.tree.is_verb(v):
            return False
        if self.roles.passive(v):  # "are believed to have hacked": others say so
            return bool(sources & {ref.code for ref in self.roles.refs(self.roles.agent(v))})
        subject = self.roles.subject(v)
        # A verb of speech without a subject is a parse of "X accuses Y, says Z": the speaker is X.
        return not subject or bool(sources & {ref.code for ref in self.roles.refs(subject)})

    def _attributed(self, i: int) -> bool:
        """Whether "according to" or a hedge stands in a clause above."""
        tree = self.tree
        for node in [i, *tree.up(i)]:
            for k in tree.children[node]:
                low = tree.lows[k]
                if low == "according" or (
                    low in cues()["hedge"] and tree.deps[k] == "advmod" and tree.is_verb(node)
                ):
                    return True
            if tree.deps[node] in ("relcl",):
                return False
        return False

    def _claim_denied(self, noun: int, judgement: Judgement) -> None:
        """ "rejected claims that", "denied accusations of": what is claimed did not happen, says the verb."""
        tree = self.tree
        over = tree.heads[noun]
        operator = operators().get(tree.lemmas[noun])
        claims = operator is not None and operator.effect in ("report", "announce")
        if claims and tree.deps[noun] == "dobj" and tree.lemmas[over] in cues()["reject_claim"]:
            judgement.note("negated", tree.words[over])

    def _shared_governor(self, below: int, up: int) -> Operator | None:
        """ "agrees to leave its post, hold talks": an infinitive after a finite verb is under it, too."""
        tree = self.tree
        if tree.tags[below] != "VB" or tree.tags[up] not in ("VBZ", "VBD") or tree.kid(below, "aux", "nsubj"):
            return None
        to = [
            k
            for k in tree.kids(up, "xcomp")
            if k < below and any(tree.tags[a] == "TO" for a in tree.children[k])
        ]
        return operators().get(tree.lemmas[up]) if to else None

    def _conjunct(  # noqa: PLR0917
        self, below: int, up: int, whole: bool, judgement: Judgement, sources: frozenset[str], kind: str
    ) -> bool:
        """ "will attack and destroy": the second verb shares "will" unless it has a subject of its own."""
        tree = self.tree
        if whole and (over := self._shared_governor(below, up)) is not None:
            self._apply(up, over, judgement, sources, kind)
        if whole and tree.is_verb(below) and tree.kid(below, "nsubj", "nsubjpass") is None:
            for k in tree.kids(up, "aux"):
                if tree.lows[k] in cues()["modal"] and tree.tags[below] in ("VB", "VBP"):
                    judgement.note("hypothetical", tree.words[k])
            joiners = {tree.lows[k] for k in tree.kids(up, "cc")}
            if tree.kid(up, "neg") is not None and joiners & {"or", "nor"}:
                judgement.note("negated", "not ... or")
        return whole
