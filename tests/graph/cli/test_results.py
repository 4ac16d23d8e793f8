"""What a person sees of a result: the highest values, and what is left out counted with its reason."""

from __future__ import annotations

import pytest

from triskele.cli.results import SHOWN, print_result
from triskele.metrics.record import Result, Value, undefined


@pytest.fixture
def result() -> Result:
    values = [Value({"quantity": "degree", "actor": f"a{i}"}, float(i)) for i in range(SHOWN + 3)]
    isolate = undefined({"quantity": "degree", "actor": "alone"}, {"tr": "Yalıtılmış.", "en": "An isolate."})
    return Result(
        [Value({"quantity": "mean"}, 2.5), *values, isolate], metric="degree", address="https://example.org/r/1"
    )


def test_the_highest_are_shown_and_the_rest_is_counted(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    print_result(result, "en")
    out = capsys.readouterr().out
    assert "mean" in out
    assert [name for name in ("a17", "a3", "a2", "alone") if f" {name} " in out] == ["a17", "a3"]
    assert "degree: 3 lower values are not shown" in out
    assert "degree: 1 undefined. An isolate." in out
    assert "https://example.org/r/1" in out


def test_what_is_left_out_is_told_in_turkish_too(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    print_result(result, "tr")
    out = capsys.readouterr().out
    assert "derece: 1 tanımsız. Yalıtılmış." in out
    assert "An isolate" not in out


def test_all_means_all(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    print_result(result, "en", all_values=True)
    out = capsys.readouterr().out
    assert all(f" {name} " in out for name in ("a17", "a2", "a0", "alone"))
    assert "not shown" not in out
