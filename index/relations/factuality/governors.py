"""What a governing word does to what it governs: its operator, and whether a speaker tells of himself."""

from __future__ import annotations

from index.model import QUADS, Status
from index.relations.arguments.roles import Roles
from index.relations.factuality.modality import Judgement, note_local, takes_part
from index.relations.language.lexicon import Operator, operators
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree

_DEEDS = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
DECLARED = frozenset({"SANCTION", "AGREE", "SUPPORT", "CONCEDE", "REJECT"})
_TOPIC = frozenset({"on", "about", "over", "for", "toward", "towards"})
_NEGOTIATED = frozenset({"RETREAT", "AGREE", "CONCEDE"})
_BROKERED = _NEGOTIATED | {"CONSULT"}
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

    def _done_by_saying(self, below: int, up: int) -> bool:
        """ "I want to thank Chad", "let me condemn": who says so does it."""
        tree = self.tree
        if tree.lemmas[below] not in words("done_by_saying") or tree.kid(up, "neg") is not None:
            return False
        if tree.lemmas[up] == "let":
            return any(
                tree.lows[k] in ("me", "us") for k in tree.kids(below, "nsubj") + tree.kids(up, "dobj")
            )
        wishing = tree.lemmas[up] in ("want", "wish", "like", "love", "need", "have")
        past = tree.tags[up] == "VBD"
        return wishing and not past and any(tree.lows[k] in ("i", "we") for k in tree.kids(up, "nsubj"))

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

    def _attributed(self, i: int, sources: frozenset[str]) -> bool:
        """Whether "according to" or a hedge stands in a clause above; but ``sources`` know what they did."""
        tree = self.tree
        for node in [i, *tree.up(i)]:
            for k in tree.children[node]:
                low = tree.lows[k]
                if low == "according":
                    said = [n for to in tree.children[k] for n in tree.children[to]] + tree.after(k, "to")
                    return not sources & {r.code for r in self.roles.refs(said)}
                if low in cues()["hedge"] and tree.deps[k] == "advmod" and tree.is_verb(node):
                    return True
            if tree.deps[node] in ("relcl",):
                return False
        return False

    def _blamed_for(self, i: int) -> bool:
        """ "says that Chad is responsible for the attack", "is behind it": so it is said."""
        tree = self.tree
        prep = tree.heads[tree.first_conjunct(i)]
        held = tree.heads[prep]
        if tree.deps[tree.first_conjunct(i)] != "pobj" or tree.lows[prep] not in ("for", "behind", "of"):
            return False
        be = held if tree.lows[prep] == "behind" else tree.heads[held]
        if be != held and tree.lemmas[held] not in words("at_fault"):
            return False
        operator = operators().get(tree.lemmas[tree.heads[be]])
        said = operator is not None and operator.effect in ("report", "announce")
        return tree.lemmas[be] == "be" and tree.deps[be] == "ccomp" and said

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

    def _governed_noun(
        self, below: int, up: int, judgement: Judgement, sources: frozenset[str], kind: str
    ) -> bool:
        """A noun's event under a verb that does not carry it: named, so it is, unless the verb wishes or
        denies it.
        """
        tree = self.tree
        if tree.deps[below] == "pobj":
            return self._after_preposition(up, judgement, sources, kind)
        operator = self._governing(up) if tree.is_verb(up) else None
        if self._voted_down(below, up, tree.lemmas[up], judgement, sources):
            return False
        if tree.lemmas[up] in cues()["enact"] and tree.kid(below, "acl") is not None:
            return True  # "failed to adopt a resolution condemning Chad"
        if kind in _DEEDS and tree.lemmas[up] in words("discussing") and tree.kids(below, "poss"):
            return False  # "met to discuss Chad's attack on": there was one
        brought = tree.lemmas[up] in words("containing") and tree.is_verb(up)
        if brought or (tree.lemmas[below] == "part" and tree.lemmas[up] == "take"):
            note_local(tree, up, judgement)
            return True  # "demands that the deal include recognition of"
        if tree.lemmas[up] in words("mediated") and kind in _BROKERED:
            note_local(tree, up, judgement)
            return True  # "offers to broker talks between": they are held if it is done
        if tree.lemmas[below] == "decision" and kind in DECLARED:
            return False  # "describes its decision to impose sanctions as"
        if self._not_held(up, below, operator, kind):
            judgement.note("negated", tree.words[up])  # "rejected talks", "called off his trip"
        elif tree.lemmas[up] in words("averting") and QUADS[kind] == 4:
            judgement.note("hypothetical", tree.words[up])  # "to avoid an import ban"
        else:
            self._of_a_noun(up, operator, judgement, sources, kind)
        return False

    def _voted_down(
        self, noun: int, over: int, deed: str, judgement: Judgement, sources: frozenset[str]
    ) -> bool:
        """ "vetoed a resolution condemning Chad": it condemned nobody, and nobody condemns who voted against
        that.
        """
        tree = self.tree
        if tree.lemmas[noun] not in words("voted") or tree.kid(noun, "acl") is None:
            return False
        down = deed in words("voting_down")
        if not (down or deed in words("voting_against")) or tree.kid(over, "neg") is not None:
            return False
        who = self.roles.subject(over) if tree.is_verb(over) else tree.kids(over, "poss", "compound", "amod")
        if down or sources & {ref.code for ref in self.roles.refs(who)}:
            judgement.note("negated", tree.words[over])
        return True

    def _after_preposition(self, up: int, judgement: Judgement, sources: frozenset[str], kind: str) -> bool:
        """The same, where a preposition stands between: "called for an end to the attacks"."""
        tree = self.tree
        low, head = tree.lows[up], tree.heads[up]
        told = next((n for n in tree.kids(up, "pobj") if tree.lemmas[n] in words("voted")), up)
        if self._voted_down(told, head, f"{tree.lemmas[head]}_{low}", judgement, sources):
            return False
        if low in _TOPIC and kind in _NEGOTIATED and tree.lemmas[head] in words("talk"):
            judgement.note("hypothetical", f"{tree.words[head]} {low}")
            return False
        if low == "for" and kind == "CONSULT" and tree.is_verb(head):
            note_local(tree, head, judgement)
            return True  # "will visit Chad for a summit with"
        if low == "in" and tree.is_verb(head) and takes_part(tree, head):
            note_local(tree, head, judgement)
            return True  # "refused to take part in the attack": it did not attack
        if f"{tree.lemmas[head]}_{low}" in words("containing"):
            note_local(tree, head, judgement)
            return True  # "demands that it lead to recognition of"
        if tree.is_noun(head) and tree.lemmas[head] in cues()["presuppose"]:
            return False  # "called for an end to the attacks": there are some
        if low in ("of", "in", "for", "to") and tree.is_noun(head) and not tree.at.get(head):
            operator = operators().get(tree.lemmas[head])
            if low == "of" and tree.lemmas[head] in words("trace") and _untold(tree, head):
                judgement.note("negated", f"no {tree.lemmas[head]} of")
            if operator is not None and low in ("of", "for"):
                self._apply(head, operator, judgement, sources, kind)
            return True
        if low == "without":
            judgement.note("negated", "without")
        self._of_a_noun(head, operators().get(f"{tree.lemmas[head]}_{low}"), judgement, sources, kind)
        return False

    def _of_a_noun(
        self, v: int, operator: Operator | None, judgement: Judgement, sources: frozenset[str], kind: str
    ) -> None:
        """What the governor does to an event that a noun names: what is rejected, or answered, was made."""
        lemma = self.tree.lemmas[v]
        if operator is None or (kind == "REQUEST" and lemma in words("answer")):
            return
        made = kind in ("REQUEST", "ACCUSE") or lemma not in ("deny", "refute")
        if operator.effect == "deny" and made:
            return
        if operator.effect in ("want", "plan", "try", "deny", "report"):
            self._apply(v, operator, judgement, sources, kind)

    def _not_held(self, up: int, noun: int, operator: Operator | None, kind: str) -> bool:
        """Whether a meeting or a resolution is refused, or a visit called off."""
        refused = operator is not None and operator.effect in ("deny", "fail")
        if self.tree.lemmas[noun] in words("voted") and self.tree.kid(noun, "acl") is not None:
            return refused  # "rejected a resolution condemning Chad"
        if kind not in ("CONSULT", "COOPERATE"):
            return False
        called_off = self.tree.lemmas[up] in words("putting_off") and self.tree.lemmas[noun] in words("visit")
        return refused or (called_off and self.tree.is_verb(up))


def _untold(tree: Tree, noun: int) -> bool:
    """ "no sign of", "did not see any signs of": there is none."""
    if any(tree.lows[k] in ("no", "little", "zero") for k in tree.kids(noun, "det", "amod")):
        return True
    over = tree.heads[noun]
    seen = tree.deps[noun] in ("dobj", "attr") and tree.is_verb(over)
    return seen and tree.kid(over, "neg") is not None
