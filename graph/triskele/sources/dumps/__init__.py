"""Public sources in the formats their publishers give: CORDIS, ROR, OpenAlex, Wikidata. Types, sphere reasons, ties and
addresses are data beside them; one module, or one folder, a publisher."""
