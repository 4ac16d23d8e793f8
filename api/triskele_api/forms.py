"""Forms of files (multipart/form-data), taken apart in the process that reads what they hold, never where others are
answered."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from triskele.errors import InvalidInput, ParameterError

FORM, CSV, ZIP, TURTLE = "multipart/form-data", "text/csv", "application/zip", "text/turtle"
MAX_PARTS = 200


@dataclass(frozen=True)
class Sent:
    """A body as it came, with the header that says what it is."""

    kind: str
    body: bytes

    @property
    def media_type(self) -> str:
        return self.kind.partition(";")[0].strip().lower()

    def digest(self) -> str:
        """What tells this body from every other."""
        return hashlib.sha256(self.kind.encode() + b"\n" + self.body).hexdigest()


@dataclass(frozen=True)
class Part:
    """One part of a form: the name of the field, that of the file (None for a plain field), and the content."""

    name: str
    file: str | None
    content: bytes


def read_parts(sent: Sent) -> list[Part]:
    """The parts of a form. InvalidInput for one that is damaged or has more than ``MAX_PARTS``."""
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartState, create_form_parser

    found: list[Part] = []

    def take(part: Part) -> None:
        if len(found) == MAX_PARTS:
            raise InvalidInput(f"The form has more than {MAX_PARTS} parts.", hint="Send less at once, or a zip.")
        found.append(part)

    def on_field(field: Any) -> None:
        take(Part(_text(field.field_name), None, field.value or b""))

    def on_file(file: Any) -> None:
        file.file_object.seek(0)
        take(Part(_text(file.field_name), _text(file.file_name), file.file_object.read()))

    whole: dict[str, Any] = {"MAX_MEMORY_FILE_SIZE": len(sent.body) + 1, "MAX_FIELD_SIZE": len(sent.body) + 1}
    try:
        parser = create_form_parser({"Content-Type": sent.kind.encode("latin-1")}, on_field, on_file, config=whole)
        parser.write(sent.body)
        if getattr(parser.parser, "state", None) != MultipartState.END:
            raise FormParserError("It ends before its last boundary.")
    except (FormParserError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The form cannot be read: {str(error)[:200]}", hint="Send it again.") from error
    return found


def _text(name: bytes | None) -> str:
    return (name or b"").decode("utf-8")


def read_tables(sent: Sent, metric: str, allowed: Collection[str]) -> dict[str, str]:
    """The CSV texts of a body by the name of what they are for: a plain one is ``table``. InvalidInput for one that
    comes twice or is not UTF-8, ParameterError for a name that is not ``allowed`` by the metric."""
    parts: dict[str, bytes] = {}
    for part in [Part("table", None, sent.body)] if sent.media_type == CSV else read_parts(sent):
        if part.name in parts:
            raise InvalidInput(f"{part.name[:80]!r} came twice.", hint="Send each table once.")
        if part.name not in allowed:
            raise ParameterError(
                f"{metric} takes no table {part.name[:80]!r}.", hint=f"Tables: {', '.join(sorted(allowed))}."
            )
        parts[part.name] = part.content
    try:
        return {name: content.decode("utf-8-sig") for name, content in parts.items()}
    except UnicodeDecodeError as error:
        raise InvalidInput("The table is not UTF-8.", hint="Save it as UTF-8.") from error
