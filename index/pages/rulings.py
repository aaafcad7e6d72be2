"""The reader's verdicts laid over the archive's relations: which rows go, change, or come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.archive import Archive, Row
from index.errors import NotFoundError
from index.model import Evidence
from index.reader.verdicts import Verdict, judge


class Rulings:
    """What the verdicts make of the relations of the articles that they name.

    A row that only a verdict stands for has a negative number.
    """

    def __init__(self, archive: Archive, verdicts: Mapping[str, Verdict]) -> None:
        self._told: dict[int, Evidence] = {}
        self._rows: list[Row] = []
        self._judged: set[int] = set()
        for article in {verdict.article for verdict in verdicts.values()}:
            self._article(archive, article, verdicts)

    def apply(
        self, rows: Iterable[Row], a: str | None = None, b: str | None = None, *, rejected: bool = False
    ) -> list[Row]:
        """Rows of the archive (all, of ``a``, or between the two) as they stand after the verdicts."""
        kept = [row for row in rows if row.number not in self._judged] if self._judged else list(rows)
        for row in self._rows:
            ends = {row.source, row.target}
            if {code for code in (a, b) if code} <= ends and (
                rejected or self.word(row.number) != "rejected"
            ):
                kept.append(row)
        return kept

    def evidence(self, number: int, coded: Evidence | None) -> Evidence | None:
        """The evidence of a row; ``coded`` is what the archive has under its number."""
        return self._told.get(number, coded)

    def word(self, number: int) -> str:
        """What was decided of a row, or ``""``."""
        told = self._told.get(number)
        return told.relation.verdict if told else ""

    def _article(self, archive: Archive, id_: str, verdicts: Mapping[str, Verdict]) -> None:
        try:
            article, _ = archive.article(id_)
        except NotFoundError:
            return  # the verdict stays, for the day that the article comes back
        if article.id != id_:
            return
        coded = archive.findings.numbered(id_)
        number_in_archive, story = archive.findings.story(id_)
        for place, relation in judge(id_, article.body, [relation for _, relation in coded], verdicts):
            if not relation.verdict:
                continue
            number = coded[place][0] if place >= 0 else -len(self._told) - 1
            self._judged.add(number)
            sentence = article.body[relation.start : relation.end]
            self._told[number] = Evidence(
                relation, id_, article.title, article.date, sentence, article.source, story
            )
            self._rows.append(
                Row(
                    number, number_in_archive, id_, relation.source, relation.target, relation.type,
                    relation.quad, relation.status, relation.confidence, (article.date or "")[:10],
                    article.source, story,
                )
            )  # fmt: skip
