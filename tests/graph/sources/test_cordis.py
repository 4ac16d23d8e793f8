"""CORDIS: the published samples come out as their description says; broken files are told, row by row."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.graph.sources.reading import SAMPLES, Came, packed, read
from triskele.sources.dumps.cordis.cells import is_person
from triskele.sources.dumps.quoted import Record, records

HORIZON = "cordis-HORIZONprojects-csv.zip"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Came:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "eu").mkdir()
    for path in SAMPLES.glob("cordis-*.zip"):
        shutil.copy(path, folder / "eu")
    return read(folder)


def members() -> dict[str, str]:
    with zipfile.ZipFile(SAMPLES / HORIZON) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_counts(both: Came) -> None:
    actors = {r["key"] for r in both["things"] if r["kind"] == "actor"}
    # 12 PICs less one person in Horizon; H2020 adds 31 and 32 to 11, 13 and 15
    assert len(actors) == 13
    assert "pic-100000019" not in actors
    assert (len(both.ties("participation")), len(both.ties("coordination"))) == (13 + 5, 4 + 1)


def test_the_person_is_named_nowhere(both: Came) -> None:
    assert not [r for rows in both.tables.values() for r in rows if "DEMIR" in str(r)]
    assert "DEMIR" not in str(both.findings)


@pytest.mark.parametrize(
    ("pic", "sphere"),
    [("11", "university"), ("12", "unknown"), ("13", "government"), ("14", "industry"), ("15", "unknown"),
     ("16", "unknown"), ("17", "university"), ("18", "unknown"), ("21", "unknown"), ("22", "unknown"),
     ("29", "university"), ("31", "industry")],
)  # fmt: skip
def test_spheres(both: Came, pic: str, sphere: str) -> None:
    (row,) = both.of("spheres", f"pic-1000000{pic}")
    assert (row["sphere"].rsplit("#")[-1], row["share"]) == (sphere, "0" if sphere == "unknown" else "1")


def test_names_keep_their_quotes_and_semicolons(both: Came) -> None:
    names = {r["text"]: r["preferred"] for r in both.of("names", "pic-100000014")}
    assert names == {'OSMAN VE KIZLARI "HAVACILIK" MAKINE SANAYI LIMITED SIRKETI': True, "OK; Havacilik": False}
    assert [r["text"] for r in both.of("names", "pic-100000031")] == ['TEKNE "MAVI" DENIZCILIK A.S.']
    assert [r["text"] for r in both.of("names", "pic-100000018")] == ["INSTITUTI I TEKNOLOGJISE PRISHTINE"]


@pytest.mark.parametrize(
    ("key", "place"),
    [("pic-100000011", "city-tr-tr310-izmir"), ("pic-100000016", "city-gr-el303-athina"),
     ("pic-100000017", "city-gb-uki31-northbridge"), ("pic-100000018", "city-xk-pristina"), ("pic-100000022", None)],
)  # fmt: skip
def test_places(both: Came, key: str, place: str | None) -> None:
    found = both.one("things", key)["place"]
    assert (found and found.rsplit("/")[-1]) == place


def test_a_region_is_no_province(both: Came) -> None:
    assert both.one("things", "nuts-tr31")["class"].endswith("#Region")
    assert both.one("things", "nuts-tr310")["class"].endswith("#Province")


def test_points_with_and_without_brackets(both: Came) -> None:
    points = [(both.one("things", k)["lat"], both.one("things", k)["long"]) for k in ("pic-100000011", "pic-100000021")]
    assert points == [("38.4557", "27.2276"), ("47.5", "19.04")]


def test_money(both: Came) -> None:
    def amount(project: int, pic: int) -> str | None:
        return both.one("ties", f"cordis-{project}-pic-{pic}")["amount"]

    assert amount(199000001, 100000011) == "1150000.25"
    assert "1250000.5 EUR; total cost 1250000.5 EUR" in both.one("ties", "cordis-199000001-pic-100000011")["note_en"]
    assert amount(199000001, 100000014) == "500000"  # said twice, counted once
    assert amount(199000001, 100000013) == "0"  # a real zero
    assert amount(199000001, 100000016) == "100000.25"  # a third party's own money
    assert amount(199000001, 100000017) is None
    assert amount(999002, 100000013) is None
    figures = {r["key"]: r["value"] for r in both["figures"]}
    assert [figures.get(f"cordis-19900000{n}-support-amount") for n in (1, 2, 3, 4)] == [
        "2650000.75", "1999999.99", "850000", "150000"
    ]  # fmt: skip
    assert [figures.get(f"cordis-19900000{n}-budget") for n in (1, 2, 3, 4)] == ["4200000.75", None, None, None]


@pytest.mark.parametrize(
    ("key", "dates"),
    [
        ("cordis-199000001-pic-100000011", ("2023-01-01", "2026-12-31", None)),
        ("cordis-199000002-pic-100000012", ("2021-06-01", "2024-05-31", None)),
        ("cordis-199000002-pic-100000018", ("2021-06-01", None, "2024-05-31")),
        ("cordis-199000003-pic-100000015", ("2022-03-01", "2022-11-30", None)),
        ("cordis-199000004-pic-100000011", (None, None, None)),
    ],
)
def test_dates(both: Came, key: str, dates: tuple[str | None, ...]) -> None:
    row = both.one("ties", key)
    assert (row["valid_from"], row["valid_to"], row["valid_to_latest"]) == dates


def test_every_row_is_accounted_for(both: Came) -> None:
    said = {(f.file, f.message_en) for f in both.found("counts")}
    assert (f"{HORIZON} [organization.csv]",
            "17 rows read = 13 loaded + 4 reported. Reported: 1 orphan, 1 person, 2 repeated.") in said  # fmt: skip


def test_findings(both: Came) -> None:
    rows = {f.shape: f.row for f in both.findings if f.file == f"{HORIZON} [organization.csv]" and f.row}
    assert rows == {
        "dump/orphan": 18, "dump/repeated-row": 5, "dump/second-row": 17, "dump/natural-person": 15,
        "dump/probably-same": 9, "dump/type-of-name": 10, "dump/country": 14, "dump/country-code": 11,
        "dump/left-early": 11,
    }  # fmt: skip
    assert [f.value for f in both.found("coordinators")] == ["999002"]
    assert [f.value for f in both.found("cost-not-declared")] == ["0", "", ""]


def test_evidence_says_file_member_and_row(both: Came) -> None:
    row = both.one("evidence", "cordis-199000001-pic-100000015")
    assert (row["section"], row["line_from"], row["document"].rsplit("/")[-1]) == (
        "organization.csv", 3, "cordis-horizonprojects-csv-zip"
    )  # fmt: skip
    supported = {r["thing"] for r in both["supports"]}
    claims = [r["iri"] for table in ("ties", "figures") for r in both[table]]
    assert supported.issuperset(claims)


def test_a_selection_by_country_and_partners(tmp_path: Path) -> None:
    packed(tmp_path, HORIZON, members())
    (tmp_path / "eu" / "sources.toml").write_text('country = ["GR"]\n')
    alone = read(tmp_path)
    assert {r["key"] for r in alone["things"] if r["kind"] == "actor"} == {"pic-100000016"}
    (tmp_path / "eu" / "sources.toml").write_text('country = ["GR"]\npartners = true\n')
    assert len(read(tmp_path).ties("participation")) == 6  # all of 199000001
    (tmp_path / "eu" / "sources.toml").write_text("to_year = 2021\n")
    assert {r["key"] for r in read(tmp_path)["things"] if r["kind"] == "thing"} == {"cordis-199000002"}


def test_a_cut_zip_is_an_error_and_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "eu").mkdir()
    (tmp_path / "eu" / HORIZON).write_bytes((SAMPLES / HORIZON).read_bytes()[:2000])
    came = read(tmp_path)
    assert not came.whole
    assert not came["ties"]
    assert [f.severity for f in came.found("unreadable")] == ["error"]
    assert "no whole zip" in str(came.findings)


@pytest.mark.parametrize(("at", "byte"), [(6, 80), (9, 8)], ids=["a version nobody has", "a name that is no text"])
def test_a_directory_that_zipfile_stumbles_over_is_an_error(tmp_path: Path, at: int, byte: int) -> None:
    """``zipfile`` raises NotImplementedError and UnicodeDecodeError here, not BadZipFile."""
    (tmp_path / "eu").mkdir()
    raw = bytearray((SAMPLES / HORIZON).read_bytes())
    entry = raw.find(b"PK\x01\x02")
    raw[entry + at] = byte
    raw[entry + 46] = 0xD6
    (tmp_path / "eu" / HORIZON).write_bytes(raw)
    came = read(tmp_path)
    assert not came.whole
    assert "no whole zip" in str(came.findings)


def test_a_damaged_member_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "eu").mkdir()
    raw = bytearray((SAMPLES / HORIZON).read_bytes())
    at = raw.find(b"organization.csv") + 60
    raw[at : at + 8] = bytes(8)
    (tmp_path / "eu" / HORIZON).write_bytes(raw)
    came = read(tmp_path)
    assert not came.whole
    assert not came["ties"]
    assert came.found("unreadable")


def test_commas_are_refused(tmp_path: Path) -> None:
    given = members()
    came = read(packed(tmp_path, HORIZON, given | {"project.csv": given["project.csv"].replace('";"', '","')}))
    assert not came.whole
    assert "separated by semicolons" in came.found("unreadable")[0].message_en


def test_a_row_that_lost_a_quote_does_not_swallow_the_next(tmp_path: Path) -> None:
    given = members()
    text = given["organization.csv"].replace('"Institut für Zukünftige Werkstoffe e.V.";"IZW"', '"Institut für', 1)
    came = read(packed(tmp_path, HORIZON, given | {"organization.csv": text}))
    assert [(f.row, f.severity) for f in came.found("broken-row")] == [(3, "warning")]
    assert len(came.ties("participation")) == 12


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    given = members()
    came = read(packed(tmp_path, HORIZON, given | {"project.csv": given["project.csv"] + " " * 50_000_000}))
    assert not came.whole
    assert "unfolds from" in came.found("unreadable")[0].message_en


@pytest.mark.parametrize(
    ("change", "person"),
    [
        ({}, True),
        ({"name": "DEMIR-YILMAZ Ayse"}, True),
        ({"street": "Ana cadde 1"}, False),  # a firm has an address
        ({"activityType": "HES"}, False),
        ({"name": "DEMIR SANAYI AS"}, False),
        ({"name": "Bauer Maschinen e.K.", "street": "Am Forst 3"}, True),  # a sole trader is a person
    ],
)
def test_who_is_a_person(change: dict[str, str], person: bool) -> None:
    empty = dict.fromkeys(("street", "postCode", "city", "vatNumber"), "")
    assert is_person({"name": "DEMIR Ayse Nur", "activityType": "PRC"} | empty | change) is person


def test_findings_beyond_the_first_of_a_kind_are_counted(tmp_path: Path) -> None:
    given = members()
    orphan = given["organization.csv"].splitlines()[-1] + "\n"
    came = read(packed(tmp_path, HORIZON, given | {"organization.csv": given["organization.csv"] + orphan * 300}))
    told = came.found("orphan")
    assert len([f for f in told if f.row]) == 200
    assert [f.value for f in told if not f.row] == ["301"]


def test_a_long_name_is_looked_at_once() -> None:
    """A pattern that tries every way to cut a word would take hours for this one."""
    nothing = dict.fromkeys(("street", "postCode", "city", "vatNumber"), "")
    assert not is_person({"name": f"{'A' * 5000} {'b' * 5000}1", "activityType": "PRC", **nothing})
    assert is_person({"name": "O'NEIL-SMITH Ada M.", "activityType": "PRC", **nothing}) is False  # ends in a capital
    assert is_person({"name": "O'NEIL-SMITH Ada", "activityType": "PRC", **nothing})


def test_a_file_that_another_program_saved_again(tmp_path: Path) -> None:
    """Quotes only where they are needed, CRLF, a byte order mark: the same rows, line breaks in cells too."""
    given = members()
    for name in ("project.csv", "organization.csv"):
        rows = [Record(1, (first := given[name].splitlines()[0])[1:-1].split('";"')),
                *records(enumerate(given[name].splitlines(keepends=True)[1:], 2), first.count(";") + 1)]  # fmt: skip
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(r.cells for r in rows if r.cells)
        given[name] = "\ufeff" + out.getvalue()
    came = read(packed(tmp_path, HORIZON, given))
    assert [f.message_en for f in came.found("counts")] == [
        "17 rows read = 13 loaded + 4 reported. Reported: 1 orphan, 1 person, 2 repeated.",
        "4 rows read = 4 loaded + 0 reported.",
    ]
    assert (len(came.ties("participation")), len(came.ties("coordination"))) == (13, 4)


def test_an_id_of_another_length_is_kept_and_told(tmp_path: Path) -> None:
    given = members()
    came = read(
        packed(tmp_path, HORIZON, given | {"organization.csv": given["organization.csv"].replace("100000013", "0013")})
    )
    assert [f.value for f in came.found("pic")] == ["0013"]
    assert [r["value"] for r in came.of("identifiers", "pic-0013") if r["scheme"] == "pic"] == ["0013"]


def test_a_newer_row_that_leaves_the_vat_number_open_takes_none_away(tmp_path: Path) -> None:
    texts = members()
    lines = texts["organization.csv"].splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if '"100000011"' in line)
    (head,) = csv.reader([lines[0]], delimiter=";")
    (cells,) = csv.reader([lines[first]], delimiter=";")
    cells[head.index("contentUpdateDate")], vat = "2030-01-01 00:00:00", cells[head.index("vatNumber")]
    cells[head.index("vatNumber")] = ""
    cells[head.index("projectID")] = "199000002"
    newer = ";".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"
    came = read(packed(tmp_path, HORIZON, texts | {"organization.csv": "".join([*lines, newer])}))
    assert vat
    assert vat in [r["value"] for r in came.of("identifiers", "pic-100000011") if r["scheme"] == "vat"]
