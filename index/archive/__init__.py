"""The archive: an SQLite file that holds what was read and what was found in it. It is the truth."""

from index.archive.archive import Archive
from index.archive.findings import Row
from index.archive.identity import Incoming, Outcome, ReadFile

__all__ = ["Archive", "Incoming", "Outcome", "ReadFile", "Row"]
