"""What is wrong with data, as values: a report a curator can act on, never an exception."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong, where it is, and how to mend it.

    ``row`` counts as a spreadsheet does: the header is row 1. ``shape`` names the rule that was broken.
    """

    file: str
    row: int
    field: str
    value: str
    shape: str
    severity: str
    message_en: str
    message_tr: str
    subject: str = ""

    def under(self, headings: Mapping[str, Mapping[str, str]]) -> Finding:
        """The same, its column named as the table of its file names it where that has a heading of its own."""
        return replace(self, field=headings.get(self.file, {}).get(self.field, self.field))


@dataclass(frozen=True)
class Report:
    """All findings of one validation, in the order of files and rows."""

    findings: tuple[Finding, ...] = field(default=())

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        """A report of these findings, sorted and without repetitions."""
        return cls(tuple(sorted(set(findings))))

    @property
    def conforms(self) -> bool:
        """True when no finding is an error; warnings and notes do not stop a release."""
        return not any(f.severity == "error" for f in self.findings)

    def counts(self) -> dict[str, int]:
        """Number of findings by severity, every severity present."""
        tally = Counter(f.severity for f in self.findings)
        return {severity: tally[severity] for severity in SEVERITIES}

    def rows(self) -> list[dict[str, Any]]:
        """The findings as plain dictionaries, for JSON and tables."""
        return [asdict(f) for f in self.findings]

    def __add__(self, other: Report) -> Report:
        return Report.of((*self.findings, *other.findings))
