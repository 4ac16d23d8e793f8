"""Releases: the immutable unit everything is keyed on. Build, open, list, promote, compare, verify."""

from triskele.release.build import build_release, validate_file, validate_sources
from triskele.release.compare import compare_releases
from triskele.release.integrity import verify
from triskele.release.library import Library, Release

__all__ = ["Library", "Release", "build_release", "compare_releases", "validate_file", "validate_sources", "verify"]
