"""JSON from outside: read once, in one way, or told what is wrong with it."""

from __future__ import annotations

import json
from typing import Any

from triskele.errors import InvalidInput


def read_json(text: str | bytes, example: str) -> dict[str, Any]:
    """The object that a text of bounded length is. InvalidInput for what is no JSON, no object, nested too deep to be
    read, or holds half of a character (a lone surrogate), which no answer could repeat."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise InvalidInput(f"This is no JSON: {reason}.", hint=f"For instance {example}") from error
    if not isinstance(document, dict):
        raise InvalidInput("The JSON is no object.", hint=f"For instance {example}")
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise InvalidInput("The JSON holds text that is no Unicode.", hint=f"For instance {example}") from error
    return document
