"""The command line. ``main`` parses; the other modules call the library and print."""

from triskele.cli.main import main, run
from triskele.cli.parser import make_parser

__all__ = ["main", "make_parser", "run"]
