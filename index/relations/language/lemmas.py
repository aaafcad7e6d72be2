"""Base forms of words: spaCy's tables for English, asked once for each word and tag.

The model's own lemmatizer and attribute ruler take two fifths of the time of a parse for what a memo answers.
"""

from __future__ import annotations

from typing import Any

from index.relations.language.lexicon import bases_of_past, verb_senses
from index.relations.language.tables import base_forms

_POS = {"V": "verb", "N": "noun", "J": "adj", "R": "adv", "M": "verb"}
_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m", "’s", "’re", "’m"}
)
_HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d"})


class Lemmas:
    """Base forms from the lookup tables of a loaded pipeline (``lemma_rules``, ``lemma_exc``,
    ``lemma_index``).
    """

    def __init__(self, lookups: Any) -> None:
        self._rules: dict[str, Any] = lookups.get_table("lemma_rules")
        self._exceptions: dict[str, Any] = lookups.get_table("lemma_exc")
        known = lookups.get_table("lemma_index")  # lists of up to 40,000 words
        self._index = {pos: frozenset(known.get(pos, ())) for pos in set(_POS.values())}
        self._memo: dict[tuple[str, str], str] = {}

    def of(self, low: str, tag: str) -> str:
        """The base form of a lower-case word with this Penn tag."""
        key = (low, tag)
        known = self._memo.get(key)
        if known is None:
            if len(self._memo) > 100_000:
                self._memo.clear()  # hostile text must not fill the memory with words of its own
            known = self._memo[key] = base_forms().get(low) or self._find(low, tag)
        return known

    def _find(self, low: str, tag: str) -> str:
        if tag[:1] == "V" and low in _BE:
            return "be"
        if tag[:1] == "V" and low in _HAVE:
            return "have"
        pos = _POS.get(tag[:1])
        if tag in ("VB", "VBP") and low not in self._index["verb"] and low not in verb_senses():
            return bases_of_past().get(low, low)  # "retook", which taggers take for a present
        if pos is None or tag in ("NNP", "VB", "VBP", "NN", "JJ", "RB", "MD"):
            return low
        exceptions = self._exceptions.get(pos, {}).get(low)
        if exceptions:
            return str(exceptions[0])
        index = self._index[pos]
        forms = [
            low[: len(low) - len(old)] + new for old, new in self._rules.get(pos, []) if low.endswith(old)
        ]
        for form in forms:
            if form in index:
                return str(form)
        if pos == "verb":  # "readmitted", "resupplied", "defunded": verbs that only the lexicon knows
            ours = verb_senses()
            undoubled = [form[:-1] for form in forms if form[-1:] == form[-2:-1]]
            for form in (*forms, *undoubled, low[:-3] + "y"):
                if form in ours:
                    return str(form)
        return str(forms[0]) if forms and forms[0] else low
