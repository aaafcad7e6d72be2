"""The errors that a person sees. Each message names the file or the key and says what to do."""

from __future__ import annotations


class DeskError(Exception):
    """Something that the user can mend: its message is shown as it stands, without a traceback."""


class NotFoundError(DeskError):
    """What was asked for by name is not on this desk."""
