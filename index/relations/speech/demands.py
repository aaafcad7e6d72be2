"""What is said in a clause of its own: "X says Y must leave" asks Y; "X alleges that Y hit Z" accuses Y."""

from __future__ import annotations

from index.model import QUADS
from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.lexicon import noun_senses, operators, verb_senses
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref
from index.relations.speech.blaming import blames, voices
from index.relations.speech.naming import names_called

_OBLIGED = frozenset({"must", "should", "ought"})
_CLAUSES = frozenset({"advcl", "xcomp", "ccomp", "acl", "pobj"})


class Demands:
    """Finds requests and allegations that a whole clause tells."""

    def __init__(self, tree: Tree, roles: Roles) -> None:
        self.tree = tree
        self.roles = roles

    def events(self) -> list[Event]:
        """All such events of the tree."""
        tree = self.tree
        found = names_called(tree, self.roles)
        for told in (i for i, dep in enumerate(tree.deps) if dep in _CLAUSES):
            v = tree.heads[told]
            if tree.deps[told] == "advcl" and (besides := self._besides(v, told)) is not None:
                found.extend(besides)
                continue
            if tree.deps[told] in ("advcl", "xcomp", "ccomp") and self._called_for(v, told):
                of_whom = self.roles.refs(tree.kids(told, "nsubj"))
                rule = f"REQUEST: X {tree.lemmas[v]} for Y to ..."
                found.extend(self._to_suffer(v, told))
                found.extend(
                    pairs(self.roles.doer(v), of_whom, "REQUEST", False, (v,), rule, v, penalty=0.05)
                )
                continue
            if (
                tree.is_noun(v)
                and tree.deps[told] in ("acl", "ccomp")
                and (tree.lemmas[v] in cues()["allegation"] or voices(tree, self.roles, v, told))
            ):
                found.extend(self._alleged(v, told))
                continue
            found.extend(self._asked_by_noun(v, told))
            if tree.is_noun(v) and tree.deps[told] in ("acl", "ccomp") and tree.lemmas[v] in cues()["proof"]:
                found.extend(self._alleged(v, told) if blames(self.tree, self.roles, told) else [])
                continue
            v = self._likely_told(v, told)
            if tree.deps[told] == "pobj" and self._awaited(told):
                whom_for = self.roles.refs([told], loose=False)
                asking = tree.heads[v]
                rule = f"REQUEST: X {tree.lemmas[asking]} for Y to ..."
                found.extend(
                    pairs(self.roles.doer(asking), whom_for, "REQUEST", False, (asking,), rule, asking)
                )
                continue
            if tree.deps[told] != "ccomp" or v == told or not tree.is_verb(v):
                continue
            if not tree.is_verb(told):
                continue
            if tree.lemmas[v] in cues()["threaten_if"] and (whom_hit := self._answered_with(told)):
                rule = f"THREATEN: X {tree.lemmas[v]} that it will {tree.lemmas[told]} to Y"
                found.extend(pairs(self.roles.doer(v), whom_hit, "THREATEN", False, (v,), rule, v))
                continue
            found.extend(self._that(v, told))
        return found

    def _that(self, v: int, told: int) -> list[Event]:
        """ "says that Chad must leave", "that Chad broke the law"."""
        tree = self.tree
        subject = tree.kids(told, "nsubj", "nsubjpass")
        kind = self._kind(v, told) if subject else ""
        if not kind:
            return []
        deeds = bool(_judged(tree, told)) or blames(tree, self.roles, told)
        whom = [t for t in self.roles.agent(told) if deeds or tree.lemmas[t] not in noun_senses()]
        of_whom = self.roles.refs(whom, loose=deeds)
        if deeds and not of_whom:  # "said the crash was Chad's doing", "the seizure by Chad is illegal"
            by = [k for t in subject for k in tree.after(t, "by")]
            by += [k for t in subject for of in tree.after(t, "of") for k in tree.after(of, "by")]
            of_whom = self.roles.refs(tree.kids(told, "attr")) or self.roles.refs(by)
            there = [
                k for t in subject if t not in tree.at for n in _thing(tree, t) for k in tree.after(n, "in")
            ]
            of_whom = of_whom or [r for k in there for r in self.roles.actors.holders(k)]
        if whom and self._of_the_told(whom[0]) and (told_to := self.roles.refs(tree.kids(v, "dobj"))):
            of_whom = told_to  # "warns Iran that they must", "told Chad that its guards had"
        if not whom and kind == "REQUEST" and self.roles.passive(told):
            return self._to_suffer(v, told)  # "says that Chad's president should be killed"
        rule = f"{kind}: X {tree.lemmas[v]} that Y ..."
        doers = self.roles.doer(v)
        if {r.code for r in doers} & {r.code for r in of_whom}:
            return []  # "Chad says that Chad and Mali must hurry"
        found = pairs(doers, of_whom, kind, False, (v,), rule, v, penalty=0.05)
        facing = [k for k in tree.conjuncts(told) if tree.lemmas[k] in words("facing_else") and told < k]
        if kind == "REQUEST" and any(
            tree.lows[c] == "or" for k in facing for c in tree.kids(tree.heads[k], "cc")
        ):
            rule = f"THREATEN: X {tree.lemmas[v]} that Y ... or {tree.lemmas[facing[0]]}"
            found += pairs(doers, of_whom, "THREATEN", False, (v, facing[0]), rule, v, penalty=0.05)
        return found

    def _besides(self, v: int, told: int) -> list[Event] | None:
        """What a clause beside a verb makes of it ("if Y ...", "after Y ..."), or ``None``."""
        tree = self.tree
        if tree.lemmas[v] == "be":
            return self._needed(v, told) or None
        over = tree.heads[v] if tree.deps[v] == "xcomp" else v  # "threatens to ban it if"
        if {tree.lemmas[v], tree.lemmas[over]} & cues()["threaten_if"]:
            found = self._threatened(v if tree.lemmas[v] in cues()["threaten_if"] else over, told)
            return found or self._reacted(v, told)
        if tree.lemmas[v] in words("reacting") and (hit := self._reacted(v, told)):
            return hit
        return self._turned_down(v, told) if tree.lemmas[told] in words("turning_down") else None

    def _reacted(self, v: int, told: int) -> list[Event]:
        """ "protests after a Chadian jet crosses the border", "threatens to act after Mali sold arms"."""
        tree = self.tree
        if not {tree.lows[m] for m in tree.kids(told, "mark")} & {"after", "because", "as", "over"}:
            return []
        aimed = [k for p in tree.kids(v, "prep") for k in tree.kids(p, "pobj")] + tree.kids(v, "dobj")
        if self.roles.refs(aimed):
            return []
        threat = tree.lemmas[v] in cues()["threaten_if"]
        senses = [s for s in verb_senses().get(tree.lemmas[told], []) if s.type != "NONE"]
        if self.roles.passive(told):
            senses = [s for s in senses if s.target == "obj" and s.object is None]
        hostile = any(QUADS[s.type] == 4 for s in senses)
        if not (hostile or (threat and not self.roles.passive(told))):
            return []
        kind = "THREATEN" if threat else "ACCUSE"
        whom = self.roles.doer(told)
        rule = f"{kind}: X {tree.lemmas[v]} after Y {tree.lemmas[told]}"
        return pairs(self.roles.doer(v), whom, kind, False, (v,), rule, v, penalty=0.1)

    def _answered_with(self, told: int) -> list[Ref]:
        """ "warns that it will respond to Chad", "vowed it would act if Chad attacked": whom it warns."""
        tree = self.tree
        if not {tree.lows[k] for k in tree.kids(told, "aux")} & {"will", "would", "'ll"}:
            return []
        if tree.lemmas[told] not in words("answering"):
            return []
        whom = [
            k
            for p in tree.kids(told, "prep")
            if tree.lows[p] in ("to", "against", "on", "upon")
            for k in tree.kids(p, "pobj")
        ] + tree.kids(told, "dobj")
        return self.roles.refs(whom) or [
            r
            for clause in tree.kids(told, "advcl")
            if any(tree.lows[k] in ("if", "unless", "should") for k in tree.kids(clause, "mark"))
            for r in self.roles.refs(tree.kids(clause, "nsubj", "nsubjpass"))
        ]

    def _asked_by_noun(self, v: int, told: int) -> list[Event]:
        """ "repeated its demand that Chad leave": who makes the demand asks the clause's subject."""
        tree = self.tree
        noun = v
        if tree.is_verb(v) and tree.deps[told] == "ccomp":
            noun = next((k for k in tree.kids(v, "dobj") if v < k < told), v)
        bare = tree.tags[told] in ("VB", "VBP") and tree.is_verb(told)
        if (
            noun == told
            or tree.lemmas[noun] not in words("asking_that")
            or not tree.is_noun(noun)
            or not bare
        ):
            return []
        if not any(tree.lows[k] == "that" for k in tree.kids(told, "mark", "dobj")):
            return []
        over = tree.heads[noun]
        who = self.roles.refs([noun], loose=False)
        if not who and tree.deps[noun] == "dobj" and tree.is_verb(over):
            who = self.roles.doer(over)
        whom = self.roles.refs(tree.kids(told, "nsubj", "nsubjpass"), loose=False)
        rule = f"REQUEST: {tree.lemmas[noun]} that Y ..."
        return pairs(who, whom, "REQUEST", False, (noun,), rule, noun, penalty=0.05)

    def _turned_down(self, v: int, told: int) -> list[Event]:
        """ "Chad withdrew its staff after Mali rejected talks": whose offer it was is the subject above."""
        tree = self.tree
        objects = tree.kids(told, "dobj")
        offered = words("talk") | words("demand") | words("deal")
        if not any(tree.lemmas[k] in offered for k in objects) or self.roles.refs(objects):
            return []
        rule = f"REJECT: after Y {tree.lemmas[told]} {tree.lemmas[objects[0]]}"
        return pairs(
            self.roles.doer(told), self.roles.doer(v), "REJECT", False, (told,), rule, told, penalty=0.15
        )

    def _to_suffer(self, v: int, told: int) -> list[Event]:
        """ "called for Chad to be expelled": who asks that it be punished accuses it."""
        tree = self.tree
        whom = self.roles.refs(tree.kids(told, "nsubjpass"))
        senses = [s for s in verb_senses().get(tree.lemmas[told], []) if s.type != "NONE"]
        if not whom or not senses or any(QUADS[s.type] < 3 for s in senses if not s.object and not s.links):
            return []
        rule = f"ACCUSE: X {tree.lemmas[v]} for Y to be {tree.lows[told]}"
        return pairs(self.roles.doer(v), whom, "ACCUSE", False, (v,), rule, v, penalty=0.1)

    def _awaited(self, noun: int) -> bool:
        """ "called for Chad and Mali to leave": "for" read as a preposition, with an infinitive after it."""
        tree = self.tree
        prep = tree.heads[noun]
        v = tree.heads[prep]
        if tree.lows[prep] != "for" or tree.lemmas[v] not in cues()["ask_for"] or not tree.is_verb(v):
            return False
        after = [
            k
            for owner in (noun, *tree.conjuncts(noun), v)
            for k in tree.kids(owner, "acl", "relcl", "advcl", "xcomp")
        ]
        return any(k > noun and any(tree.tags[a] == "TO" for a in tree.kids(k, "aux")) for k in after)

    def _alleged(self, noun: int, told: int) -> list[Event]:
        """ "accusations from Chad that Libya struck": who makes them accuses the clause's subject."""
        tree = self.tree
        if tree.kid(told, "nsubj", "nsubjpass") is None:
            return []
        by = [
            k
            for p in tree.kids(noun, "prep")
            if tree.lows[p] in ("by", "from", "of")
            for k in tree.kids(p, "pobj")
        ]
        who = self.roles.refs(by) or self.roles.refs([noun], loose=False)
        if not who and tree.deps[noun] in ("dobj", "attr"):
            who = self.roles.doer(tree.heads[noun])
        if (
            not who
            and tree.deps[noun] == "pobj"
            and tree.lows[tree.heads[noun]] in ("over", "on", "after", "amid")
        ):
            over = tree.heads[tree.heads[noun]]  # "expels envoys over suspicions that Mali"
            over = over if tree.is_verb(over) else tree.heads[over]
            who = self.roles.doer(over) if tree.is_verb(over) else []
        whom = self.roles.refs(self.roles.agent(told), loose=False)
        return pairs(
            who, whom, "ACCUSE", False, (noun,), f"ACCUSE: {tree.lemmas[noun]} that Y ...", noun, penalty=0.05
        )

    def _threatened(self, v: int, told: int) -> list[Event]:
        """ "threatens to retaliate if Y does it": who is not to do it is threatened."""
        tree = self.tree
        if not any(tree.lows[k] in ("if", "unless") for k in tree.kids(told, "mark")):
            return []
        whom = self.roles.refs(tree.kids(told, "nsubj", "nsubjpass"))
        rule = f"THREATEN: X {tree.lemmas[v]} ... if Y ..."
        return pairs(self.roles.doer(v), whom, "THREATEN", False, (v,), rule, v, penalty=0.05)

    def _called_for(self, v: int, told: int) -> bool:
        """ "called for Iran to leave": a subject introduced by "for" under a verb of asking."""
        tree = self.tree
        return (
            v != told
            and tree.lemmas[v] in cues()["ask_for"]
            and any(tree.lows[k] == "for" for k in tree.kids(told, "mark"))
        )

    def _likely_told(self, v: int, told: int) -> int:
        """ "says it is likely that Chad was behind": the verb of who says so, or the verb above as it is."""
        tree = self.tree
        be = tree.heads[v] if tree.lemmas[v] in words("likely") else v
        if tree.deps[told] != "ccomp" or tree.lemmas[be] != "be" or tree.deps[be] != "ccomp":
            return v
        sure = any(tree.lemmas[k] in words("likely") for k in tree.kids(be, "acomp", "attr"))
        return tree.heads[be] if sure else v

    def _of_the_told(self, subject: int) -> bool:
        """ "they", or "its guards": after a verb with somebody told, it is that one's."""
        tree = self.tree
        return tree.tags[subject] == "PRP" or any(tree.tags[p] == "PRP$" for p in tree.kids(subject, "poss"))

    def _needed(self, be: int, told: int) -> list[Event]:
        """ "says it is necessary for Chad to leave": Chad is asked."""
        tree = self.tree
        v = tree.heads[be]
        meant = any(tree.lemmas[k] in words("needful") for k in tree.kids(be, "acomp", "attr"))
        if (
            not meant
            or tree.deps[be] != "ccomp"
            or not any(tree.lows[m] == "for" for m in tree.kids(told, "mark"))
        ):
            return []
        rule = f"REQUEST: X {tree.lemmas[v]} it is needed for Y to ..."
        whom = self.roles.refs(tree.kids(told, "nsubj"))
        return pairs(self.roles.doer(v), whom, "REQUEST", False, (v,), rule, v, penalty=0.1)

    def _kind(self, v: int, told: int) -> str:
        tree = self.tree
        lemma = tree.lemmas[v]
        if lemma == "insist" and blames(self.tree, self.roles, told):
            return "ACCUSE"
        if lemma in cues()["demand_that"] and not self.roles.passive(v):
            return "REQUEST"
        if lemma in cues()["allege_that"] and not self.roles.passive(v):
            return "ACCUSE"
        operator = operators().get(lemma)
        if operator is None or operator.effect not in ("report", "announce", "ask", "want", "fact"):
            return ""
        if blames(self.tree, self.roles, told) and operator.effect != "want":
            return "ACCUSE"
        if (judged := _judged(tree, told)) and operator.effect != "want":
            return judged
        auxiliaries = {tree.lows[k] for k in tree.kids(told, "aux")}
        obliged = bool(auxiliaries & _OBLIGED) or (
            tree.lemmas[told] in ("have", "need") and tree.kid(told, "xcomp") is not None
        )
        return "REQUEST" if obliged and tree.kid(told, "neg") is None else ""


def _thing(tree: Tree, i: int) -> list[int]:
    """What rulers do at home, and what follows it with "of": "the legalisation of drugs in Chad"."""
    return [i, *tree.after(i, "of")] if tree.lemmas[i] in words("domestic") else []


def _judged(tree: Tree, told: int) -> str:
    """What one tells by "that the elections in Chad were fair", or "neither free nor fair"; else ''."""
    found = tree.kids(told, "acomp") if tree.lemmas[told] == "be" and tree.tags[told] != "VB" else []
    if not any(tree.lemmas[k] in words("lawful") for k in found):
        return ""
    near = {tree.lows[k] for owner in (told, *found) for k in tree.children[owner]}
    return "ACCUSE" if near & {"not", "n't", "neither", "never", "hardly"} else "SUPPORT"
