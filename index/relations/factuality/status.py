"""Whether it is so: from an event's word up the tree, through all that governs it.

Four answers, the strongest on the way wins: negated, hypothetical, reported, asserted. Words and their
effects are
data (``operators.tsv``, ``cues.tsv``).
"""

from __future__ import annotations

from index.relations.factuality.governors import DECLARED, Governors
from index.relations.factuality.modality import (
    Judgement,
    asked_for,
    indefinite,
    is_infinitive,
    judged_by_be,
    note_local,
)
from index.relations.language.lexicon import Operator, operators
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import stands_apart

_NOUN_LINKS = frozenset({"dobj", "pobj", "dative", "oprd", "nsubj", "nsubjpass"})
_SENT = frozenset({"AID", "COOPERATE", "SUPPORT", "MOBILIZE"})
"""What is done by being sent: "sent troops to help", "sent troops to guard the border with"."""
PURPOSE = "to (purpose)"
_ONLY_SAID = frozenset({"proposal", "offer", "promise", "pledge", "request", "call", "plea", "appeal"})
_REPORTED = Operator("report", "")


class Statuses(Governors):
    """Judges the events of one tree."""

    def of(self, i: int, sources: frozenset[str], kind: str) -> Judgement:
        """Status of the event told by the word ``i``, done by ``sources``, of type ``kind``."""
        judgement = Judgement()
        note_local(self.tree, i, judgement)
        said = self.tree.heads[self.tree.heads[i]] if self.tree.deps[i] == "pobj" else i
        if self.tree.deps[said] == "acomp" and self.tree.lemmas[said] in words("readiness"):
            judgement.note("hypothetical", self.tree.lows[said])  # "is ready for talks"
        whole = True  # False once a presupposed clause was left: from there only speech counts
        below = i
        for up in self.tree.up(i):
            if self.tree.deps[below] == "relcl" and is_infinitive(self.tree, below):
                whole = whole and self._adnominal(below, up, judgement, sources, kind)
                below = up
                continue
            if self.tree.deps[below] == "relcl":
                if self.tree.lemmas[up] == "event" and self.tree.lows[self.tree.heads[up]] == "in":
                    judgement.note("hypothetical", "in the event")
                if any(self.tree.lows[k] in ("any", "every") for k in self.tree.kids(up, "det")):
                    judgement.note("hypothetical", "any who")  # "a reward for any Malian who kills a Chadian"
                break  # what a relative clause tells is taken for granted
            whole = self._step(below, up, whole, judgement, sources, kind)
            if not whole and self.tree.deps[below] in _NOUN_LINKS and not self.tree.is_verb(below):
                break  # an event named in passing is taken for granted, whoever speaks
            below = up
            if len(judgement.passed) > 8:
                break
        if judgement.status == "asserted" and self._attributed(
            i, sources if kind != "ASSAULT" else frozenset()
        ):
            judgement.note("reported", "attributed to a source")
        if judgement.status == "asserted" and self._blamed_for(i):
            judgement.note("reported", "somebody is blamed")
        return judgement

    def _step(  # noqa: PLR0912, PLR0917
        self, below: int, up: int, whole: bool, judgement: Judgement, sources: frozenset[str], kind: str
    ) -> bool:
        """Take the effect of the link from ``below`` to ``up``; return whether modality still reaches
        down.
        """
        tree = self.tree
        dep = tree.deps[below]
        if dep == "conj":
            return self._conjunct(below, up, whole, judgement, sources, kind)
        if dep in ("ccomp", "xcomp", "csubj", "parataxis"):
            return self._complement(below, up, whole, judgement, sources, kind)
        ruled_out = tree.tags[below] == "VBG" and below - up < 3 and tree.kids(up, "prt")
        if dep == "advcl" and ruled_out and self._governing(up) != operators().get(tree.lemmas[up]):
            return self._complement(below, up, whole, judgement, sources, kind)  # misread
        if dep == "advcl":
            return whole and self._adverbial(below, up, judgement, kind)
        if dep in ("nsubj", "nsubjpass") and whole and not tree.is_verb(below):
            operator = self._governing(up)
            if dep == "nsubjpass" and operator is not None and operator.effect in ("plan", "want", "try"):
                self._apply(up, operator, judgement, sources, kind)
            if dep == "nsubjpass" and self._voted_down(below, up, tree.lemmas[up], judgement, sources):
                return False
            said = tree.lemmas[up] == "be" and tree.kid(up, "acomp") is not None
            if said and not indefinite(tree, below):
                return False  # "the blockade is not sustainable"
            if tree.lemmas[up] in cues()["happen"] or indefinite(self.tree, below):
                note_local(self.tree, up, judgement)
                return True
            return False
        if dep in ("dobj", "pobj", "dative", "oprd") and whole and not tree.is_verb(below):
            return self._governed_noun(below, up, judgement, sources, kind)
        if dep == "attr" and whole:
            note_local(tree, up, judgement)  # "this will be Chad's first attack"
            return True
        if dep == "acl":
            return whole and self._adnominal(below, up, judgement, sources, kind)
        if dep == "pcomp":
            return self._gerund(below, up, whole, judgement, sources, kind)
        if dep == "prep" and tree.lows[below] == "without" and whole:
            judgement.note("negated", "without")
        return whole

    def _complement(  # noqa: PLR0912, PLR0917
        self, below: int, up: int, whole: bool, judgement: Judgement, sources: frozenset[str], kind: str
    ) -> bool:
        """The clause is governed by a verb, an adjective or a noun: what does that make of it?"""
        tree = self.tree
        lemma = tree.lemmas[up]
        operator = self._governing(up)
        infinitive = is_infinitive(tree, below) or (lemma == "let" and tree.tags[below] == "VB")
        if lemma == "become" or stands_apart(tree, below):
            return whole  # "became the first to recognise"
        if self._done_by_saying(below, up):
            return whole
        if operator is None and tree.deps[below] == "xcomp" and infinitive and not self._is_be(up):
            operator = Operator("plan", "")
        if lemma in words("ending_verb") and tree.tags[below] == "VBG" and asked_for(self.tree, up):
            judgement.note("reported", f"asked to {lemma}")  # whoever is asked to stop is said to do it
            return False
        if lemma == "have" and infinitive and any(tree.lows[k] == "yet" for k in tree.kids(up, "advmod")):
            judgement.note("negated", "has yet to")
            return False
        if lemma == "go" and infinitive and tree.tags[up] == "VBG":
            operator = Operator("plan", "")  # "is going to attack"
        if operator is None and self._is_be(up):
            if whole:
                judged_by_be(tree, below, up, judgement)
            return whole
        if operator is None and below < up and tree.tags[up] in ("VBN", "VBD") and not self.roles.subject(up):
            operator = Operator("pass", "")  # "launched an operation codenamed ...", misread
        spliced = below < up and tree.deps[below] == "ccomp" and bool(tree.kids(up, "dobj", "nsubjpass"))
        if operator is None and spliced:
            operator = Operator("pass", "")  # "Chad fires rockets, Mali intercepts them"
        if operator is None:
            operator = (
                Operator("report", "") if tree.deps[below] in ("ccomp", "parataxis") else Operator("pass", "")
            )
        if operator.effect == "announce" and infinitive:
            operator = Operator("plan", "")
        if operator.effect == "ask" and not infinitive:
            operator = Operator("report", operator.own)
        if (
            lemma in cues()["demand_that"]
            and tree.deps[below] == "ccomp"
            and tree.tags[below] in ("VB", "VBP")
        ):
            operator = Operator("want", "")  # "proposed that Chad send troops"
        if lemma in words("arguing") and not infinitive and self._finite(below):
            operator = _REPORTED  # "suggests that Chad sent troops"
        demanded = any(tree.lemmas[k] in words("asking") for k in tree.kids(up, "dobj") if up < k < below)
        if demanded and tree.deps[below] == "ccomp" and tree.tags[below] in ("VB", "VBP"):
            operator = Operator("want", "")  # "repeated its demand that Chad send troops"
        if operator.effect == "plan" and not infinitive and tree.deps[below] == "ccomp":
            operator = Operator("fact" if lemma == "mean" else "report", "")
        if operator.effect == "fail" and not infinitive and tree.tags[below] != "VBG":
            return whole  # a clause beside another, not under it
        if not whole and operator.effect != "report":
            return whole
        if not (infinitive and self._settled(up, sources, kind)):
            self._apply(up, operator, judgement, sources, kind)
        # What modifies the governor reaches an infinitive ("did not agree to") and a gerund that it leaves as
        # it is ("will start bombing"), not a told clause ("will say that").
        gerund = tree.deps[below] == "xcomp" and tree.tags[below] == "VBG" and operator.effect == "pass"
        bare = tree.deps[below] == "xcomp" and tree.tags[below] == "VB"  # "will help defend"
        if whole and (infinitive or gerund or bare):
            note_local(self.tree, up, judgement)
        return whole and (infinitive or gerund or bare)

    def _adverbial(self, below: int, up: int, judgement: Judgement, kind: str) -> bool:
        tree = self.tree
        marks = {tree.lows[k] for k in tree.kids(below, "mark", "advmod")}
        if marks & cues()["conditional"]:
            judgement.note("hypothetical", "if")
            return False
        present = tree.tags[below] in ("VBZ", "VBP") and marks & {"once", "when", "after", "before", "until"}
        if present and any(tree.lows[k] in ("will", "would", "'ll") for k in tree.kids(up, "aux")):
            judgement.note("hypothetical", "will ... when")
            return False
        if is_infinitive(self.tree, below):
            if tree.lemmas[up] == "become" and self._ranked(up):
                return True  # "became the latest country to recognise Chad", misread
            operator = operators().get(tree.lemmas[up])
            if any(
                tree.lemmas[k] in _ONLY_SAID | words("endeavour") for k in tree.kids(up, "dobj") if k < below
            ):
                judgement.note("hypothetical", "an effort to")
                return True
            sent = kind in _SENT and tree.lemmas[up] in words("sending")
            if sent:
                note_local(tree, up, judgement)  # "will be deployed to protect"
            if not sent and (operator is None or operator.effect != "pass"):
                judgement.note("hypothetical", PURPOSE)
            return True
        return tree.tags[below] == "VBG" and not marks

    def _finite(self, v: int) -> bool:
        """Whether a verb tells what is or was: "sent", "has sent", but not "send"."""
        tree = self.tree
        tags = {tree.tags[v], *(tree.tags[k] for k in tree.kids(v, "aux", "auxpass"))}
        return not tags & {"MD", "TO"} and bool(tags & {"VBD", "VBZ"})

    def _ranked(self, v: int) -> bool:
        """Whether somebody is said to be the first, the 112th or the last of some."""
        tree = self.tree
        marks = [tree.lows[k] for a in tree.kids(v, "attr") for k in tree.kids(a, "amod", "det", "nummod")]
        return any(low in words("ranked") or low[:1].isdigit() for low in marks)

    def _adnominal(
        self, below: int, up: int, judgement: Judgement, sources: frozenset[str], kind: str
    ) -> bool:
        """ "a plan to attack", "refusal to meet"; a participle ("troops killed by") is told as so."""
        if not is_infinitive(self.tree, below):
            if any(self.tree.lows[k] == "that" for k in self.tree.kids(below, "mark")):
                self._apply(up, operators().get(self.tree.lemmas[up]) or _REPORTED, judgement, sources, kind)
                self._claim_denied(up, judgement)
            return self.tree.tags[below] == "VBG" and self.tree.lemmas[up] in words("paper")
        operator = operators().get(self.tree.lemmas[up]) or Operator("plan", "")
        over = self.tree.heads[up]
        if any(self.tree.lows[k] in words("ranked") for k in self.tree.kids(up, "amod", "det", "compound")):
            operator = Operator("pass", "")  # "the second country to recognise"
        if kind in _SENT and self.tree.lemmas[over] in words("sending"):
            operator = Operator("pass", "")  # "sent troops to help Chad"
        if self.tree.lemmas[up] == "decision" and kind in DECLARED:
            operator = Operator("pass", "")
        enacted = self.tree.deps[up] in ("dobj", "nsubjpass") and self.tree.lemmas[over] in cues()["enact"]
        if enacted and self.tree.lemmas[up] not in words("intended"):
            operator = Operator("pass", "")  # "approves a motion to recognise"
        if self.tree.lemmas[up] in words("endeavour"):
            judgement.note("hypothetical", f"{self.tree.words[up]} to")
        self._apply(up, operator, judgement, sources, kind)
        note_local(self.tree, up, judgement)
        return True

    def _gerund(  # noqa: PLR0917
        self, below: int, up: int, whole: bool, judgement: Judgement, sources: frozenset[str], kind: str
    ) -> bool:
        """ "accused of attacking", "without attacking", "from attacking"."""
        tree = self.tree
        prep, head = tree.lows[up], tree.heads[up]
        if not whole:
            return False
        if prep == "by" and tree.lemmas[head] in words("accusing_of") and not self.roles.passive(head):
            judgement.note("reported", tree.words[head])
            return False  # "accused Chad of complicity by arming Mali"
        if prep == "by" and tree.is_verb(head) and tree.deps[head] not in ("advcl", "acl", "relcl"):
            return True  # "accused Chad of fuelling the war by selling arms to Mali"
        if prep in ("without", "instead") or (prep == "of" and tree.lows[head] == "short"):
            judgement.note("negated", prep)  # "stopped short of attacking"
            return False
        if prep == "of" and tree.is_noun(head):
            self._claim_denied(head, judgement)
        lemma = tree.lemmas[head]
        if prep == "for" and lemma in words("claimed_noun"):
            claimed = tree.lemmas[tree.heads[head]] in words("claiming")
            judgement.note("reported" if claimed else "asserted", tree.words[head])
            return False
        operator = operators().get(f"{lemma}_{prep}")
        if operator is None and tree.is_noun(head) and tree.deps[head] == "dobj":
            over = tree.heads[head]  # "accused soldiers of killing", with the phrase hung on the soldiers
            if (operator := operators().get(f"{tree.lemmas[over]}_{prep}")) is not None:
                head = over
        if operator is None and prep in ("of", "for", "to", "from", "on", "about", "in", "against", "into"):
            operator = (
                operators().get(lemma) if prep in ("of", "to", "from", "about", "on", "against") else None
            )
        if operator is not None:
            if operator.effect == "ask":
                operator = Operator("fail" if prep in ("against", "from") else "want", operator.own)
            self._apply(head, operator, judgement, sources, kind)
        elif (prep in ("for", "toward") and tree.is_noun(head)) or (prep == "on" and lemma in words("talk")):
            judgement.note("hypothetical", f"{tree.words[head]} {prep}")
        return False
