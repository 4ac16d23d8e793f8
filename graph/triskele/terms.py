"""The IRIs the library itself speaks of. Everything else is data and is never named in code."""

from __future__ import annotations

ROOT = "https://w3id.org/triskele/"
TSK = ROOT + "ontology#"
ID = ROOT + "id/"
VOCABULARY = ROOT + "vocabularies/"
GENID = ROOT + ".well-known/genid/"
"""Blank nodes where they need an address: in the store and in the service (RDF 1.1, section 3.5)."""
GRAPH = ROOT + "graph/"
SOURCES = "graph/source/"
"""What the graph of a set is called, below the namespace that the data are in."""
SOURCE_GRAPH = ROOT + SOURCES
VIEW_GRAPH = GRAPH + "view/"
ENTITIES_GRAPH = GRAPH + "entities"
PATCHES_GRAPH = GRAPH + "patches"
ONTOLOGY_GRAPH = GRAPH + "ontology"
VOCABULARIES_GRAPH = GRAPH + "vocabularies"
SHAPES_GRAPH = GRAPH + "shapes"
VOID_GRAPH = GRAPH + "void"
DATASET_GRAPH = GRAPH + "dataset"
EXAMPLES_GRAPH = GRAPH + "examples"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
QB = "http://purl.org/linked-data/cube#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
SPDX = "http://spdx.org/rdf/terms#"
ADMS = "http://www.w3.org/ns/adms#"

PREFIXES: dict[str, str] = {
    "tsk": TSK,
    "id": ID,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dct": DCT,
    "dcat": DCAT,
    "void": VOID,
    "prov": PROV,
    "org": ORG,
    "foaf": FOAF,
    "schema": SCHEMA,
    "sh": SH,
    "qb": QB,
    "geo": GEO,
    "adms": ADMS,
    "shape": ROOT + "shapes#",
    "tie": VOCABULARY + "tie-types#",
    "sphere": VOCABULARY + "spheres#",
    "modality": VOCABULARY + "modalities#",
    "measure": VOCABULARY + "measures#",
    "qualifier": VOCABULARY + "qualifiers#",
    "happening": VOCABULARY + "event-types#",
    "layer": VOCABULARY + "layers#",
}
"""The prefixes every query may use without declaring them, and every Turtle answer is written with."""

TYPE = RDF + "type"
LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"
LANGUAGES = ("tr", "en")
