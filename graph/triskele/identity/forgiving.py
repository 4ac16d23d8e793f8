"""Words that one name of a body has and another leaves out, because they say nothing more than the rest."""

from __future__ import annotations

import re

from triskele.folding.names import Name
from triskele.folding.words import canonical, data, towns, word_list
from triskele.identity.aligning import Left, slip
from triskele.identity.body import Body, elsewhere
from triskele.text import fold

_EDGE = re.compile(r"^[A-ZÇĞİÖŞÜ]{2,8}(?!\w)|(?<!\w)[A-ZÇĞİÖŞÜ]{2,8}$")
"""A word in capitals that begins or ends a name."""


_TRADING = ("industry", "commerce")
"""What firms leave out alone; any other trade only together with more, because firms name their daughters by it."""


_DOING = ("research", "innovation", "technology", "science")
"""What institutes do, all of them: Tecnalia is Fundación Tecnalia Research & Innovation."""


_TECHNICAL = ("ar", "ge", "research", "development")
"""What firms of technology do, all of them."""


_RUN_BY = frozenset({"industrial-zone", "free-zone", "technopark", "municipality"})
_RUN = ("directorate", "management", "presidency")
"""Who speaks for a zone or park in law."""


_OWNED = ("University", "ResearchInstitute")
"""What registers name by the foundation that it is in law: Stichting Deltares, Bilkent Üniversitesi Vakıf."""


_SAID_OR_NOT = ("national", "higher", "graduate", "general", "state", "public", "saint")
"""What names of one body say in one language and not in another: École supérieure, School."""


def _label(left: Left, one: Name, two: Name) -> str:
    """What only one name has, in capitals before or behind all else: the label a body goes by beside its name."""
    for mine, other, name in ((left.a, left.b, one), (left.b, left.a, two)):
        if len(mine) == 1 and not other and len(left.common) > 2:
            edges = _EDGE.findall(name.text)
            if not name.text.isupper() and any(fold(edge) == mine[0] for edge in edges):
                return mine[0]
    return ""


def forgive(left: Left, one: Name, two: Name, a: Body, b: Body, kinds: tuple[frozenset[str], frozenset[str]]) -> None:
    """Leave out what says nothing more than the other side has: its town, its kind, the trade of a firm."""
    if not left.common:
        return
    places = {fold(p) for p in (*a.around, *b.around, a.place, b.place) if p} if not elsewhere(a, b) else set()
    places = {towns().get(p, p) for p in places}
    places |= {word for p in places for word in p.split() if p.split()[0] in left.common}  # upon Tyne, am Main
    trades, parts = word_list("trade"), word_list("kinds", "parts")
    part = one.kinds & two.kinds & parts
    regions = word_list("regions")
    own = any(w not in towns() and (w in regions or w not in data()["same"]) for w in left.common)
    firm = not one.kinds and not two.kinds and all(not k or "firm" in k for k in kinds)
    lead = one.words[0] == two.words[0] or slip(one.words[0], two.words[0])
    lead = lead or "".join(one.spelt[:2]) == two.spelt[0] or one.spelt[0] == "".join(two.spelt[:2])
    firm = firm and {one.form, two.form} <= {"", "joint-stock", "limited", "company"}
    ideas = {canonical(place) for place in places} if left.foreign else set()
    near = not (a.here.isdisjoint(b.here) and a.here and b.here)
    sure = near and (own or len(left.common) > 2)
    label = _label(left, one, two) if own else ""
    bodies = a.cls == b.cls == "ResearchInstitute" and own and not elsewhere(a, b)
    firm = firm and not all(trades.difference(_TRADING).intersection(words) for words in (left.a, left.b))  # two trades
    for mine, of_other in ((left.a, kinds[1]), (left.b, kinds[0])):
        trading = [word for word in mine if word in trades or (word == "technical" and trades & set(mine))]
        daughter = word_list("trade", "daughters").issuperset(trading)
        for word in list(mine):
            in_place = word in places and (near or len(left.common) > 1)
            in_place = in_place and (not part or (own and word in towns().values()))
            told = word in of_other
            whole = part and own and word in ("university", "technical")
            whole = whole or (part and own and word in regions and "university" in mine)
            trade = firm and lead and word in trading and (word in _TRADING or (len(trading) > 1 and not daughter))
            trade = trade or (firm and lead and "technology" in left.common and word in _TECHNICAL)
            # KalDer is Türkiye Kalite Derneği, and a ministry or the firm of a group is not another in its own country
            national = word == "turkey" and (bool(left.initials) or "ministry" in left.common or (firm and lead))
            owner = word == "foundation" and a.cls == b.cls and a.cls in _OWNED and not (one.form or two.form)
            doing = (bodies and word in _DOING) or (word in _RUN and not _RUN_BY.isdisjoint(left.common))
            abroad = left.foreign and sure and (word in ideas or word in _SAID_OR_NOT)
            if in_place or told or whole or trade or national or owner or doing or abroad or word == label:
                mine.remove(word)
