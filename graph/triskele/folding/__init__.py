"""Names of bodies, folded: one rule for identity, search and reconciliation.

Letters are folded as :mod:`triskele.text` does (ı and i, ş and s alike); here words are: dots of abbreviations close up
(O.D.T.Ü. is odtu), Ü. and Üniv. and University are one word, legal forms and trades are known for what they are. The
words stand in ``words.toml``.
"""

from triskele.folding.names import Name, meaning, parse_name
from triskele.folding.words import alike_words, canonical, search_key

__all__ = ["Name", "alike_words", "canonical", "meaning", "parse_name", "search_key"]
