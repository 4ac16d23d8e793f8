"""The JSON that answers are made of. Members may be added at any time; those named here stay."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Record(BaseModel):
    """An object whose named members are promised; readers pass over others."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Texts(Record):
    """A text in Turkish and English."""

    tr: str | None = None
    en: str | None = None


class Named(Record):
    """A term of the ontology or of a vocabulary."""

    key: str = Field(description="Short name, unique within its kind")
    label: str = Field(description="In the language of the answer")
    labels: Texts


class Thing(Named):
    """Anything with a page of its own."""

    iri: str
    kind: str = Field(description="actor, thing, place, sector, tie, figure, event, …: the first part of its address")
    cls: str = Field(alias="class", description="Key of its class")
    sphere: str | None = Field(description="Helix sphere, hybrid, or unknown; null for what is no actor")
    place: str | None = Field(description="Key of the place it lies in")


class Evidence(Record):
    """Where a source says something, and what it says, in our own words."""

    iri: str
    document: Named
    section: str | None
    line_from: int | None
    line_to: int | None
    statement: str | None
    statements: Texts


class Tie(Record):
    """A typed, evidenced relation, dated where its source dates it. A symmetric one has participants, a directed one
    source and target."""

    iri: str
    key: str
    type: Named
    layer: str | None
    symmetric: bool
    source: Thing | None
    target: Thing | None
    participants: list[Thing]
    first: str | None = Field(alias="from", description="Year, month or day, as exact as it is known")
    last: str | None = Field(alias="to")
    modality: str
    confidence: float | None
    evidence: list[Evidence]


class Figure(Record):
    """A number about something."""

    iri: str
    key: str
    about: Thing | None
    measure: Named
    value: float | None
    qualifier: str | None
    unit: str | None
    year: int | None
    year_to: int | None
    modality: str
    evidence: list[Evidence]


class Event(Record):
    """Something that happened."""

    iri: str
    key: str
    type: Named
    label: str
    labels: Texts
    subject: Thing | None
    participants: list[Thing]
    date: str | None
    date_to: str | None
    place: Thing | None
    modality: str
    evidence: list[Evidence]


class Claim(Record):
    """One side of a contradiction."""

    iri: str
    key: str
    kind: str
    text: str
    texts: Texts


class Contradiction(Record):
    """Claims that cannot all hold, side by side."""

    iri: str
    key: str
    claims: list[Claim]
    resolution: str | None
    rule: str | None
    evidence: list[Evidence]


class Actor(Thing):
    """An actor of a list."""

    degree: int
    founded: str | None
    founded_latest: str | None


class Cluster(Actor):
    """A cluster or innovation district."""

    members: int
    members_planned: int
    places: list[Thing]


class Found(Thing):
    """Something found by name."""

    matched: str = Field(description="The name that was near")
    why: str = Field(description="What that is to the thing: name, other-name, key of its address, identifier")
    score: float = Field(description="From 0 to 1")


class Located(Thing):
    """A place with coordinates."""

    lat: float
    long: float
    within: list[str]
    actors: int
    ties: int


class Meta(Record):
    """How many there are in all, and where the next page is."""

    count: int
    truncated: bool
    next: str | None = Field(default=None, description="Address of the next page")


class Counted(Named):
    """A value of a facet, with how many records a click on it would give."""

    count: int


class Answer(Record):
    """What every answer says first."""

    release: int = Field(description="Number of the release that answers")
    as_of: int | None = Field(description="The year asked for; null: of all time")


class Items(Answer, Generic[T]):
    """A list."""

    items: list[T]
    meta: Meta | None = None


class Page(Items[T], Generic[T]):
    """A page of a list, with facets: each value with the number of records it would leave."""

    meta: Meta
    facets: dict[str, list[Counted]] = {}


class Description(Answer):
    """Everything said of one thing."""

    thing: Thing
    description: dict[str, Any]
    ties: dict[str, Any]
    figures: list[Figure]
    events: list[Event]
    contradictions: list[Contradiction]
    related: list[dict[str, Any]]
    formats: list[dict[str, Any]]
    cite: dict[str, Any]
    meta: Meta


class Statement(Record):
    """One statement, in full and with prefixes."""

    subject: str
    predicate: str
    object: Any
    language: str | None
    text: list[str]


class Statements(Items[Statement]):
    """Statements of a graph, the first 500 of them."""

    iri: str


class Parameter(Record):
    """One parameter of a metric or projection."""

    name: str
    type: str
    default: Any
    help: Texts
    choices: list[str]


class Metric(Record):
    """The definition of a metric."""

    name: str
    section: str
    title: Texts
    question: Texts
    formula: str
    range: str
    undefined_when: Texts
    reference: str
    units: list[str]
    nulls: list[str]
    needs_null: bool
    parameters: list[Parameter]


class MetricAnswer(Metric, Answer):
    """A metric that was asked for by name."""


class Value(Record):
    """One number of a result, with what chance alone would give when a null model was asked for."""

    key: dict[str, Any]
    value: float | int | str | bool | None
    unit: str | None
    status: str
    reason: Texts | None
    expected: float | None
    sd: float | None
    null_low: float | None = Field(description="With null_high: holds 95 % of the null model if it is normal")
    null_high: float | None
    z: float | None
    p: float | None


class Result(Answer):
    """The result of a metric."""

    metric: str
    version: str
    projection: str | None
    parameters: dict[str, Any]
    values: list[Value]
    notes: list[Texts]


class Series(Answer):
    """The headline of a metric, year by year."""

    metric: str
    projection: str | None
    points: list[dict[str, Any]]
    parameters: dict[str, Any]


class Option(Record):
    """One answer to a choice, the one that was asked for first."""

    name: str
    words: Texts = Field(description="As a condition: … count, … are left out")
    held: int = Field(description="In how many readings with it the claim holds")
    of: int
    alone: str = Field(description="held, turned, undecided or undefined when nothing else is changed")


class Choice(Record):
    """A decision about the data that a reader may take either way."""

    name: str
    title: Texts
    options: list[Option]


class Reading(Record):
    """One combination of options and what it says of the claim."""

    number: int
    choices: dict[str, str] = Field(description="Name of the option of each choice")
    selection: dict[str, Any] = Field(description="The selection where it differs from the usual")
    state: str = Field(description="held, turned, undecided (with so many draws) or undefined")
    place: int | None = Field(description="Place of the claim's subject among all values; others share the better one")
    value: float | None
    expected: float | None
    sd: float | None
    null_low: float | None = Field(description="With null_high: holds 95 % of the null model if it is normal")
    null_high: float | None
    p: float | None
    verdict: str | None
    address: str | None = Field(description="Gives the whole result of this reading")


class Readings(Answer):
    """The headline of a metric under every defensible reading of the data."""

    metric: str
    title: Texts
    sentence: Texts
    projection: str
    claim: dict[str, Any] = Field(description="kind: first, verdict, category, value or undefined; subject; top; …")
    of: int = Field(description="How many readings")
    held: int
    turned: int
    undecided: int
    undefined: int
    different: int = Field(description="How many different results the readings gave")
    turned_by: list[dict[str, str]] = Field(description="Conditions (choice: option) under which the claim never holds")
    unexplained: int = Field(description="Readings in which it turns outside of them")
    permutations: int | None
    choices: list[Choice]
    readings: list[Reading]
    labels: dict[str, Texts] = Field(description="Names of the actors that subjects speak of")
    address: str


class Side(Record):
    """A headline before or after, with its null model; of many values the highest and whose it is."""

    value: float | None
    subject: dict[str, str]
    category: str | None
    expected: float | None
    sd: float | None
    null_low: float | None = Field(description="With null_high: holds 95 % of the null model if it is normal")
    null_high: float | None
    p: float | None
    verdict: str | None
    reason: Texts | None


class Moved(Record):
    """Whose value changed, and its place among all."""

    subject: dict[str, str]
    before: float
    after: float
    place_before: int
    place_after: int


class Effect(Record):
    """One metric before and after the changes."""

    metric: str
    title: Texts
    sentence: Texts
    before: Side | None
    after: Side | None
    difference: float | None
    in_sd: float | None = Field(description="The difference in standard deviations of the null model before")
    gains: list[Moved]
    losses: list[Moved]
    changed: int = Field(description="Of how many subjects the value changed")
    came: list[dict[str, str]]
    went: list[dict[str, str]]
    error: dict[str, str] | None = Field(description="Why it could not be measured")


class WhatIf(Answer):
    """Metrics before and after the changes of a scenario."""

    name: str
    changes: list[str]
    sentence: Texts
    projection: str
    permutations: int
    seed: int
    chosen: dict[str, Any] = Field(description="before and after: how many ties and actors are chosen")
    effects: list[Effect]
    labels: dict[str, Texts] = Field(description="Names of the actors that subjects speak of")
    address: str = Field(description="Holds the scenario, and gives the same again")


class PartnerStep(Record):
    """A shared partner with its ties to who asks and to the candidate, or an alike actor with its ties to the
    candidate."""

    actor: str
    near: list[str]
    far: list[str]
    likeness: float | None = Field(description="0 to 1, of an alike actor")


class Candidate(Record):
    """Somebody to approach, and why."""

    actor: str
    kind: str = Field(description="two-steps or alike")
    sphere: str
    score: float
    fills: bool = Field(description="It is in a sphere none of the partners is in")
    reason: Texts
    through: list[PartnerStep]
    shared: int | None
    expected: float | None = Field(description="Shared partners that chance alone gives")
    p: float | None
    p_adjusted: float | None
    verdict: str | None


class Partners(Answer):
    """Whom an actor should approach next."""

    actor: str
    sentence: Texts
    projection: str
    by: str
    partners: int
    missing: list[str] = Field(description="Spheres none of the partners is in")
    candidates: list[Candidate]
    trial: dict[str, Any] | None = Field(
        description="Hits among the first ten when the last years are hidden, by order"
    )
    ties: dict[str, Any] = Field(description="Type, dates and evidence of each tie that is named")
    labels: dict[str, Texts]
    address: str


class SphereMembers(Record):
    """The members of one sphere."""

    sphere: str
    count: int
    actors: list[Thing]


class Members(Record):
    """Who belongs to a region or a cluster under the selection."""

    count: int
    left_out: dict[str, int] = Field(description="Persons and groups that the selection leaves out")
    spheres: list[SphereMembers]


class Bodies(Record):
    """Clusters and interface bodies among the members."""

    clusters: list[Thing]
    interfaces: list[Thing]


class Bridge(Thing):
    """A member that lies between actors of different spheres."""

    place_among: int = Field(description="Its place among all actors of the network")
    value: float
    expected: float | None
    sd: float | None
    p_adjusted: float | None
    verdict: str | None = Field(description="null without draws")
    sentence: Texts | None


class Bridges(Record):
    """Who bridges, in the network of all actors of the selection."""

    metric: str
    title: Texts
    of: int
    permutations: int
    null: str | None
    address: str | None = Field(description="The result of the metric")
    items: list[Bridge]


class Proof(Record):
    """What shows an item of a checklist."""

    iri: str
    labels: Texts
    evidence: list[Evidence]


class Item(Record):
    """An item of a checklist."""

    item: str
    labels: Texts
    state: str = Field(description="present, partial, met, absent, unmet or unknown")
    optional: bool
    proof: list[Proof]


class Checklist(Record):
    """Items with their states; optional ones are not counted."""

    metric: str
    title: Texts
    items: list[Item]
    of: int
    known: int
    there: int


class Destination(Thing):
    """A place that ties lead to."""

    lat: float
    long: float
    ties: int
    actors: int


class TiesAround(Record):
    """The ties of the members, and those that lead out."""

    all: int
    inside: int
    leaving: int
    dated: int
    origin: dict[str, float] | None = Field(description="Where a map draws the subject")
    places: list[Destination]
    nowhere: int = Field(description="Ties that lead to actors without a place on a map")
    others: int = Field(description="How many actors outside ties lead to; the first of them are in to")
    to: list[Thing]
    items: list[Tie]


class Happening(Record):
    """A founding, an end or another event."""

    year: int
    kind: str = Field(description="founded, ended or event")
    iri: str
    thing: Thing | None
    labels: Texts
    evidence: list[Evidence]


class YearsAround(Record):
    """How it changed: counts by year, and what happened."""

    count: int
    years: list[dict[str, int]]
    items: list[Happening]
    founded_known: int = Field(description="Members whose founding is dated")


class Several(Record, Generic[T]):
    """How many there are, and the first of them."""

    count: int
    items: list[T]


class NotKnown(Record):
    """Something that is not known of so many."""

    what: str
    count: int
    of: int
    sentence: Texts
    things: list[Thing]


class Profile(Answer):
    """What is known of a region or a cluster."""

    kind: str
    thing: Thing
    sentence: Texts
    members: Members
    bodies: Bodies
    bridges: Bridges | None = Field(description="null with bridges=false")
    checklist: Checklist
    ties: TiesAround
    years: YearsAround
    figures: Several[Figure]
    contradictions: Several[Contradiction]
    unknown: list[NotKnown]
    address: str


class TieCounts(Record):
    """How many ties a subject has."""

    all: int
    inside: int
    leaving: int
    dated: int


class Compared(Record):
    """One of those side by side."""

    kind: str
    thing: Thing
    members: Members
    ties: TieCounts
    checklists: list[Checklist]


class Pair(Record):
    """Two of those side by side: the actors that belong to both, and the ties between those of one alone."""

    between: list[str]
    shared: list[Thing]
    ties: int
    items: list[Tie]
    sentence: Texts


class FigureRow(Record):
    """Figures of one measure, unit, year and part; a cell for each subject, empty where it has none."""

    measure: Named
    part: Thing | None
    unit: str | None
    year: int | None
    year_to: int | None
    cells: list[list[Figure]]


class FigureRows(Record):
    """Figures side by side, and how many stand alone."""

    count: int
    rows: list[FigureRow]
    alone: int


class Comparison(Answer):
    """Two or three regions or clusters side by side."""

    subjects: list[Compared]
    pairs: list[Pair]
    figures: FigureRows
    address: str


class Computed(Answer):
    """What a job has computed: what the path it was asked of answers with."""


class Projection(Record):
    """A named way to make a network of a release."""

    name: str
    title: Texts
    description: Texts
    parameters: list[Parameter]


class Node(Thing):
    """A node of a network."""

    id: str
    degree: int
    community: int | None
    membership: dict[str, float] = Field(description="Shares of the four spheres")
    certain: bool | None = Field(None, description="With a year: whether it certainly is there")


class Link(Record):
    """Two nodes and the ties between them."""

    source: str
    target: str
    weight: float
    types: list[str]
    modality: str
    ties: list[str]
    first: int | None = Field(alias="from")
    last: int | None = Field(alias="to")
    confidence: float
    certain: bool | None = Field(None, description="With a year: whether one of the ties certainly counts in it")


class Around(Record):
    """How many ties an actor has, and why so few of them are lines."""

    actor: str
    ties: int
    drawn: int
    lines: int
    apart: dict[str, int] = Field(description="Ties that are no line, by reason")


class Network(Answer):
    """A network; ``networkx.node_link_graph(document, edges="links")`` reads it."""

    projection: str
    parameters: dict[str, Any]
    dropped: dict[str, int]
    directed: bool
    multigraph: bool
    graph: dict[str, Any]
    nodes: list[Node]
    links: list[Link]
    around: Around | None = Field(None, description="With one actor as focus")
    meta: dict[str, Any]


class Step(Record):
    """One step of a path."""

    a: str = Field(alias="from")
    b: str = Field(alias="to")
    ties: list[Tie]


class Path(Record):
    """One path between two actors."""

    length: int
    nodes: list[Thing]
    steps: list[Step]


class Paths(Answer):
    """Shortest paths; none has a reason."""

    projection: str
    parameters: dict[str, Any]
    paths: list[Path]
    reason: Texts | None = None


class ReleaseRow(Record):
    """One release."""

    number: int
    current: bool
    digest: str
    statements: int
    counts: dict[str, int]
    findings: dict[str, int]
    url: str


class ReleaseAnswer(ReleaseRow, Answer):
    """The manifest of a release."""

    inputs: dict[str, str]
    files: dict[str, dict[str, Any]]


class Report(Items[dict[str, Any]]):
    """The findings of a build."""

    number: int
    counts: dict[str, int]


class Difference(Answer):
    """What changed between two releases."""

    older: int
    newer: int
    born: list[dict[str, Any]]
    died: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    added: int | list[str]
    removed: int | list[str]
    withdrawn: list[dict[str, str]] = Field(description="Tombstones: a sum instead of a name, date, kind of reason")
    counts: dict[str, int]


class Problem(Record):
    """What went wrong (RFC 9457): what was found, what was expected, what to do next."""

    type: str = Field(description="Address that explains the code")
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable, kebab-case; GET /problems lists them all")
    hint: str
    titles: Texts
    details: Texts
    hints: Texts


class ProblemKind(Record):
    """A kind of problem."""

    code: str
    type: str
    status: int
    meaning: str
    titles: Texts
    advice: Texts


class ProblemAnswer(ProblemKind, Answer):
    """A kind of problem that was asked for by its code."""


class Spoken(Record):
    """A message of JSON-RPC: the result of what was asked, or an error."""

    jsonrpc: str
    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None


class Job(Record):
    """Work that was asked for and is answered later."""

    id: str
    url: str
    state: str = Field(description="queued, running, done, failed, refused or cancelled")


class Permalink(Answer):
    """A question, the release it was asked of and the checksum of its answer."""

    id: str
    url: str
    path: str
    parameters: dict[str, str]
    digest: str
    checksum: str
    rerun: dict[str, Any] | None = Field(default=None, description="The same question, asked now: same or not")


class Candidates(Record):
    """For each query of a batch its candidates, or beside none an error; for an extension, meta and rows."""


class Manifest(Answer):
    """A reconciliation service (0.2)."""

    versions: list[str]
    name: str
    identifierSpace: str
    schemaSpace: str


class Suggestions(Answer):
    """Suggestions for a tool."""

    result: list[dict[str, Any]]


class Proposal(Answer):
    """Properties a table may be extended by."""

    properties: list[dict[str, Any]]


class Summary(Answer):
    """What the release holds."""

    counts: dict[str, int]
    spheres: dict[str, int]
    modalities: dict[str, int]
    documents: list[dict[str, Any]]
    findings: dict[str, int]
    made: str = Field(description="The day on which the release was made")
    licence: str | None
    digest: str


class Measured(Named):
    """What one check counts: rows at fault among those it asks, here and in the release before."""

    count: int
    of: int | None = Field(description="Null for findings, which are counted alone")
    share: float | None
    count_before: int | None
    of_before: int | None
    share_before: float | None


class Quality(Answer):
    """How good the data of one set are; the first item is the share of fields that are filled."""

    set: str = Field(description="Empty: the whole")
    sets: list[dict[str, Any]]
    compared_with: int | None = Field(description="Number of the release before")
    items: list[Measured]
    meta: Meta


class Faults(Answer):
    """The rows that a check counts."""

    check: str
    label: str
    labels: Texts
    items: list[dict[str, Any]] = Field(description="With the set, file and row that each was read from")
    meta: Meta


class Words(Record):
    """The words of results in one language; ``language`` says which. Each member maps keys to texts."""

    language: str
    parts: dict[str, str] = Field(description="Parts of keys, categories, statuses, closed lists")
    units: dict[str, str]
    parameters: dict[str, str]
    columns: dict[str, str] = Field(description="Columns of the answers to ready questions")
    left_out: dict[str, str] = Field(alias="left-out")
    nulls: dict[str, str] = Field(description="What each null model keeps")
    qualifiers: dict[str, str] = Field(description="How exact a figure is; {figure} stands for it")


class Completion(Answer):
    """Terms in use."""

    classes: list[dict[str, Any]]
    properties: list[dict[str, Any]]
    prefixes: dict[str, str]


class Ontology(Answer):
    """Classes and properties."""

    ontology: dict[str, Any]
    classes: list[dict[str, Any]]
    properties: list[dict[str, Any]]


class Schemes(Answer):
    """The vocabularies."""

    schemes: list[dict[str, Any]]


class Scheme(Answer):
    """One vocabulary with its concepts."""

    scheme: dict[str, Any]
    concepts: list[Named]


class Shapes(Answer):
    """The rules for data."""

    shapes: list[dict[str, Any]]


class Dataset(Answer):
    """The dataset: licence, digest, files, how to cite it."""

    iri: str
    labels: Texts
    licence: str
    number: int
    digest: str
    statements: int
    distributions: list[dict[str, Any]]
    sparql: str
    cite: dict[str, Any]


class Example(Record):
    """A question the graph answers, and the query that asks it."""

    iri: str
    name: str
    question: Texts
    parameters: dict[str, str]
    form: str
    query: str


class ExampleAnswer(Example, Answer):
    """An example that was asked for by name."""


class Health(Record):
    """The process answers."""

    status: str


class Ready(Health):
    """A release is open."""

    release: int
    statements: int
