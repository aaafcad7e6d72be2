"""Threats that a clause below the verb tells: "threatens to reduce Y to ashes", "says that Y will pay"."""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.lexicon import operators
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref

_TOWARD = ("against", "on", "over", "from", "with")


class Threats:
    """Finds threats that no pattern of the verb foresees. To be asked with what the patterns found."""

    def __init__(self, tree: Tree, roles: Roles) -> None:
        self.tree = tree
        self.roles = roles

    def events(self, found: list[Event]) -> list[Event]:
        """Threats between those of whom ``found`` tells none."""
        tree = self.tree
        told = {e.source.code for e in found if e.type == "THREATEN"}
        more: list[Event] = []
        for clause, dep in enumerate(tree.deps):
            v = tree.heads[clause]
            if dep not in ("xcomp", "ccomp") or not tree.is_verb(v) or not tree.is_verb(clause):
                continue
            whom = self._deed(v, clause) if dep == "xcomp" else self._doom(v, clause)
            rule = f"THREATEN: X {tree.lemmas[v]} ... {tree.lemmas[clause]} ... Y"
            made = (
                pairs(self.roles.doer(v), whom, "THREATEN", False, (v,), rule, v, penalty=0.1) if whom else []
            )
            more += [e for e in made if e.source.code not in told]
        return more

    def _deed(self, v: int, clause: int) -> list[Ref]:
        """ "threatens to cut Chad off", "to test a bomb in response to Mali's move": who is to be hit."""
        tree = self.tree
        if tree.lemmas[v] != "threaten" or self.roles.passive(v):
            return []
        if found := self.roles.refs(self.roles.patient(clause)):
            return found
        for owner in (clause, v, *tree.kids(clause, "dobj")):
            if found := self.roles.refs(tree.after(owner, *_TOWARD)):
                return found
            for cause in tree.after(owner, "in"):
                if tree.lemmas[cause] in ("response", "retaliation", "protest"):
                    return self.roles.refs(tree.after(cause, "to", "for", "against"))
        return []

    def _doom(self, v: int, clause: int) -> list[Ref]:
        """ "says that Chad will face annihilation", "warns that Chad will pay": the clause's subject."""
        tree = self.tree
        operator = operators().get(tree.lemmas[v])
        if operator is None or operator.effect not in ("report", "announce", "ask", "fact", "plan"):
            return []
        modals = {tree.lows[k] for k in tree.kids(clause, "aux")}
        if not modals & {"will", "would", "'ll", "could", "may"}:
            return []
        if tree.kid(clause, "neg") is not None:
            return []
        deed = tree.kids(clause, "nsubj")
        if (
            not modals & {"could", "may"}
            and tree.lemmas[clause] in words("bringing_doom")
            and any(tree.lemmas[k] in words("doom") | words("answer_to") for k in tree.kids(clause, "dobj"))
        ):  # "warns that a test by Chad will bring grave consequences"
            return [r for k in deed for r in self.roles.actors.own(k)] or self.roles.refs(
                [by for k in deed for by in tree.after(k, "by", "from")]
            )
        suffers = tree.lemmas[clause] in ("regret", "burn", "perish") or (
            tree.lemmas[clause] in ("face", "suffer", "pay", "feel", "meet", "get", "receive", "see", "bear")
            and any(tree.lemmas[k] in words("doom") for k in tree.kids(clause, "dobj"))
        )
        return self.roles.refs(deed, loose=False) if suffers else []
