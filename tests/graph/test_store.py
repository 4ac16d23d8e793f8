"""What the store says of statements that it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest

from triskele import store
from triskele.errors import SourceError


def test_the_line_of_a_malformed_statement_is_that_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = "<http://a> <http://b> <http://c> .\n"
    path = tmp_path / "x.nq"
    path.write_text(good * 100 + "<http://a> oops\n" + good, encoding="utf-8")
    monkeypatch.setattr(store, "_PART", 1000)  # a part has 30 lines
    with pytest.raises(SourceError, match=r"x\.nq: .*line 101 ") as caught:
        store.Store.create().load_files([path])
    assert caught.value.message.count("line") == 1
