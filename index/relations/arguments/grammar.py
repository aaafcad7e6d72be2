"""Who undergoes it by grammar: object and receiver, through voice, raised subjects and relative clauses."""

from __future__ import annotations

from index.relations.arguments.subjects import Subjects
from index.relations.language.tables import words


class Grammar(Subjects):
    """Answers, for one tree, which tokens fill a verb's places."""

    def is_state(self, i: int) -> bool:
        """Whether a country or a body is named itself, and no people: "Chad", "the UN", "the government"."""
        mention = self.tree.actor(i)
        named = mention is not None and mention.kind in ("country", "organisation")
        return (named and self.tree.tags[i] == "NNP") or self.tree.lemmas[i] in words("of_state")

    def patient(self, v: int) -> list[int]:
        """Tokens of the one who undergoes it."""
        tree = self.tree
        if self.passive(v):
            return self._passive_patient(v)
        found = tree.kids(v, "dobj")
        if found:
            return found
        if found := self._shifted(v):
            return found
        for clause in tree.kids(v, "ccomp", "xcomp"):
            bare = (
                tree.tags[clause] == "VB" and tree.kid(clause, "aux", "mark") is None
            )  # "helped Chad leave"
            finite = any(tree.tags[k] in ("VBP", "VBZ", "VBD", "MD") for k in tree.kids(clause, "aux"))
            if finite or tree.kid(clause, "mark") is not None:
                continue  # "warns that rebels are preparing to strike"
            if self._infinitive(clause) or not tree.is_verb(clause) or bare or tree.tags[clause] == "VBG":
                raised = tree.kids(clause, "nsubj", "nsubjpass")
                if raised:
                    return raised
        shut = tree.lemmas[v] in ("seal", "close", "cordon", "cut", "block", "wall", "call")
        if shut and tree.lows[v + 1 : v + 2] == ["off"] and (apart := tree.after(v, "off")):
            return apart  # "seals off the West Bank"
        if tree.deps[v] == "relcl" and not any(tree.lows[k] in _RELATIVES for k in tree.children[v]):
            return [tree.heads[v]]
        for other in tree.kids(v, "conj"):  # "condemned and punished Iran"
            if (
                tree.is_verb(other)
                and not tree.kids(other, "nsubj")
                and not tree.kids(v, "prep", "xcomp", "ccomp")
            ):
                return tree.kids(other, "dobj")
        return []

    def _shifted(self, v: int) -> list[int]:
        """ "kidnapped up to 16 Russians", "denounced as absurd the claims of Chad": read as phrases."""
        tree = self.tree
        for up in tree.kids(v, "prt", "prep", "advmod"):
            if tree.lows[up] in ("up", "close") and up == v + 1:
                for to in tree.kids(up, "prep"):
                    if found := [k for k in tree.kids(to, "pobj") if tree.kids(k, "nummod")]:
                        return found
            if tree.lows[up] == "as" and up > v and tree.lemmas[v] in words("judging"):
                for k in tree.kids(up, "pobj"):
                    if k > up + 1:
                        return tree.kids(k, "appos") or [k]
        return []

    def _passive_patient(self, v: int) -> list[int]:
        tree = self.tree
        own = tree.kids(v, "nsubjpass", "nsubj")
        if own:
            return own[-1:]
        if tree.deps[v] == "acl":
            noun = tree.heads[v]
            # "Hezbollah, a Lebanese group backed by": the group is Hezbollah
            named = tree.deps[noun] == "appos" and tree.actor(tree.heads[noun]) is not None
            return [tree.heads[noun] if named and tree.actor(noun) is None else noun]
        return self.subject(v)

    def dative(self, v: int) -> list[int]:
        """Tokens of the one who receives: "gave Y aid", "Y was given aid"."""
        tree = self.tree
        found = [k for k in tree.kids(v, "dative") if tree.is_noun(k)]
        objects = tree.kids(v, "dobj")
        if len(objects) > 1:
            found.append(objects[0])
        if not found and self.passive(v) and objects:
            found = self._passive_patient(v)
        return found


_RELATIVES = frozenset({"which", "that", "whom", "who", "where", "when", "why", "how"})
