"""Releases: the immutable unit everything is keyed on. Open, list, promote, compare, verify; ``build`` makes them."""

from triskele.release.compare import compare_releases
from triskele.release.integrity import verify
from triskele.release.library import Library, Release

__all__ = ["Library", "Release", "compare_releases", "verify"]
