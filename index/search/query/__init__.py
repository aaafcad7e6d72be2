"""The query language: what a person types becomes a bounded Whoosh query, and never an error.

See docs/query-language.md.
"""

from index.search.query.context import Context
from index.search.query.parser import Question, parse

__all__ = ["Context", "Question", "parse"]
