"""Bytes to articles: one file a format, chosen by content."""

from index.sources.document import Document, Found, content_hash, content_id
from index.sources.reading import files, find, read, read_file

__all__ = ["Document", "Found", "content_hash", "content_id", "files", "find", "read", "read_file"]
