"""An invented region as an analyst at a development agency would have it: 60 organisations and 120 ties between them.

Written in three ways: a workbook with title rows, the same as .ods, and CSV in Windows-1254 with semicolons and decimal
commas. All bodies are invented.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

Rows = list[list[Any]]
_TOWNS = ["Kıyıköy", "Dağönü", "Ovacık", "Göl Kenarı", "Şirinada"]
_KINDS = [
    # how many, name, type as an analyst writes it
    (4, "{} Üniversitesi", "Üniversite"),
    (4, "{} TTO", "TTO"),
    (5, "{} Organize Sanayi Bölgesi", "OSB"),
    (4, "{} Teknokent", "Teknopark"),
    (5, "{} Sanayi ve Ticaret Odası", "Oda"),
    (5, "{} Belediyesi", "Belediye"),
    (3, "{} Kalkınma Ajansı", "Kalkınma Ajansı"),
    (5, "{} Yazılım Derneği", "STK"),
    (20, "{} Makine San. ve Tic. A.Ş.", "A.Ş."),
    (5, "{} Gıda; Tarım ve Hayvancılık Ltd. Şti.", "Ltd. Şti."),
]
_NAMES = ["Işık", "İncir", "Çınar", "Şahin", "Göksu", "Ünlü", "Öncü", "Yıldız", "Ağaç", "Deniz", "Kaya", "Irmak",
          "İpek", "Çakıl", "Şimşek", "Gürgen", "Üzüm", "Öz", "Yaprak", "Bağ"]  # fmt: skip


def organisations() -> Rows:
    """Headings and 60 rows: number, name, type, province, founded, turnover, staff, website, and where those of one
    town stand."""
    rows: Rows = [
        [
            "Sıra No",
            "Kuruluş Adı",
            "Türü",
            "İl",
            "Kuruluş Yılı",
            "Ciro 2023 (TL)",
            "Çalışan Sayısı",
            "Web",
            "Enlem",
            "Boylam",
        ]
    ]
    for count, pattern, kind in _KINDS:
        for number in range(count):
            name = pattern.format(_NAMES[number % len(_NAMES)])
            at = len(rows)
            founded: Any = 1950 + at
            if at % 7 == 0:
                founded = datetime(1950 + at, 3, 1)
            elif at % 7 == 1:
                founded = f"{1950 + at}.0"
            elif at % 7 == 2:
                founded = "NA"
            firm = kind in ("A.Ş.", "Ltd. Şti.")
            turnover: Any = (1_250_000.5 + at * 1000) if firm else ""
            rows.append([at, name, kind, _TOWNS[at % 5], founded, turnover, 10 + at if firm else None,
                         f"www.kurum{at}.example" if at % 3 == 0 else "-",
                         *((38 + at / 100, 27.5) if at % 5 == 0 else ("", ""))])  # fmt: skip
    rows[2][1] = rows[2][1].replace(" ", "\u00a0")  # a blank that does not break
    return rows


def ties() -> Rows:
    """Headings and 120 rows: from, to, type, start, amount, note."""
    rows: Rows = [["Kaynak Kuruluş", "Hedef Kuruluş", "İlişki Türü", "Başlangıç Yılı", "Tutar (TL)", "Açıklama"]]
    names = [row[1].replace("\u00a0", " ") for row in organisations()[1:]]
    kinds = ["Ar-Ge ortaklığı", "üyelik", "tedarik", "iş birliği", "mali destek", "protokol"]
    for number in range(120):
        source, target = names[number % 60], names[(number * 7 + 3 + number // 60) % 60]
        if source == target:
            target = names[(number * 7 + 5) % 60]
        kind = kinds[number % len(kinds)]
        amount: Any = 250_000.75 if kind == "mali destek" else ""
        rows.append([source, target, kind, 2000 + number % 24, amount, f"Kayıt {number + 1}"])
    return rows


def write_xlsx(folder: Path) -> None:
    """One workbook: a title, an empty row, joined heads, an empty column, and a sum at the end."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Paydaşlar"
    sheet.append(["Kıyı Bölgesi paydaş listesi"])
    sheet.merge_cells("A1:I1")
    sheet.append([])
    for row in organisations():
        sheet.append([*row[:4], None, *row[4:]])
    sheet.append(["Toplam", None, None, None, None, None, 99_999_999])
    other = book.create_sheet("İlişkiler")
    for row in ties():
        other.append(row)
    book.save(folder / "paydaslar.xlsx")


def write_csv(folder: Path) -> None:
    """Two files as a Turkish Excel saves them."""
    for name, rows in (("paydaslar", organisations()), ("iliskiler", ties())):
        with open(folder / f"{name}.csv", "w", encoding="windows-1254", newline="") as file:
            csv.writer(file, delimiter=";").writerows([[_turkish(cell) for cell in row] for row in rows])


def _turkish(cell: Any) -> Any:
    if isinstance(cell, float):
        return f"{cell:_.2f}".replace(".", ",").replace("_", ".")
    return f"{cell:%d.%m.%Y}" if isinstance(cell, datetime) else cell


def write_ods(folder: Path) -> None:
    """The same as an OpenDocument spreadsheet, as plainly as the format allows."""
    import zipfile
    from xml.sax.saxutils import escape

    def cell(value: Any) -> str:
        if value in (None, ""):
            return "<table:table-cell/>"
        if isinstance(value, datetime):
            return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
        if isinstance(value, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'

    sheets = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in (("Paydaşlar", organisations()), ("İlişkiler", ties()))
    )
    spaces = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
        f'xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(folder / "paydaslar.ods", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), kind)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
