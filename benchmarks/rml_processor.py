"""The published mapping run by a processor that is not ours: morph-kgc over the tables of a release makes the graphs of
the sources again, equal under RDFC-1.0. It pins old libraries and so gets an environment of its own.

    python benchmarks/rml_processor.py [RELEASE_FOLDER]

Without a folder the tiny ecosystem is built. Ends with 1 when the datasets differ. Integers are compared as values:
the processor writes 01 as 1, as R2RML's natural mapping has it.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox

from triskele.release.build import build_release
from triskele.settings import Settings
from triskele.terms import GRAPH, SOURCE_GRAPH

ROOT = Path(__file__).resolve().parents[1]
PROCESSOR = "morph-kgc==2.10.0"
CONFIGURATION = """[CONFIGURATION]
output_file: {output}
output_format: N-QUADS
number_of_processes: 1
[mapping]
mappings: mapping.rml.ttl
"""
_ZEROS = re.compile(r'"([+-]?)0+(\d+)"(\^\^<[^>]*integer>)')


def canonical(lines: str) -> set[str]:
    """The statements of N-Quads with the labels of RDFC-1.0."""
    dataset = ox.Dataset(ox.parse(_ZEROS.sub(r'"\1\2"\3', lines).encode(), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def ours(release: Path) -> str:
    """What sources say, as the release has it: their graphs, and graphs whose names are not ours."""
    with gzip.open(release / "data.nq.gz", "rt", encoding="utf-8", newline="\n") as lines:
        return "".join(
            line
            for line in lines
            if (graph := line[:-3].rpartition(" ")[2]).startswith(f"<{SOURCE_GRAPH}")
            or not graph.startswith((f"<{GRAPH}", "_:"))
        )


def theirs(release: Path, folder: Path) -> str:
    """What the processor makes of the document and the tables of a release."""
    python = folder / "environment" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", PROCESSOR], check=True)
    output = folder / "theirs.nq"
    (folder / "run.ini").write_text(CONFIGURATION.format(output=output), encoding="utf-8")
    subprocess.run([str(python), "-m", "morph_kgc", str(folder / "run.ini")], check=True, cwd=release)
    return output.read_text(encoding="utf-8")


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="triskele-rml-") as name:
        folder = Path(name)
        if arguments:
            release = Path(arguments[0]).resolve()
        else:
            seeds = ROOT / "tests" / "tiny" / "seeds"
            release = build_release(Settings.read({}, data=folder / "data", seeds=seeds)).folder
        mine, other = canonical(ours(release)), canonical(theirs(release, folder))
    print(f"ours {len(mine)}, theirs {len(other)}, equal {len(mine & other)}")
    for mark, lines in (("only ours:", mine - other), ("only theirs:", other - mine)):
        for line in sorted(lines)[:20]:
            print(mark, line)
    return int(mine != other)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
