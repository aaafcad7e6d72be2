"""Who did what to whom: mentions and sentences become relations, each with the words that say so.

Rules over a dependency parse. The language is in ``data/`` (patterns, operators, word classes), the
grammar in
the modules: ``tree`` (a parsed sentence), ``actors`` (who a phrase stands for), ``clauses`` and ``nominals``
(events told by verbs and by nouns), ``status`` (whether it is so), ``context`` ("its", "both countries"),
``coder`` (the front). ``docs/relations.md`` describes it for a reader of the data files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.relations.coder import Coder
    from index.relations.explaining import explain

__all__ = ["Coder", "explain"]


def __getattr__(name: str) -> Any:
    """Load the coder and the lexicon only when asked for: importing this package costs nothing."""
    if name == "Coder":
        from index.relations.coder import Coder  # noqa: PLC0415

        return Coder
    if name == "explain":
        from index.relations.explaining import explain  # noqa: PLC0415

        return explain
    raise AttributeError(name)
