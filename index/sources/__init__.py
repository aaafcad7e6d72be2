"""Bytes to articles: one file a format, chosen by content."""

from index.sources.ahead import read_ahead, workers
from index.sources.document import (
    Document,
    Found,
    content_hash,
    content_id,
    file_document,
    pipe_document,
)
from index.sources.folders import Lists, files, walk
from index.sources.reading import READERS, read, read_document

__all__ = [
    "READERS", "Document", "Found", "Lists", "content_hash", "content_id", "file_document", "files",
    "pipe_document", "read", "read_ahead", "read_document", "walk", "workers",
]  # fmt: skip
