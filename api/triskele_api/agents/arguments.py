"""What the tools take. The descriptions are what an agent reads; lengths are bounded before anything else is done."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from triskele.sparql import MAX_LENGTH

NAME = 300
_MANY = 50

Name = Annotated[str, Field(min_length=1, max_length=NAME)]
Names = Annotated[list[Name], Field(max_length=_MANY)]
Thing = Annotated[
    str, Field(min_length=1, max_length=NAME, description="IRI, kind/key, key, or a name in either language")
]
_YEAR = "The ecosystem as of this year (-9999 to 9999); without it, all years"
Sort = Literal["label", "degree"]
What = Literal[
    "actors", "clusters", "events", "contradictions", "classes", "vocabularies", "concepts", "networks", "releases"
]


class Arguments(BaseModel):
    """What every tool takes."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    language: Literal["en", "tr"] = Field("en", description="Language of labels and statements")


class Dated(Arguments):
    """What is asked for a year takes."""

    as_of: int | None = Field(None, ge=-9999, le=9999, description=_YEAR)
    when: Literal["possible", "certain"] = Field(
        "possible", description="With as_of: what was possibly there in that year, or certainly"
    )


class Paged(Dated):
    """What comes in pages takes."""

    limit: int = Field(20, ge=1, le=200, description="Records at the most; fewer when they would not fit")
    cursor: str | None = Field(None, max_length=4000, description="next_cursor of the answer before")


class Find(Dated):
    text: Annotated[str, Field(min_length=1, max_length=200, description="A name, or part of one; slips are forgiven")]
    kind: Name | None = Field(None, description="Only this kind: actor, place, sector, person, thing, source")
    class_: Name | None = Field(None, alias="class", description="Only this class (its key), for instance University")
    limit: int = Field(10, ge=1, le=50)


class Describe(Paged):
    thing: Thing


class Ties(Paged):
    thing: Thing | None = Field(None, description="An end of the tie, whichever: id or name")
    other: Thing | None = Field(None, description="Another end: with thing, the ties between the two")
    source: Thing | None = Field(None, description="Where a directed tie begins")
    target: Thing | None = Field(None, description="Where a directed tie ends")
    type: Names = Field(default=[], description="Tie types, key or label: founding, hosting, funding, ...")
    layer: Names = Field(default=[], description="Layers, key or label")
    modality: Names = Field(
        default=[], description="stated, implied, planned, recommended, or all; stated and implied unless said"
    )
    document: Names = Field(default=[], description="Only what these documents say (keys; the tool sources lists them)")
    min_confidence: float | None = Field(None, ge=0, le=1, description="0.5 unless said")
    count_by: Literal["type", "layer", "modality", "document"] | None = Field(
        None, description="Also how many there are of each"
    )


class Path(Dated):
    source: Thing
    target: Thing
    paths: int = Field(1, ge=1, le=10, description="How many paths, the shortest first")
    network: Name = Field("organisations", description="Projection; list with what=networks names them")
    selection: dict[Name, Name | int | float | bool | Names] = Field(
        default={}, max_length=20, description="Which ties and actors count, for instance {'tie_types': ['funding']}"
    )


class Listed(Paged):
    what: What
    q: str | None = Field(None, max_length=200, description="Only names that hold these words (actors)")
    type: Names = Field(default=[], description="Classes of actors or types of events, key or label")
    sphere: Names = Field(default=[], description="university, industry, government, civil-society, hybrid, unknown")
    place: Names = Field(default=[], description="Actors in these places and inside them: key or name")
    sector: Names = Field(default=[], description="Actors in these sectors and below: key or name")
    cluster: Names = Field(default=[], description="Members of these clusters: key or name")
    sort: Sort | None = Field(None, description="Actors by label, or those with most ties first")
    year: Names = Field(default=[], description="Years of events")
    modality: Names = Field(default=[], description="Of events: stated, implied, planned, recommended, all")
    document: Names = Field(default=[], description="Events or contradictions of these documents (keys)")
    subject: Thing | None = Field(None, description="What the event happened to: id or name")
    participant: Thing | None = Field(None, description="Who took part in the event, or whom it happened to")
    of: Thing | None = Field(None, description="Contradictions that this thing or record is part of")
    scheme: Name | None = Field(None, description="Vocabulary whose concepts are asked for, for instance tie-types")
    count_by: Name | None = Field(
        None,
        description="Also how many there are of each: type, sphere, place, sector, cluster, year, modality, document",
    )


class Figures(Paged):
    about: Thing | None = Field(None, description="What the figure is about: id or name")
    measure: Names = Field(default=[], description="What it counts, key or label; list with scheme=measures")
    year: Names = Field(default=[], description="Years")
    unit: Names = Field(default=[], description="Units")
    modality: Names = Field(default=[], description="stated, implied, planned, recommended, all")
    document: Names = Field(default=[], description="Only of these documents (keys)")
    count_by: Literal["measure", "year", "unit", "modality", "document"] | None = Field(
        None, description="Also how many there are of each"
    )


class Measure(Dated):
    metric: Name | None = Field(None, description="Name of a metric; without it, the list of metrics")
    explain: bool = Field(False, description="What the metric asks: formula, range, parameters, source; no numbers")
    network: Name = Field("organisations", description="Projection the metric reads; list with what=networks")
    parameters: dict[Name, Name | int | float | bool | Names] = Field(
        default={},
        max_length=30,
        description="Parameters of the metric and of the selection side by side, for instance "
        "{'null': 'degree', 'permutations': 199, 'spheres': ['university', 'industry']}",
    )
    from_year: int | None = Field(None, ge=-9999, le=9999, description="With to_year: the headline year by year")
    to_year: int | None = Field(None, ge=-9999, le=9999)
    step: int = Field(1, ge=1, le=1000, description="Years from one to the next")
    limit: int = Field(30, ge=1, le=500, description="Values at the most")
    cursor: str | None = Field(None, max_length=20, description="next_cursor of the answer before")


class Query(Dated):
    query: Annotated[str, Field(min_length=1, max_length=MAX_LENGTH, description="SPARQL 1.1; prefixes are known")]
    limit: int = Field(50, ge=1, le=500, description="Rows at the most")
    cursor: str | None = Field(None, max_length=20, description="next_cursor of the answer before")
    evidence: bool = Field(True, description="Look up where the things and records in the rows are said")


class Questions(Dated):
    name: Name | None = Field(None, description="Name of a question; without it, the list of questions")
    about: str | None = Field(None, max_length=200, description="Only questions that hold these words")
    parameters: dict[Name, str | int | float] = Field(
        default={}, max_length=20, description="Parameters of the question; things by key or name"
    )
    show_query: bool = Field(False, description="The SPARQL instead of its answer")
    limit: int = Field(50, ge=1, le=500, description="Rows at the most")
    cursor: str | None = Field(None, max_length=20, description="next_cursor of the answer before")


class Sources(Arguments):
    document: Thing | None = Field(None, description="A document, by key or title; without it, all of them")
