"""What the recipes for other programs read is in the exports."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from triskele.ecosystem import Ecosystem
from triskele.exports import write_network
from triskele.networks import Selection, project

PAGE = Path(__file__).parents[2] / "docs/how-to/ergm-and-saom.md"


def test_the_columns_that_r_reads_are_exported(ecosystem: Ecosystem) -> None:
    page = PAGE.read_text(encoding="utf-8")
    projected = project(ecosystem.release, "organisations", Selection(as_of=2012))
    with zipfile.ZipFile(io.BytesIO(write_network(projected, "csv"))) as bundle:
        heads = {name: bundle.read(f"{name}.csv").decode().splitlines()[0].split(",") for name in ("nodes", "links")}
    for name, head in heads.items():
        used = set(re.findall(rf"\b{name}\$(\w+)", page))
        assert used
        assert used <= set(head)
