"""Full-text search over the articles: the only room that imports Whoosh."""

from index.search.codec import CorruptIndexError
from index.search.index import Index
from index.search.query.context import Context
from index.search.snippets import match_spans

__all__ = ["Context", "CorruptIndexError", "Index", "match_spans"]
