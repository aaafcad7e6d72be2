"""Whom a noun's event meets where the clause says that somebody suffered it, feared it or gave cause for it.

"alleges abuse by police", "fears of a Russian invasion", "the target of a raid", "sanctions after a test".
"""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree
from index.relations.reference.actors import Actors
from index.relations.reference.refs import Ref


class Sufferers:
    """Reads the clause around a noun of one tree for those who suffer what it tells."""

    def __init__(self, tree: Tree, actors: Actors, roles: Roles) -> None:
        self.tree = tree
        self.actors = actors
        self.roles = roles

    def _brought_about(self, i: int) -> list[Ref]:
        """ "to expand UN sanctions following a Malian missile test": on whoever gave cause."""
        tree = self.tree
        over = tree.heads[tree.first_conjunct(i)]
        owners = [i, over] if tree.is_verb(over) else [i]
        for k in [n for o in owners for n in tree.after(o, "following", "after", "over", "for")]:
            if tree.lemmas[k] in words("provocation") and (found := self.actors.own(k)):
                codes = {r.code for r in self.actors.own(i)}
                return [r for r in found if r.code not in codes]
        return []

    def _said_suffered(self, i: int) -> list[Ref]:
        """ "a Malian alleges abuse by Chadian police", "Malians protest killings by Chad": of theirs."""
        tree = self.tree
        v = tree.heads[tree.first_conjunct(i)]
        if tree.deps[tree.first_conjunct(i)] != "dobj" or tree.lemmas[v] not in words("said_suffered"):
            return []
        tellers = self.roles.subject(v)
        rulers = any(self.roles.is_state(k) for k in tellers)
        return [] if rulers and tree.lemmas[v] in ("allege", "protest") else self.roles.doer(v)

    def _said_of(self, i: int) -> list[Ref]:
        """ "Mali, the target of a Chadian attack", "is the subject of a warrant": who is said to be."""
        tree = self.tree
        of = tree.heads[tree.first_conjunct(i)]
        said = tree.heads[of]
        if tree.lows[of] != "of" or tree.lemmas[said] not in words("undergoing"):
            return []
        over = tree.heads[said]
        if tree.deps[said] == "appos":
            return self.roles.refs([over])
        return self.roles.doer(over) if tree.deps[said] == "attr" else []

    def _feared(self, i: int) -> list[Ref]:
        """ "amid fears of a Russian invasion, Ukraine ...", "defend Taiwan in case of a Chinese attack"."""
        tree = self.tree
        of = tree.heads[tree.first_conjunct(i)]
        fear = tree.heads[of]
        if tree.lows[of] in ("from", "against") and tree.lemmas[fear] in words("protecting"):
            guarded = tree.kids(fear, "dobj") if tree.is_verb(fear) else tree.after(fear, "of")
            return self.roles.refs(guarded)  # "protect Mali from Libyan attacks"
        if awaiting := self._awaiting(i, of):
            return awaiting
        if tree.lows[of] != "of" or tree.lemmas[fear] not in words("feared"):
            return []
        v = tree.heads[fear]
        while tree.deps[v] in ("prep", "pcomp") and not tree.is_verb(v):  # "due to concerns of"
            v = tree.heads[v]
        if not tree.is_verb(v):
            return []
        if self.roles.passive(v):
            return self.roles.refs(self.roles.patient(v))
        return self.roles.refs(tree.kids(v, "dobj"), loose=False) or self.roles.doer(v)

    def _awaiting(self, i: int, over: int) -> list[Ref]:
        """ "Mali fears a Chadian attack", "braces for a raid by Chad": on who waits for it."""
        tree = self.tree
        v = over
        if tree.deps[tree.first_conjunct(i)] == "pobj":
            v = tree.heads[over]
            if f"{tree.lemmas[v]}_{tree.lows[over]}" not in words("awaiting"):
                return []
        elif tree.deps[tree.first_conjunct(i)] != "dobj" or tree.lemmas[v] not in words("awaiting"):
            return []
        if any(tree.lows[p] in ("of", "on", "against") for p in tree.kids(i, "prep")):
            return []  # it falls on somebody else
        told = tree.heads[v] if tree.deps[v] == "ccomp" else v
        return (self.roles.doer(v) or self.roles.doer(told)) if tree.is_verb(v) else []

    def _evading(self, i: int) -> list[Ref]:
        """ "Chad evaded Libyan sanctions": they were on Chad."""
        tree = self.tree
        v = tree.heads[tree.first_conjunct(i)]
        return self.roles.doer(v) if tree.lemmas[v] in cues()["evade"] else []

    def _raided(self, i: int) -> list[Ref]:
        """ "Chad complained to the UN over two Malian air raids": on Chad."""
        tree = self.tree
        prep = tree.heads[tree.first_conjunct(i)]
        v = tree.heads[prep]
        if tree.deps[i] == "dobj" and tree.lemmas[prep] == "protest":  # "crowds protest killings by Chad"
            led = [prep, tree.heads[prep]]
            crowd = any(tree.lemmas[k] in words("crowd") for o in led for k in tree.kids(o, "nsubj"))
            return self.roles.doer(prep) if crowd and not tree.after(i, "of", "in", "on") else []
        if tree.lows[prep] not in ("over", "about", "against") or tree.lemmas[v] not in (
            "complain",
            "appeal",
        ):
            return []
        return self.roles.doer(v) if tree.is_verb(v) and not tree.kids(i, "prep") else []

    def _complaining(self, i: int) -> list[Ref]:
        """ "Russia condemns American sanctions", "marched against Japan's curbs": on those who complain."""
        tree = self.tree
        first = tree.first_conjunct(i)
        v = tree.heads[first]
        if tree.lemmas[i] not in words("sanction") or tree.kid(i, "prep") is not None:
            return []
        if tree.deps[first] == "pobj":
            if tree.lows[v] not in ("for", "over", "against", "to", "at", "on"):
                return []
            v = tree.heads[v]
        elif tree.deps[first] == "nsubj" and tree.deps[v] in ("ccomp", "oprd"):
            v = tree.heads[v]
        elif tree.deps[first] not in ("dobj", "ccomp", "oprd"):
            return []
        return self.roles.doer(v) if tree.is_verb(v) and tree.lemmas[v] in words("complaining") else []
