"""The catalogue: a release read once into compact records, for lists, pages and the command line."""

from triskele.catalogue.collection import Catalogue, open_catalogue, read_catalogue
from triskele.catalogue.documents import Writer

__all__ = ["Catalogue", "Writer", "open_catalogue", "read_catalogue"]
