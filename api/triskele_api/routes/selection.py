"""The parameters that choose a network, the same for networks, paths and metrics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query

from triskele_api.asking import LISTED, Ask

HELP: dict[str, dict[str, str]] = {
    "as_of": {"tr": "Bu yılda var olan bağlar ve aktörler", "en": "Ties and actors that were there in this year"},
    "when": {
        "tr": "O yıl olası (possible) ya da kesin (certain) olarak var olanlar; as_of ister",
        "en": "What was possibly there in that year, or certainly; needs as_of",
    },
    "tie_types": {"tr": "Yalnız bu bağ türleri", "en": "Only these tie types"},
    "layers": {"tr": "Yalnız bu katmanlar", "en": "Only these layers"},
    "modalities": {
        "tr": "Yalnız bu bildirim türleri, all: hepsi; söylenmezse stated ve implied",
        "en": "Only these modalities, all takes every one; stated and implied unless said",
    },
    "spheres": {"tr": "Yalnız bu alanlardaki aktörler", "en": "Only actors of these spheres"},
    "places": {"tr": "Bu yerlerde ve içlerinde bulunan aktörler", "en": "Actors in these places and inside them"},
    "sectors": {"tr": "Bu sektörlerde ve altlarında çalışanlar", "en": "Actors in these sectors and below"},
    "types": {"tr": "Yalnız bu sınıflardan aktörler", "en": "Only actors of these classes"},
    "clusters": {"tr": "Bu kümeler ve üyeleri", "en": "These clusters and their members"},
    "documents": {"tr": "Yalnız bu belgelerden bağlar", "en": "Only ties from these documents"},
    "without": {"tr": "Dışarıda bırakılan aktörler", "en": "Actors left out"},
    "min_confidence": {"tr": "En az bu güven; söylenmezse 0.5", "en": "At least this confidence; 0.5 unless said"},
    "occurrences": {
        "tr": "Bir kez olup bitenler (kuruluş, buluş, ödül): yılından başlayarak (from) ya da hiç (none)",
        "en": "What happens once (a founding, an invention, an award): from its year on, or none at all",
    },
    "persons": {"tr": "Kişiler de", "en": "Persons too"},
    "collectives": {
        "tr": "Çok sayıda kuruluş yerine geçen topluluklar da (“bölgenin firmaları”)",
        "en": "Groups that stand for many too (“firms of the zone”)",
    },
    "directed": {"tr": "Yönlü ağ", "en": "A directed network"},
    "weight": {"tr": "Bağ ağırlığı", "en": "Weight of ties"},
    "parallel": {"tr": "Paralel bağlar nasıl birleşir", "en": "How parallel ties merge"},
    "hybrids": {"tr": "Karma aktörler ayrı mı, paylı mı", "en": "Hybrid actors apart or by shares"},
    "isolates": {"tr": "Bağı olmayanlar da", "en": "Actors without a tie too"},
    "undated": {"tr": "Tarihsiz bağlar da", "en": "Undated ties too"},
}
"""What each parameter does, in both languages."""

Many = Annotated[list[str] | None, Query(description=f"Keys, {LISTED}")]


async def selection(
    it: Ask,
    tie_types: Many = None,
    layers: Many = None,
    modalities: Many = None,
    spheres: Many = None,
    places: Many = None,
    sectors: Many = None,
    types: Many = None,
    clusters: Many = None,
    documents: Many = None,
    without: Many = None,
    min_confidence: float | None = None,
    directed: bool | None = None,
    weight: str | None = None,
    parallel: str | None = None,
    hybrids: str | None = None,
    isolates: bool | None = None,
    undated: bool | None = None,
    when: str | None = None,
    occurrences: str | None = None,
    persons: bool | None = None,
    collectives: bool | None = None,
) -> dict[str, Any]:
    """What a request asks of the network, as ``networks.Selection.read`` takes it."""
    lists = {
        "tie_types": tie_types,
        "layers": layers,
        "modalities": modalities,
        "spheres": spheres,
        "places": places,
        "sectors": sectors,
        "types": types,
        "clusters": clusters,
        "documents": documents,
        "without": without,
    }
    single = {
        "as_of": it.as_of,
        "min_confidence": min_confidence,
        "directed": directed,
        "weight": weight,
        "parallel": parallel,
        "hybrids": hybrids,
        "isolates": isolates,
        "undated": undated,
        "when": when,
        "occurrences": occurrences,
        "persons": persons,
        "collectives": collectives,
    }
    return {**{name: ",".join(keys) for name, keys in lists.items() if keys}, **single}


Chosen = Annotated[dict[str, Any], Depends(selection)]
