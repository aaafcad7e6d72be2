"""Who does it by grammar: subjects and agents, through voice, control and coordination."""

from __future__ import annotations

from index.relations.arguments.controlled import Controlled
from index.relations.language.lexicon import noun_senses
from index.relations.language.tables import words
from index.relations.reference.refs import Ref

_BLAMED = frozenset({"of", "for", "from", "with", "against", "into"})


class Subjects(Controlled):
    """Answers, for one tree, which tokens fill a verb's places."""

    # ---- voice
    def passive(self, v: int) -> bool:
        """Whether the verb is passive, reduced ("troops killed by") and coordinated passives included."""
        tree = self.tree
        if tree.kid(v, "nsubjpass", "auxpass") is not None:
            return True
        past = tree.tags[v] == "VBN" or (  # "was found guilty and sentenced", misread as active
            tree.tags[v] == "VBD" and tree.deps[v] == "conj" and tree.lemmas[v] in words("done_to_people")
        )
        if not past or tree.kid(v, "aux", "dobj") is not None:
            return False
        if tree.kid(v, "nsubj") is not None:  # "two Malians, detained in Chad, ...", read as the main verb
            apart = tree.lows[v - 1] == "," and tree.lemmas[v] in words("custody")
            suffered = tree.lemmas[v] in words("done_to_people")
            headline = tree.deps[v] == "ROOT" and suffered  # "Two Malians killed in a raid"
            shared = (
                tree.deps[v] == "conj" and suffered and self.passive(tree.heads[v])
            )  # "and three wounded"
            return tree.tags[v] == "VBN" and (apart or headline or shared)
        if tree.deps[v] in ("acl", "advcl"):
            return True
        head = tree.heads[v]
        return tree.deps[v] == "conj" and head != v and tree.is_verb(head) and self.passive(head)

    # ---- surface subject
    def subject(self, v: int, depth: int = 0) -> list[int]:
        """Tokens of the grammatical subject, also when another clause lends it."""
        tree = self.tree
        own = tree.kids(v, "nsubj", "nsubjpass")
        if tree.deps[v] == "pcomp" and own and (writer := self._writer(tree.heads[v], depth)):
            return writer  # "a note to the UN rejecting", with the UN read as who rejects
        if len(own) > 1 and any(tree.kid(k, "cc") is not None for k in (own[0], *tree.conjuncts(own[0]))):
            return own  # "leaders from Chad, Mali, and the UN", misread
        if own:
            return own[-1:]
        if depth > 6:
            return []
        if tree.heads[v] == v:  # "Chad welcomes the premier, urges him to stay": the first verb hangs below
            before = [k for k in tree.kids(v, "ccomp") if k < v and tree.tags[k] in ("VBZ", "VBD", "VBP")]
            joined = before and tree.tags[v] in ("VBZ", "VBD", "VBP") and "," in tree.lows[before[-1] : v]
            return self.subject(before[-1], depth + 1) if joined else []
        return self._lent(v, tree.deps[v], tree.heads[v], depth + 1)

    def _lent(self, v: int, dep: str, head: int, depth: int) -> list[int]:
        tree = self.tree
        if dep == "conj":
            if not tree.is_verb(
                head
            ):  # a verb joined to the object before it: "limits exports and bans imports"
                head = next((up for up in tree.up(head) if tree.is_verb(up)), head)
            return self.subject(head, depth)
        if dep in ("acl", "relcl", "advcl", "xcomp") and (armed := self._given_for(v, head)):
            return armed
        if dep in ("xcomp", "advcl", "ccomp", "dep"):
            return self._controller(v, dep, head, depth)
        if dep == "pcomp":
            return self._of_preposition(head, depth)
        if dep == "csubj" and tree.deps[head] == "ccomp":  # "warns Chad that building a base would"
            return tree.kids(tree.heads[head], "dobj") or self.subject(tree.heads[head], depth)
        if dep in ("acl", "relcl"):
            if tree.tags[v] in ("VBG", "VBN"):
                spoken = tree.tags[v] == "VBG" and tree.lemmas[head] in words("paper") | words("attack")
                return self._owner(head, depth) if spoken else self._said_to_be(head, depth)
            aim = tree.heads[tree.heads[head]] if tree.lows[head] == "order" else head
            if tree.is_verb(aim) and (blamed := self._blamed_aim(v, aim)):
                return blamed
            return self._owner(head, depth)
        return []

    def _said_to_be(self, noun: int, depth: int) -> list[int]:
        """ "Chad is one of the countries criticising Mali": who is said to be one of them."""
        tree = self.tree
        if tree.deps[noun] == "pobj" and (writer := self._writer(tree.heads[noun], depth)):
            return writer
        if self.actors.of(noun):
            return [noun]
        over = noun
        while tree.deps[over] == "pobj" and tree.lows[tree.heads[over]] == "of":
            over = tree.heads[tree.heads[over]]
        return self.subject(tree.heads[over], depth) if tree.deps[over] == "attr" else [noun]

    def _nobody(self, be: int) -> bool:
        """ "it would be unwise to": the pronoun stands for the deed."""
        tree = self.tree
        it = [k for k in tree.kids(be, "nsubj") if tree.lows[k] == "it"]
        return tree.lemmas[be] == "be" and bool(it) and not words("unwise").isdisjoint(tree.lemmas[be:])

    def _controller(self, v: int, dep: str, head: int, depth: int) -> list[int]:
        """Subject of an infinitive or participle: the object or the subject of the verb above."""
        tree = self.tree
        if self._nobody(head if tree.is_verb(head) else tree.heads[head]):
            return []  # "it would be unwise to attack Chad"
        if not tree.is_verb(head):
            if tree.tags[head].startswith("JJ") and tree.deps[head] == "conj":  # "is ready and willing to"
                return self.subject(tree.heads[tree.first_conjunct(head)], depth)
            if tree.deps[head] in ("acomp", "attr", "oprd", "xcomp") or tree.tags[head].startswith("JJ"):
                return self.subject(tree.heads[head], depth)
            return self._owner(head, depth) if tree.is_noun(head) else []
        if dep == "ccomp" and not self._infinitive(v):
            return []
        if dep in ("xcomp", "advcl") and self._infinitive(v) and (asked := self._asked(head, v)):
            return asked
        after = dep == "advcl" and tree.tags[v] == "VBG" and v > head
        if after and (teller := self._tells_on(v, head)) is not None:
            return self.subject(teller, depth)
        if (after or tree.lemmas[head] == "use") and self.passive(head) and (found := self.agent(head)):
            return found  # "was raided by Chad, killing ten", "bombs that were used by Chad to kill"
        objects = tree.kids(head, "dobj")
        objects = [
            k for k in objects if tree.tags[k] != "CD" and not tree.lows[k][0].isdigit()
        ]  # "votes 9-0"
        if dep == "advcl" and self._infinitive(v) and (blamed := self._blamed_aim(v, head)):
            return blamed
        if dep == "xcomp" and (asker := self._mediated_for(v, head)) is not None:
            return self.subject(asker, depth)
        controls = tree.lemmas[head] not in words("subject_control") and not self.passive(head)
        if dep == "xcomp" and objects and controls:
            return objects[:1]
        said = tree.kids(head, "attr") if tree.lemmas[head] in ("be", "become") else []
        if said and not self.refs(self.subject(head, depth)) and self.actors.own(said[0]):
            return said[:1]  # "He is the first Chadian premier to visit Mali"
        return self.subject(head, depth)

    def _asked(self, head: int, v: int) -> list[int]:
        """ "called on Chad to leave", "appealed to Chad to stay", "waits for Chad to go": who is to do it."""
        tree = self.tree
        leads = words("asking_prep").intersection(
            f"{tree.lemmas[head]} {tree.lows[p]}" for p in tree.kids(head, "prep")
        )
        return [
            k
            for p in tree.kids(head, "prep")
            if p < v and f"{tree.lemmas[head]} {tree.lows[p]}" in leads
            for k in tree.kids(p, "pobj")
        ][:1]

    def _of_preposition(self, prep: int, depth: int) -> list[int]:
        """Subject of "attacking" in "accused X of attacking", "by attacking", "plans of attacking"."""
        tree = self.tree
        head = tree.heads[prep]
        if tree.is_verb(head):
            objects = tree.kids(head, "dobj")
            if tree.lemmas[head] in ("join", "follow") and tree.lows[prep] == "in":
                return self.subject(head, depth) + objects  # "joined Chad in condemning Mali"
            blamed = tree.lows[prep] in _BLAMED or (  # "accused Chad of murder by arming rebels"
                tree.lows[prep] == "by" and tree.lemmas[head] in words("accusing_of")
            )
            if objects and blamed and not self.passive(head):
                return objects[:1]
            return self.subject(head, depth)
        if tree.is_noun(head) and tree.lows[tree.heads[head]] == "of" and tree.lows[prep] == "for":
            held = tree.heads[tree.heads[head]]
            if tree.lemmas[held] in words("prison") | {"arrest", "trial", "conviction", "detention"}:
                return [head]  # "announced the arrest of ten people for joining Hamas": they joined
        if (charged := self._suspected(head, prep)) is not None:
            return charged  # "arrests a Malian on suspicion of killing": he killed
        over = tree.heads[tree.heads[head]]
        if tree.lemmas[head] in words("suspected_by") and tree.lows[tree.heads[head]] in ("on", "under"):
            hit = tree.kids(over, "nsubjpass", "dobj") if tree.is_verb(over) else []
            hit = hit or ([tree.heads[over]] if tree.deps[over] == "acl" and self.passive(over) else [])
            if hit:
                return hit[:1]  # "was held by Chad on suspicion of bombing": whoever is held
        if tree.is_noun(head):
            punished = tree.lows[prep] == "for" and tree.lemmas[head] in words("term")
            judged = next((k for k in tree.up(head) if punished and tree.is_verb(k)), None)
            # "sentenced ten people, one to imprisonment for attacking": they attacked
            return tree.kids(judged, "dobj") if judged is not None else self._owner(head, depth)
        return self.subject(tree.heads[head], depth) if head != tree.heads[head] else []

    def _owner(self, noun: int, depth: int) -> list[int]:
        """Whose plan, decision or threat it is: a possessor, an adjective, or the subject of the verb
        above.
        """
        tree = self.tree
        if tree.lemmas[noun] in words(
            "asking"
        ):  # "rejected calls by Chad to leave": who is asked is to leave
            asked = [
                k
                for p in tree.kids(noun, "prep")
                if tree.lows[p] in ("on", "to")
                for k in tree.kids(p, "pobj")
            ]
            over = self._answering(noun)
            if asked or (tree.is_verb(over) and tree.lemmas[over] in words("answer")):
                return asked or self.subject(over, depth)
        if tree.lemmas[noun] == "use":  # "the use of missiles by Chad to hit"
            users = [k for p in tree.kids(noun, "prep") if tree.lows[p] == "by" for k in tree.kids(p, "pobj")]
            if users:
                return users
        over = tree.heads[noun]
        if (
            tree.lemmas[noun] in words("paper")
            and tree.deps[noun] == "dobj"
            and tree.lemmas[over] in words("drafting")
        ):
            return self.subject(over, depth)  # "circulated a draft UN resolution condemning Chad"
        if self.actors.of(noun, loose=False) and tree.lemmas[noun] not in words("leave_given"):
            return [noun]  # but whoever needs "a UN mandate to attack" would do it
        for k in tree.after(noun, "by", "of"):
            if self.actors.of(k):
                return [k]
        for up in tree.up(noun):
            if tree.is_verb(up) and tree.deps[up] != "prep":  # "following an attempt to"
                doers = self.agent(up) if self.passive(up) else []
                return doers or self.subject(up, depth)
        return []

    def _answering(self, noun: int) -> int:
        """The word above a demand: "rejected a demand", "responds to a demand"."""
        over = self.tree.heads[noun]
        heeded = self.tree.deps[noun] == "pobj" and self.tree.lows[over] in ("to", "on")
        return self.tree.heads[over] if heeded else over

    # ---- places
    def agent(self, v: int) -> list[int]:
        """Tokens of the one who does it."""
        tree = self.tree
        if not self.passive(v):
            return self.subject(v)
        found = [k for by in tree.kids(v, "agent") for k in tree.kids(by, "pobj")]
        if not found:  # "abducted by invading Malian forces"
            ways = [k for by in tree.kids(v, "agent") for k in tree.kids(by, "pcomp")]
            found = [k for way in ways for k in tree.kids(way, "dobj") if k < way + 4]
        if not found:
            found = [k for by in tree.kids(v, "prep") if tree.lows[by] == "by" for k in tree.kids(by, "pobj")]
        if not found:  # "was beaten at the hands of Malian police"
            found = [k for hand in tree.after(v, "at") if tree.lemmas[hand] == "hand"
                     for k in tree.after(hand, "of")]  # fmt: skip
        if not found:  # "killed in Idlib by Syrian shelling": the phrase may hang lower
            found = [
                k
                for by in range(v + 1, min(v + 16, len(tree)))
                if tree.lows[by] == "by" and tree.deps[by] in ("prep", "agent") and v in tree.up(by)
                if tree.lemmas[tree.heads[by]] not in noun_senses().keys() - words("put_under")
                if not any(
                    tree.is_verb(u) and (tree.deps[u] != "xcomp" or tree.kid(u, "auxpass") is not None)
                    for u in self._between(by, v)
                )  # "expected to be joined by Chad": joined, not expected
                for k in tree.kids(by, "pobj")
            ]
        if not found:  # "four are killed and seven are wounded in the north by"
            found = [
                k
                for other in tree.kids(v, "conj")
                if tree.kid(other, "nsubjpass") is not None and other > v
                if not self.refs(tree.kids(other, "nsubjpass"))
                for k in self.agent(other)
            ]
        if not found:  # "were killed and captured by"
            found = [
                k
                for other in tree.kids(v, "conj")
                if tree.tags[other] == "VBN"
                for by in tree.kids(other, "agent")
                for k in tree.kids(by, "pobj")
            ]
        if not found:  # "three are killed and a fourth wounded by", read as a noun with its clause
            found = [
                k
                for other in tree.kids(v, "conj")
                if tree.is_noun(other) or tree.tags[other] in ("CD", "JJ")
                for said in tree.kids(other, "acl")
                if tree.tags[said] == "VBN"
                for by in tree.kids(said, "agent")
                for k in tree.kids(by, "pobj")
            ]
        return found

    def _between(self, low: int, high: int) -> list[int]:
        found: list[int] = []
        for up in self.tree.up(low):
            if up == high:
                break
            found.append(up)
        return found

    def refs(self, tokens: list[int], *, loose: bool = True) -> list[Ref]:
        """Actors that these phrases stand for."""
        found: list[Ref] = []
        for token in tokens:
            found.extend(self.actors.of(token, loose=loose))
        return list({ref.code: ref for ref in reversed(found)}.values())[::-1]
