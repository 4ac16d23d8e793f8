"""What a new region starts from: a settings file, a workbook to fill in, a page that says how."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from triskele.errors import InvalidInput, MissingPackage
from triskele.ledger.vocabulary import Words
from triskele.sources.sheets.words import EVENTS, FIGURES, HOLDS, ORGANISATIONS, TIES, slug

Cells = tuple[str, str]
"""A text in Turkish and in English."""
ROWS = 2000
"""Rows of a column that offer a list."""
NAMES: dict[str, Cells] = {
    ORGANISATIONS: ("Kuruluşlar", "Organisations"),
    TIES: ("Bağlar", "Ties"),
    FIGURES: ("Rakamlar", "Figures"),
    EVENTS: ("Olaylar", "Events"),
}
_HEADS: dict[str, list[tuple[Cells, str, str]]] = {
    # heading, list to choose from, example
    ORGANISATIONS: [
        (("Kuruluş adı", "Name"), "", "Örnek: Kıyı Üniversitesi"),
        (("İngilizce adı", "English name"), "", "Coast University"),
        (("Türü", "Type"), "classes", "University"),
        (("Sarmal alanı", "Sphere"), "spheres", "university"),
        (("İl", "Province"), "", "İzmir"),
        (("İlçe", "District"), "", "Urla"),
        (("Enlem", "Latitude"), "", "38.3229"),
        (("Boylam", "Longitude"), "", "26.7640"),
        (("Kuruluş yılı", "Founded"), "", "1992"),
        (("Kapanış yılı", "Closing year"), "", ""),
        (("Kısa adı", "Short name"), "", "KÜ"),
        (("ROR", "ROR ID"), "", "https://ror.org/000000000"),
        (("Web", "Website"), "", "https://kiyi.example"),
        (("Çalışan sayısı", "Employees"), "", "850"),
        (("Ciro (TL)", "Turnover (TRY)"), "", ""),
        (("Not", "Note"), "", ""),
    ],
    TIES: [
        (("Kaynak", "Source"), "", "Örnek: Kıyı Üniversitesi"),
        (("Hedef", "Target"), "", "Yelken Makine A.Ş."),
        (("Bağ türü", "Tie type"), "tie-types", "rnd-partnership"),
        (("Başlangıç", "Start"), "", "2016"),
        (("Bitiş", "End"), "", ""),
        (("Tutar", "Amount"), "", "1500000"),
        (("Para birimi", "Currency"), "currencies", "TRY"),
        (("Belge", "Document"), "", "Proje sözleşmesi"),
        (("Not", "Note"), "", ""),
    ],
    FIGURES: [
        (("Kuruluş", "About"), "", "Örnek: Kıyı Üniversitesi"),
        (("Ölçü", "Measure"), "measures", "patent-count"),
        (("Değer", "Value"), "", "12"),
        (("Birim", "Unit"), "", "one"),
        (("Yıl", "Year"), "", "2023"),
        (("Not", "Note"), "", ""),
    ],
    EVENTS: [
        (("Kuruluş", "Subject"), "", "Örnek: Kıyı Üniversitesi"),
        (("Olay türü", "Event type"), "event-types", "opening"),
        (("Olay adı", "Label"), "", "Yeni yerleşke açıldı"),
        (("Tarih", "Date"), "", "2019-09"),
        (("Katılanlar", "Participants"), "", ""),
        (("Not", "Note"), "", ""),
    ],
}  # fmt: skip
_EXPLAINED: list[Cells] = [
    ("Bu çalışma kitabı bölgenizdeki kuruluşları ve aralarındaki bağları toplar.",
     "This workbook gathers the organisations of your region and the ties between them."),
    ("Kuruluşlar sayfasına her kuruluşu bir kez yazın; öbür sayfalar onu aynı adla anar.",
     "Write every organisation once in the sheet of organisations; the other sheets name it the same way."),
    ("Türler listeden seçilir; listede olmayan bir sözcük de yazılabilir, ne sayıldığı size bildirilir.",
     "Types are chosen from lists; another word may be written too, and you are told what it was taken for."),
    ("Tarih: 2016, 2016-03 ya da 2016-03-31. Bilinmeyen hücreyi boş bırakın; tahmin yazmayın.",
     "Dates: 2016, 2016-03 or 2016-03-31. Leave a cell empty when it is not known; do not guess."),
    ("Örnek: ile başlayan satırlar okunmaz; üzerlerine yazın ya da silin.",
     "Rows that begin with Örnek: or Example: are not read; write over them or delete them."),
    ("Enlem ve boylam derecedir (38.3229; 26.7640); harita ili ve ilçeyi, içlerindeki kuruluşların ortasına koyar.",
     "Latitude and longitude are degrees (38.3229; 26.7640); the map puts province and district in the middle of the "
     "organisations in them."),
    ("Bağın kaynağı, türünün aşağıdaki tanımında kaynak olandır; hedefi öbürüdür. Taraflar eşitse sıra önemsizdir.",
     "The source of a tie is who is the source in the meaning of its type below; the target is the other. Where both "
     "are alike the order does not matter."),
    ("Sütun eklemek, silmek ve sıralamak serbesttir; kendi tablolarınızı da aynı klasöre koyabilirsiniz.",
     "Columns may be added, deleted and moved; tables of your own may lie in the same folder too."),
    ("Kuruluşların anahtarları ilk derlemede keys.csv dosyasına yazılır ve ad değişse de korunur.",
     "Keys of organisations are written to keys.csv at the first build and kept when a name changes."),
]  # fmt: skip


def both(label: Cells) -> str:
    """A label in both languages, as the lists offer it."""
    tr, en = label
    return tr if tr == en or not en else f"{tr} / {en}" if tr else en


def write_template(path: Path, words: Words) -> None:
    """A workbook with a sheet for each kind of table, lists to choose from, an example row, and an explanation."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
    except ImportError as error:
        raise MissingPackage("openpyxl is not installed.", hint='Install it: pip install "triskele[own]".') from error
    lists = _lists(words)
    book = Workbook()
    explained = book.active
    explained.title = "Açıklama"
    explained.column_dimensions["A"].width = explained.column_dimensions["B"].width = 75
    for row in [("Türkçe", "English"), *_EXPLAINED]:
        explained.append(row)
    explained.append(())
    explained.append(("Bağ türü: kim kaynak, kim hedef", "Tie type: who is source, who is target"))
    headed = (1, explained.max_row)
    for row in _meanings(words):
        explained.append(row)
    for number in headed:
        for cell in explained[number]:
            cell.font = Font(bold=True)
    for number in range(1, explained.max_row + 1):
        for cell in explained[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    offered = book.create_sheet("Listeler")
    where: dict[str, str] = {}
    for number, (name, choices) in enumerate(lists.items(), start=1):
        letter = get_column_letter(number)
        for row_number, text in enumerate([name, *choices.values()], start=1):
            offered.cell(row_number, number, text)
        where[name] = f"Listeler!${letter}$2:${letter}${len(choices) + 1}"
    for holds in HOLDS:
        sheet: Any = book.create_sheet(NAMES[holds][0])
        heads = _HEADS[holds]
        sheet.append([both(label) for label, _, _ in heads])
        sheet.append([lists[name].get(text, text) if name else text for _, name, text in heads])
        for column, (label, name, _) in enumerate(heads, start=1):
            letter = get_column_letter(column)
            sheet.column_dimensions[letter].width = max(16, len(both(label)) + 2)
            head, example = sheet[f"{letter}1"], sheet[f"{letter}2"]
            head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F0")
            example.font = Font(italic=True, color="777777")
            if name:
                choice = DataValidation(
                    type="list", formula1=f"={where[name]}", allow_blank=True, showErrorMessage=False
                )
                sheet.add_data_validation(choice)
                choice.add(f"{letter}2:{letter}{ROWS}")
        sheet.freeze_panes = "B2"
    book.move_sheet(offered, offset=len(HOLDS))
    offered.sheet_state = "hidden"
    book.active = 1
    book.save(path)


def _lists(words: Words) -> dict[str, dict[str, str]]:
    """What each list offers: our word and how it is shown, in Turkish order."""
    from triskele.text import collation_key

    spheres = {k: v for k, v in words.concepts["spheres"].items() if k != "hybrid"}
    schemes = {"classes": words.classes, "spheres": spheres} | {
        name: words.concepts[name] for name in ("tie-types", "measures", "event-types")
    }
    lists = {
        name: dict(
            sorted(((key, both(label)) for key, label in found.items()), key=lambda item: collation_key(item[1]))
        )
        for name, found in schemes.items()
    }
    return {**lists, "currencies": {"TRY": "TRY", "EUR": "EUR", "USD": "USD"}}


def _meanings(words: Words) -> list[Cells]:
    """Each tie type with what it means, in Turkish order."""
    from triskele.text import collation_key

    names = words.concepts["tie-types"]
    said = [
        (f"{names[key][0]}: {tr}", f"{names[key][1]}: {en}") for key, (tr, en) in words.meanings.items() if key in names
    ]
    return sorted(said, key=lambda row: collation_key(row[0]))


def new_region(folder: Path, words: Words) -> list[Path]:
    """Make the folder of a region; InvalidInput when there is one already. The files that were written."""
    if folder.exists() and any(folder.iterdir()):
        raise InvalidInput(f"{folder} is there already and is not empty.", hint="Choose another name.")
    (folder / "tables").mkdir(parents=True)
    name = folder.resolve().name
    settings, workbook, readme = folder / "triskele.toml", folder / "tables" / "region.xlsx", folder / "README.md"
    settings.write_text(
        _SETTINGS.format(title=name.replace("\\", "").replace('"', ""), key=slug(name)), encoding="utf-8"
    )
    write_template(workbook, words)
    readme.write_text(_README.format(name=name), encoding="utf-8")
    return [settings, workbook, readme]


_SETTINGS = """\
# Whose the data of this folder are. What is left empty is claimed by nobody.
# Bu klasördeki verinin kime ait olduğu. Boş bırakılanı kimse ileri sürmez.
[about]
title.tr = "{title}"
title.en = "{title}"
publisher = ""        # the body that publishes it / yayımlayan kurum
creators = []         # who made the data, "Name <https://orcid.org/...>" for a person / veriyi kimler yaptı
licence = ""          # its address / adresi: https://creativecommons.org/licenses/by/4.0/
namespace = "https://example.org/{key}/"   # an address of yours: IRIs begin so / IRI'lerin başı
languages = ["tr"]    # of names without a language of their own / dili belirtilmemiş adların dili: "tr", "en"
contact = ""          # an address for questions / sorular için adres

[settings]
seeds = "tables"
data = "data"
"""
_README = """\
# {name}

1. Fill in `tables/region.xlsx`, or put your own tables beside it: .xlsx, .xls, .ods, CSV, Parquet, GraphML, GEXF,
   Pajek.
2. `triskele import check` says how they are read and what is wrong, by sheet, row and column.
3. `triskele build` makes a release of them, `triskele serve` shows it at http://127.0.0.1:8000/.

Read wrongly? `triskele import guess` writes `tables/mapping.yaml`; change it there. Title, publisher, licence and the
beginning of the IRIs stand in `triskele.toml`. Keep `tables/keys.csv`: it holds the keys that organisations were given.

## Türkçe

1. `tables/region.xlsx` dosyasını doldurun ya da kendi tablolarınızı yanına koyun: .xlsx, .xls, .ods, CSV, Parquet,
   GraphML, GEXF, Pajek.
2. `triskele import check` tabloların nasıl okunduğunu ve neyin yanlış olduğunu sayfa, satır ve sütunla bildirir.
3. `triskele build` bunlardan bir sürüm derler, `triskele serve` onu http://127.0.0.1:8000/ adresinde gösterir.

Yanlış mı okundu? `triskele import guess` komutu `tables/mapping.yaml` dosyasını yazar; orada düzeltin. Başlık,
yayımlayan, lisans ve IRI'lerin başı `triskele.toml` içinde.
`tables/keys.csv` dosyasını saklayın: kuruluşlara verilen
anahtarlar oradadır.
"""
