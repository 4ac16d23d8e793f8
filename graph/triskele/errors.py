"""Every error Triskele raises on purpose, in one tree.

::

    TriskeleError
    ├── SettingsError            a setting has a value that cannot be used
    ├── NotFoundError
    │   ├── UnknownThing         an identifier nobody carries
    │   ├── UnknownRelease       a release number that is not there
    │   ├── UnknownFormat        a format name no writer answers to
    │   ├── UnknownMetric        a metric name that is not registered
    │   └── UnknownProjection    a projection name that is not registered
    ├── InvalidInput             input that is malformed or outside its range
    │   ├── SourceError          a source cannot be read at all (single bad rows are findings)
    │   ├── QuerySyntaxError     a SPARQL text that does not parse (line and column)
    │   ├── TableError           a table handed to a metric lacks what it needs
    │   ├── NothingToMeasure     a release holds nothing of what a metric measures
    │   ├── NetworkError         what was handed to a metric is not a network it can read
    │   │   └── NegativeWeight   ties with negative weights, for which nothing here is defined
    │   └── ParameterError       an argument of a metric that it does not take or cannot read
    ├── RefusedError             asked for something the house never does (SERVICE, LOAD)
    │   └── NullRequired         a metric that must not appear without its null model
    ├── LimitError
    │   ├── QueryTimeout         the time bound was reached and the work was stopped
    │   ├── ResultTooLarge       the row or byte bound was reached
    │   ├── MemoryExceeded       the memory bound was reached, or the engine gave up
    │   ├── QueueFull            as many wait as may, or the wait has been long enough
    │   └── WorkerKilled         somebody or the system ended the process that worked on it
    ├── WorkerCrashed            the process that worked on it crashed
    ├── WorkFailed               the work ended in a way nobody foresaw
    ├── InvalidRelease           a build whose data breaks a shape; the report says where
    ├── ReleaseBusy              another build holds the lock
    ├── DamagedRelease           a release whose files are not what was written
    ├── OutdatedRelease          a release of an earlier layout, to be built again
    ├── StorageError             the data folder cannot be read or written
    ├── MissingPackage           an optional package that this needs is not installed
    └── ClusterError             the processes or machines that should share the work cannot

Bad data is not an error: it is a :class:`triskele.validate.Report` of findings.
"""

from __future__ import annotations

from typing import Any, ClassVar

from triskele.findings import Report
from triskele.words.telling import tell


class TriskeleError(Exception):
    """The root: a message that says what was found and expected, and a hint that says what to do next.

    ``code`` is stable and kebab-case; HTTP bodies and the command line print it.
    """

    code: ClassVar[str] = "triskele-error"

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def told(self) -> dict[str, Any]:
        """Code, message and hint, the two in every language as well: what documents say of an error."""
        details, hints = ({tag: tell(text, tag) for tag in ("tr", "en")} for text in (self.message, self.hint))
        return {"code": self.code, "detail": self.message, "hint": self.hint, "details": details, "hints": hints}

    def __reduce__(self) -> Any:
        # between processes: a class may ask for more than the message, so it is not called again
        return _revive, (type(self), self.__dict__)


def _revive(kind: type[TriskeleError], state: dict[str, Any]) -> TriskeleError:
    error = kind.__new__(kind, state["message"])
    error.__dict__.update(state)
    return error


class SettingsError(TriskeleError):
    """A setting has a value that cannot be used."""

    code = "bad-setting"


class NotFoundError(TriskeleError):
    """Nothing answers to the name that was given."""

    code = "not-found"


class UnknownThing(NotFoundError):
    """No thing in the release carries this identifier."""

    code = "unknown-thing"


class Withdrawn(NotFoundError):
    """It was withdrawn on request; only the date and the category of the reason are kept."""

    code = "withdrawn"

    def __init__(self, message: str, *, hint: str, date: str, reason: dict[str, str]) -> None:
        super().__init__(message, hint=hint)
        self.date, self.reason = date, reason


class UnknownRelease(NotFoundError):
    """No release has this number."""

    code = "unknown-release"


class UnknownFormat(NotFoundError):
    """No writer answers to this format name."""

    code = "unknown-format"


class UnknownMetric(NotFoundError):
    """No metric is registered under this name."""

    code = "unknown-metric"


class UnknownProjection(NotFoundError):
    """No projection is registered under this name."""

    code = "unknown-projection"


class InvalidInput(TriskeleError):
    """Input that is malformed or outside its range."""

    code = "invalid-input"


class SourceError(InvalidInput):
    """A source cannot be read at all."""

    code = "unreadable-source"


class QuerySyntaxError(InvalidInput):
    """A SPARQL text that does not parse; ``line`` and ``column`` are 1-based, or None when unknown."""

    code = "query-syntax"

    def __init__(self, message: str, *, hint: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column


class TableError(InvalidInput):
    """A table handed to a metric lacks what the metric needs."""

    code = "bad-table"


class NothingToMeasure(InvalidInput):
    """A release holds nothing of what a metric measures; no other way to ask for it would help."""

    code = "nothing-to-measure"


class NetworkError(InvalidInput):
    """What was handed to a metric is not a network it can read."""

    code = "bad-network"


class NegativeWeight(NetworkError):
    """Ties have negative weights; no measure here is defined for signed networks."""

    code = "negative-weight"


class ParameterError(InvalidInput):
    """An argument of a metric that it does not take, or whose value it cannot read."""

    code = "bad-parameter"


class RefusedError(TriskeleError):
    """The request asks for something this house never does."""

    code = "refused"


class NullRequired(RefusedError):
    """A metric that must not appear without its null model was asked for without it."""

    code = "null-required"


class LimitError(TriskeleError):
    """A bound was reached and the work was stopped."""

    code = "limit"


class QueryTimeout(LimitError):
    """The time bound was reached and the work was stopped."""

    code = "query-timeout"


class ResultTooLarge(LimitError):
    """The row or byte bound was reached."""

    code = "result-too-large"


class MemoryExceeded(LimitError):
    """The memory bound was reached, or the engine gave up inside it."""

    code = "memory-exceeded"


class QueueFull(LimitError):
    """As many wait as may, or the wait has been as long as it may be; ``retry_after`` is a guess in seconds."""

    code = "queue-full"

    def __init__(self, message: str, *, hint: str, retry_after: int) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class WorkerKilled(LimitError):
    """The process that worked on it was ended from outside: by somebody, or by a system short of memory."""

    code = "worker-killed"


class WorkerCrashed(TriskeleError):
    """The process that worked on it crashed: input that breaks an engine, or a fault of ours."""

    code = "worker-crashed"


class WorkFailed(TriskeleError):
    """The work ended in a way nobody foresaw; the log of the service says how."""

    code = "work-failed"


class MissingPackage(TriskeleError):
    """An optional package that this needs is not installed."""

    code = "missing-package"


class ClusterError(TriskeleError):
    """The processes or machines that should share the work are not there, differ, or died."""

    code = "cluster-failed"


class InvalidRelease(TriskeleError):
    """The data of a build break a shape; nothing was released."""

    code = "invalid-release"

    def __init__(self, message: str, *, hint: str, report: Report) -> None:
        super().__init__(message, hint=hint)
        self.report = report


class ReleaseBusy(TriskeleError):
    """Another build holds the lock of this data folder."""

    code = "release-busy"


class OutdatedRelease(TriskeleError):
    """A release of an earlier layout: it can be compared and exported, but not served."""

    code = "outdated-release"


class EndpointError(TriskeleError):
    """The endpoint that stands in place of the embedded store does not answer, fails, or holds another release."""

    code = "endpoint"


class DamagedRelease(TriskeleError):
    """The files of a release are not what was written."""

    code = "damaged-release"


class StorageError(TriskeleError):
    """The data folder cannot be read or written."""

    code = "storage"
