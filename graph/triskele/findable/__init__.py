"""A release described for whoever finds and harvests it: schema.org, typed links, RO-Crate, Croissant, feeds.

Everything is said of what the set says of itself; what nobody gave, nobody claims.
"""

from triskele.findable.facts import Facts, File
from triskele.findable.links import Link

__all__ = ["Facts", "File", "Link"]
