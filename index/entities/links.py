"""The mentions of one article while they are gathered, none over another."""

from __future__ import annotations

from bisect import bisect_left

from index.model import Kind, Mention


class Links:
    """The mentions of one article while they are gathered; none overlap."""

    def __init__(self, body: str, text: str, known: list[Mention]) -> None:
        self.body = body
        self.text = text
        self.known = known
        self.starts = [mention.start for mention in known]

    def over(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that overlap ``start:end``."""
        first = bisect_left(self.starts, start)
        if first and self.known[first - 1].end > start:
            first -= 1
        last = bisect_left(self.starts, end)
        return self.known[first:last]

    def put(self, start: int, end: int, kind: Kind, entity: str = "", actor: str | None = None) -> None:
        """Set one mention in place of all that it overlaps."""
        first = bisect_left(self.starts, start)
        if first and self.known[first - 1].end > start:
            first -= 1
        last = bisect_left(self.starts, end)
        text = self.body[start:end]
        mention = Mention(start, end, text, kind, entity or " ".join(text.split()), actor)
        self.known[first:last] = [mention]
        self.starts[first:last] = [start]
