"""A1-A6 on the worked table TAB of the reference and on the textbook extremes."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from triskele import metrics
from triskele.errors import ParameterError, TableError
from triskele.metrics import entropy

NAMES = ("university", "industry", "government")


def records(counts: dict[str, int], names: tuple[str, ...] = NAMES) -> list[dict[str, Any]]:
    """Counts by the initials present: {"UI": 6} is six records with university and industry."""
    initials = [name[0].upper() for name in names]
    return [
        {**{n: int(i in key) for n, i in zip(names, initials, strict=True)}, "count": c} for key, c in counts.items()
    ]


TAB = records({"U": 60, "I": 20, "G": 10, "UI": 6, "UG": 8, "IG": 2, "UIG": 4})


def t(rows: Any, **parameters: Any) -> float:
    value = metrics.run("trilateral-transmission", rows, permutations=1, **parameters).headline.value
    assert value is not None
    return value


def test_entropy_of_the_toy_table() -> None:
    # margins of N = 110: U 60+6+8+4 = 78, I 20+6+2+4 = 32, G 10+8+2+4 = 24
    # H_U = -(78/110)log2(78/110) - (32/110)log2(32/110); H_I is the same because 78/110 = 1 - 32/110
    expected = {
        "university": 0.869893,
        "industry": 0.869893,
        "government": 0.756834,
        "university-industry": 1.522328,
        "university-government": 1.586744,
        "industry-government": 1.625057,
        "university-industry-government": 2.021532,
    }
    result = metrics.run("sphere-entropy", TAB)
    found = {value.key["variables"]: value.value for value in result.values}
    assert found == {name: pytest.approx(bits, abs=5e-7) for name, bits in expected.items()}
    assert result.headline.key == {"variables": "university-industry-government"}
    by_hand = -(78 / 110) * np.log2(78 / 110) - (32 / 110) * np.log2(32 / 110)
    assert found["university"] == pytest.approx(by_hand)


def test_entropy_of_one_cell_is_zero_and_of_nothing_null() -> None:
    one = metrics.run("sphere-entropy", records({"UI": 7}))
    assert [value.value for value in one.values] == [0.0] * 7
    none = metrics.run("sphere-entropy", records({"UI": 0}))
    assert all(value.value is None for value in none.values)


def test_bilateral_transmissions_of_the_toy_table() -> None:
    # T_UI = .869893 + .869893 - 1.522328 bits. UI together: 10 of 110; expected 78·32/110 = 22.69; 10/22.69 = .4407
    # phi_UI = (10·10 - 68·22)/sqrt(78·32·32·78) = -1396/2496
    result = metrics.run("bilateral-transmission", TAB)
    expected = {
        "university-industry": (217.458, -0.5593, 0.4407),
        "university-government": (39.982, -0.2432, 0.7051),
        "industry-government": (1.669, -0.0476, 0.8594),
    }
    for pair, (transmission, phi, ratio) in expected.items():
        assert result.pick(pair=pair, quantity="T").value == pytest.approx(transmission, abs=5e-4)
        assert result.pick(pair=pair, quantity="phi").value == pytest.approx(phi, abs=5e-5)
        assert result.pick(pair=pair, quantity="observed-over-expected").value == pytest.approx(ratio, abs=5e-5)
    assert result.pick(pair="university-industry", quantity="phi").value == pytest.approx(-1396 / 2496)


def test_the_sign_of_an_association_is_said_in_words() -> None:
    notes = [note["en"] for note in metrics.run("bilateral-transmission", TAB).notes]
    assert "university-industry: φ −0.559; together less often than expected (0.441 times)." in notes


def test_a_sphere_that_never_varies_has_no_phi() -> None:
    result = metrics.run("bilateral-transmission", records({"U": 3, "UI": 2}))
    assert result.pick(pair="university-industry", quantity="phi").value is None
    assert result.pick(pair="industry-government", quantity="observed-over-expected").value is None
    assert result.pick(pair="university-industry", quantity="T").value == 0.0


def test_trilateral_transmission_worked_numbers() -> None:
    exclusive = [{"university": u, "industry": i, "government": u ^ i} for u, i in product((0, 1), repeat=2)]
    assert t(exclusive) == pytest.approx(-1000)  # 1+1+1-2-2-2+2 = -1 bit
    assert t(records({"": 5, "UIG": 5})) == pytest.approx(1000)  # 1+1+1-1-1-1+1 = 1 bit
    everything = {"": 1, "U": 1, "I": 1, "G": 1, "UI": 1, "UG": 1, "IG": 1, "UIG": 1}
    assert t(records(everything)) == pytest.approx(0, abs=1e-9)
    assert t(records({**everything, "": 0})) == pytest.approx(-87.597, abs=5e-4)
    assert t(TAB) == pytest.approx(-215.978, abs=5e-4)


def test_structural_zero_makes_t_negative_without_any_synergy() -> None:
    assert t(records({"U": 1, "I": 1, "G": 1})) == pytest.approx(-415.037, abs=5e-4)
    # independence with p = .3, not empty: weights 3^k·7^(3-k)
    assert t(records({"U": 147, "I": 147, "G": 147, "UI": 63, "UG": 63, "IG": 63, "UIG": 27})) == pytest.approx(
        -188.378, abs=5e-4
    )
    with_empty = [*TAB, {"university": 0, "industry": 0, "government": 0, "count": 90}]
    assert t(with_empty) == pytest.approx(-10.076, abs=5e-4)
    notes = metrics.run("trilateral-transmission", with_empty).notes
    assert any("90 records carry none" in note["en"] for note in notes)


def test_t_stands_beside_the_plain_overlap() -> None:
    result = metrics.run("trilateral-transmission", TAB)
    assert [v.key["quantity"] for v in result.values] == [
        "T_coinformation_mbit",
        "tri-sphere-share",
        "multi-sphere-share",
        "mean-spheres",
    ]
    assert any("structurally empty" in note["en"] for note in result.notes)


def test_forms_are_labelled() -> None:
    for form, word in (("record", "record form"), ("graph", "graph form")):
        notes = metrics.run("trilateral-transmission", TAB, form=form).notes
        assert any(word in note["en"] for note in notes)


def test_redundancy_signs() -> None:
    # R_xyz = T_xyz, R_xy = -T_xy, synergy = -R
    result = metrics.run("redundancy", TAB)
    assert result.headline.value == pytest.approx(-215.978, abs=5e-4)
    assert result.pick(variables="university-industry", quantity="R").value == pytest.approx(-217.458, abs=5e-4)
    assert result.pick(quantity="synergy").value == pytest.approx(215.978, abs=5e-4)
    four = [dict(zip("abcd", bits, strict=True)) for bits in product((0, 1), repeat=4) if sum(bits) % 2 == 0]
    assert metrics.run("redundancy", four, variables="a,b,c,d", permutations=9).headline.value == pytest.approx(-1000)


def test_o_information_tells_parity_from_copies() -> None:
    # parity: H_i = 1, H_ij = 2, H_ijk = 3, H = 3: T4 = 4 - 12 + 12 - 3 = 1; TC = 4 - 3 = 1; DTC = 3 - 0 = 3; Ω = -2
    # copies: every H = 1: T4 = 4 - 6 + 4 - 1 = 1; TC = 4 - 1 = 3; DTC = 1 - 0 = 1; Ω = +2
    parity = [dict(zip("abcd", bits, strict=True)) for bits in product((0, 1), repeat=4) if sum(bits) % 2 == 0]
    copies = [dict.fromkeys("abcd", bit) for bit in (0, 1)]
    for rows, omega, tc, dtc in ((parity, -2000, 1000, 3000), (copies, 2000, 3000, 1000)):
        result = metrics.run("o-information", rows, variables=["a", "b", "c", "d"], permutations=9)
        assert result.headline.value == pytest.approx(omega)
        assert result.pick(quantity="TC").value == pytest.approx(tc)
        assert result.pick(quantity="DTC").value == pytest.approx(dtc)
        assert result.pick(quantity="T4").value == pytest.approx(1000)
        assert result.pick(quantity="R4").value == pytest.approx(-1000)


def test_o_information_counts_civil_society_when_the_column_is_there() -> None:
    rows = records({"U": 5, "IC": 3, "UIGC": 1, "G": 4}, (*NAMES, "civil-society"))
    result = metrics.run("o-information", rows, permutations=99)
    assert {v.key["quantity"] for v in result.values} == {"omega", "TC", "DTC", "T4", "R4"}
    assert not result.exact
    assert metrics.run("o-information", TAB).headline.value == pytest.approx(-215.978, abs=5e-4)  # three: Ω = T


def test_interaction_information() -> None:
    # exclusive or: pairs are independent, so the maximum is flat: I = 3 - 2 = 1 bit; Q = 1; R = 0
    exclusive = [{"university": u, "industry": i, "government": u ^ i} for u, i in product((0, 1), repeat=2)]
    result = metrics.run("interaction-information", exclusive)
    assert [v.value for v in result.values] == [pytest.approx(1000), pytest.approx(1000), pytest.approx(0, abs=1e-6)]
    # copies: the pairs leave no freedom: I = 0; Q = -1; R = I - Q = 1
    copies = metrics.run("interaction-information", records({"": 5, "UIG": 5}))
    assert [v.value for v in copies.values] == [0.0, pytest.approx(-1000), pytest.approx(1000)]


def test_interaction_is_exactly_zero_on_seven_cells() -> None:
    result = metrics.run("interaction-information", TAB, support="seven")
    assert result.headline.value == 0.0
    assert any("seven cells" in note["en"] for note in result.notes)
    with pytest.raises(TableError, match="000 holds 90"):
        metrics.run("interaction-information", [*TAB, dict.fromkeys((*NAMES,), 0) | {"count": 90}], support="seven")


def test_the_fit_agrees_with_the_line_and_gives_the_margins() -> None:
    table = np.array([[[5, 10], [20, 2]], [[60, 8], [6, 4]]], dtype=float)
    line = entropy.binary_interaction(table[None])[0]
    fitted, rounds, error = entropy.fitted_interaction(table)
    assert fitted == pytest.approx(line, abs=1e-7)
    assert rounds < 20_000
    assert error < 1e-9
    wide = np.arange(1.0, 13).reshape(2, 3, 2)
    assert entropy.fitted_interaction(wide)[0] >= 0


def test_variables_must_fit_the_measure() -> None:
    with pytest.raises(ParameterError, match="expected 3 different columns"):
        metrics.run("trilateral-transmission", TAB, variables="university,industry")
    with pytest.raises(ParameterError, match="different columns"):
        metrics.run("trilateral-transmission", TAB, variables="university,university,industry")


def test_firms_have_cramers_v_in_place_of_phi() -> None:
    # geography and technology the same in every firm: V = 1
    firms = [{"geography": g, "technology": g, "size": s} for g in "xyz" for s in "12"]
    result = metrics.run("bilateral-transmission", firms, form="firm", permutations=99)
    assert result.pick(pair="geography-technology", quantity="cramers-v").value == pytest.approx(1)
    assert result.pick(pair="geography-size", quantity="cramers-v").value == pytest.approx(0, abs=1e-9)
    assert result.null == "independent-permutation"
    # of two and three classes the fewer decide: each technology tells the geography, V = √(χ²/N · 1/(2 − 1))
    told = [{"geography": g, "technology": t, "size": s} for g, t in ("xa", "xb", "yc") for s in "12"]
    result = metrics.run("bilateral-transmission", told, form="firm", permutations=9)
    assert result.pick(pair="geography-technology", quantity="cramers-v").value == pytest.approx(1)


def test_three_spheres_of_a_counted_table_of_four() -> None:
    """U 3 with and U 2 without civil society are U 5 when three spheres are counted; a doubled row is refused."""
    names = ("university", "industry", "government", "civil-society", "count")
    rows = [dict(zip(names, row, strict=True)) for row in ((1, 0, 0, 1, 3), (1, 0, 0, 0, 2), (0, 1, 1, 1, 5))]
    found = metrics.run("trilateral-transmission", rows)
    assert found.headline.n == 10
    assert found.headline.value == pytest.approx(1000.0)  # one bit, told by each of the three
    with pytest.raises(TableError, match=r"occurs more than once: 1 / 0 / 0 / 1 \(rows 2, 5\)"):
        metrics.run("trilateral-transmission", [*rows, {**rows[0], "count": 1}])
