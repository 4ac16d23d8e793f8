"""The catalogue: lists, pages and facets as questions to the tables of a release."""

from triskele.catalogue.collection import Catalogue, open_catalogue
from triskele.catalogue.documents import Writer
from triskele.catalogue.making import build

__all__ = ["Catalogue", "Writer", "build", "open_catalogue"]
