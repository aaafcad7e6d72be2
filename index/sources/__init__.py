"""Bytes to articles: one file a format, chosen by content."""

from index.sources.document import (
    Document,
    Found,
    content_hash,
    content_id,
    file_document,
    pipe_document,
)
from index.sources.reading import READERS, files, read, read_document

__all__ = [
    "READERS", "Document", "Found", "content_hash", "content_id", "file_document", "files",
    "pipe_document", "read", "read_document",
]  # fmt: skip
