"""Who does what an infinitive or a participle tells, where that is not the subject of the verb above.

Whoever is given arms for it, writes the letter, is held on a charge of it.
"""

from __future__ import annotations

from index.relations.language.lexicon import operators, verb_senses
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree
from index.relations.reference.actors import Actors


class Controlled:
    """Answers, for one tree, who is meant to do what stands below another verb."""

    def __init__(self, tree: Tree, actors: Actors) -> None:
        self.tree = tree
        self.actors = actors

    def passive(self, v: int) -> bool:
        """Whether the verb is passive."""
        raise NotImplementedError

    def subject(self, v: int, depth: int = 0) -> list[int]:
        """Tokens of the grammatical subject."""
        raise NotImplementedError

    def _given_for(self, v: int, head: int) -> list[int]:
        """ "gives weapons to Mali to repel an attack": it is Mali that is to repel it."""
        tree = self.tree
        if tree.lemmas[v] not in words("doing_with_gift") or not self._infinitive(v):
            return []
        giving = head if tree.is_verb(head) else next((k for k in tree.up(head) if tree.is_verb(k)), head)
        if tree.lemmas[giving] not in words("sending") | words("donating") | words("announcing"):
            return []
        things = [*tree.kids(giving, "dobj"), *([] if tree.is_verb(head) else [head])]
        things += [k for t in things for k in tree.after(t, "of", "in")]
        given = any(tree.lemmas[k] in words("arm") | words("aid") | words("money") for k in things)
        if not given or any(tree.lemmas[k] in words("troop") for k in things):
            return []  # soldiers fight themselves
        to = [
            n for p in tree.kids(giving, "dative") for n in ([p] if tree.is_noun(p) else tree.kids(p, "pobj"))
        ]
        return (to + [k for o in (giving, *things) for k in tree.after(o, "to", "for")])[:1]

    def _writer(self, to: int, depth: int) -> list[int]:
        """ "a note to the UN rejecting the claim": whoever sends it rejects."""
        tree = self.tree
        sent = tree.heads[to]
        if tree.lows[to] != "to" or depth > 6:
            return []
        paper = [sent] if tree.is_noun(sent) else tree.kids(sent, "dobj")
        written = any(tree.lemmas[k] in words("missive") and k not in tree.at for k in paper)
        v = sent if tree.is_verb(sent) else tree.heads[sent]
        return self.subject(v, depth + 1) if written and tree.is_verb(v) else []

    def _suspected(self, noun: int, prep: int) -> list[int] | None:
        """Those who are held on a charge of doing it, or ``None``."""
        tree = self.tree
        on = tree.heads[noun]
        if tree.lows[prep] != "of" or tree.lemmas[noun] not in words("accusation"):
            return None
        v = tree.heads[on]
        if tree.lows[on] not in ("on", "under", "over", "amid") or not tree.is_verb(v) or self.passive(v):
            return None
        return tree.kids(v, "dobj")[:1] or None

    def _blamed_aim(self, v: int, head: int) -> list[int]:
        """ "accuses Chad of arming rebels in order to destabilise Mali": it is Chad's aim."""
        tree = self.tree
        deed = any(tree.lows[p] == "of" and p < v and tree.kids(p, "pcomp") for p in tree.kids(head, "prep"))
        return tree.kids(head, "dobj")[:1] if deed and tree.lemmas[head] in words("charging") else []

    def _tells_on(self, v: int, head: int) -> int | None:
        """ "says that Chad has killed ten, urging the UN to": who says so urges."""
        tree = self.tree
        if tree.deps[head] != "ccomp" or tree.lemmas[v] not in words("telling_on") or tree.lows[v - 1] != ",":
            return None
        kinds = {s.type for s in verb_senses().get(tree.lemmas[head], [])}
        struck = "ASSAULT" in kinds or "COERCE" in kinds
        return tree.heads[head] if struck and tree.lemmas[tree.heads[head]] in operators() else None

    def _mediated_for(self, v: int, head: int) -> int | None:
        """ "Chad asked the UN to help start talks with Mali": the talks are those of who asked."""
        tree = self.tree
        helped = tree.lemmas[head] == "help" and tree.deps[head] == "xcomp"
        if not helped and tree.lemmas[v] not in words("mediated") - {"host"}:
            return None
        talks = [k for k in tree.kids(v, "dobj") if tree.lemmas[k] in words("talk")]
        asking = tree.heads[head] if helped else head
        told = tree.kids(asking, "dobj") and any(tree.after(k, "with") for k in talks)
        return asking if told and tree.lemmas[asking] in cues()["demand_that"] | cues()["ask_for"] else None

    def _infinitive(self, v: int) -> bool:
        return any(self.tree.tags[k] == "TO" for k in self.tree.kids(v, "aux"))
