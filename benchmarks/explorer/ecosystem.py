"""A synthetic network in the shape of the service's JSON: communities, heavy-tailed degrees, spheres, modalities."""

from __future__ import annotations

import json
import math
import random

SPHERES = ("university", "industry", "government", "civil-society", "hybrid", "unknown")
SHARES = (12, 55, 8, 5, 15, 5)
MODALITIES = ("stated", "planned", "implied", "recommended")
TYPES = ("partnership", "funding", "cluster-membership", "technology-transfer", "supply", "hosting")
ID = "https://w3id.org/triskele/id/actor/"


def synthetic_network(actors: int, links: int, seed: int = 1) -> bytes:
    """Node-link JSON with positions and communities; the same arguments give the same bytes."""
    chance = random.Random(seed)
    communities = max(2, round(math.sqrt(actors) / 2))
    nodes = []
    members: list[list[int]] = [[] for _ in range(communities)]
    for i in range(actors):
        community = min(int(chance.paretovariate(0.6)) - 1, 10**6) % communities
        angle, reach = 2.399963 * community, 90 * math.sqrt(community)
        x = reach * math.cos(angle) + chance.gauss(0, 30)
        y = reach * math.sin(angle) + chance.gauss(0, 30)
        members[community].append(i)
        key, label = f"actor-{i}", f"Actor {i}"
        nodes.append(
            {
                "iri": ID + key,
                "key": key,
                "kind": "actor",
                "class": "Firm",
                "label": label,
                "labels": {"tr": f"Aktör {i}", "en": label},
                "sphere": chance.choices(SPHERES, SHARES)[0],
                "place": None,
                "x": round(x, 3),
                "y": round(y, 3),
                "degree": 0,
                "community": community,
            }
        )
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < links:
        group = members[chance.randrange(communities)] if chance.random() < 0.8 else range(actors)
        if len(group) < 2:
            continue
        a = group[min(int(chance.paretovariate(1.2)) - 1, 10**9) % len(group)]
        b = group[chance.randrange(len(group))]
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    edges = [
        {
            "source": f"actor-{a}",
            "target": f"actor-{b}",
            "types": [chance.choice(TYPES)],
            "modality": chance.choices(MODALITIES, (88, 6, 4, 2))[0],
            "from": None,
            "to": None,
            "weight": 1.0,
            "ties": [f"t-{a}-{b}"],
        }
        for a, b in sorted(pairs)
    ]
    for a, b in pairs:
        nodes[a]["degree"] += 1
        nodes[b]["degree"] += 1
    document = {
        "release": 1,
        "as_of": None,
        "projection": "organisations",
        "parameters": {},
        "dropped": {},
        "nodes": nodes,
        "links": edges,
        "meta": {"n": actors, "m": len(edges), "licence": "CC BY 4.0"},
    }
    return json.dumps(document).encode()
