"""The command line. ``main`` parses; the other modules call the library and print."""

from triskele.cli.main import main, make_parser, run

__all__ = ["main", "make_parser", "run"]
