"""Statements as lines."""

from __future__ import annotations

import pytest

from triskele.quads import without_graphs

A, B = b'<s> <p> "o <g> ." <g> .\n', b"<s> <p> <g> _:h .\n"


@pytest.mark.parametrize("lines", [b"", A, A + A, A + B, B + A])
def test_lines_of_one_graph_and_of_several_lose_its_name_alone(lines: bytes) -> None:
    assert without_graphs(lines) == lines.replace(A, b'<s> <p> "o <g> ." .\n').replace(B, b"<s> <p> <g> .\n")
