"""Public sources in the formats their publishers give: CORDIS, ROR. One module a publisher; types, sphere reasons and
addresses are data beside them."""
