"""Names in somebody's table to things in the release, and the release's values to that table."""

from triskele.reconciliation.candidates import Candidate, Wish, reconcile
from triskele.reconciliation.properties import PROPERTIES, TYPES, Property, extend

__all__ = ["PROPERTIES", "TYPES", "Candidate", "Property", "Wish", "extend", "reconcile"]
