"""How long work goes, and what it could not read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read: ``where`` names the file (and line), ``reason`` says why and what to do."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come. ``total`` is ``None`` while it is not known. ``rate`` is per second."""

    done: int
    total: int | None
    failed: int
    current: str
    rate: float


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding did: ``added`` new, ``known`` already there unchanged, ``updated`` changed since."""

    added: int
    known: int
    updated: int
    failures: tuple[Failure, ...]
    stopped: bool = False
