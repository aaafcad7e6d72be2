"""What becomes of a noun's event by the light verb that carries it, or where it is wished for."""

from __future__ import annotations

from index.relations.arguments.prepositions import Preposition
from index.relations.events import Event, pairs
from index.relations.language.lexicon import Noun
from index.relations.language.tables import cues, words
from index.relations.nouns.bearers import Carrier
from index.relations.nouns.protests import Protests
from index.relations.reference.refs import Ref


class Carried(Protests):
    """Makes in one tree the events of nouns whose sides are known."""

    def _town_named(self, sense: Noun, i: int, prepositions: list[Preposition]) -> bool:
        """ "in response to Mali's assault on Kobani": who holds the town is hit, not who responds."""
        aimed = [p.noun for p in prepositions if p.owner == i and p.word in ("on", "against", "at", "of")]
        return (
            "on" in sense.targets
            and sense.type == "ASSAULT"
            and any(k in self.tree.at and self.tree.at[k].kind == "place" for k in aimed)
        )

    @staticmethod
    def _wished(i: int, sense: Noun, wishing: list[Ref], targets: list[Ref]) -> list[Event]:
        rule = f"{sense.type}: {sense.noun} should"
        return pairs(wishing, targets, sense.type, False, (i,), rule, i, "hypothetical", 0.1)

    def _carried(  # noqa: PLR0917
        self, i: int, sense: Noun, doers: list[Ref], targets: list[Ref], carrier: Carrier | None, own: bool,
        penalty: float,
    ) -> list[Event]:  # fmt: skip
        """The event as the light verb leaves it."""
        if carrier is None:
            plan = "hypothetical" if self.tree.lemmas[i] in words("plotted") else ""
            return pairs(doers, targets, sense.type, sense.both, (i,), sense.rule, i, plan, penalty)
        light, v = carrier.light, carrier.verb
        verb = self.tree.lemmas[v]
        rule = f"{light.type or sense.type}: {verb} + {sense.rule.partition(': ')[2]}"
        if light.effect == "end":
            # The one who ends it is the subject; what had been done is told as done.
            return pairs(self.roles.doer(v) or doers, targets, light.type, False, (v,), rule, v)
        force = {
            "plan": "hypothetical",
            "try": "hypothetical",
            "want": "hypothetical",
            "fail": "negated",
            "threaten": "hypothetical",
            "deny": "negated",
            "report": "reported",
        }.get(light.effect, "")
        if own and light.effect in ("fail", "deny", "report") and not self._same(doers, v):
            force = ""
        modal = any(self.tree.lows[k] in cues()["modal"] for k in self.tree.kids(v, "aux"))
        later = light.effect == "undergo" and modal  # "will face sanctions"
        begun = own and light.effect == "do" and verb in words("starting") and self._same(doers, v)
        at = v if not own or later or begun else i
        events = pairs(doers, targets, sense.type, sense.both, (v, i), rule, at, force, penalty)
        if light.effect == "threaten":
            events += pairs(
                self.roles.doer(v), targets, "THREATEN", False, (v, i), f"THREATEN: threaten {sense.noun}", v
            )
        return events

    def _same(self, doers: list[Ref], v: int) -> bool:
        return bool({r.code for r in doers} & {r.code for r in self.roles.doer(v)})
