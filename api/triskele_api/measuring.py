"""What a bounded process does for a metric: open the release, measure, write.

The service imports this module to name its functions, so what is slow to import waits until a process needs it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triskele.bounded import Limits
from triskele.release.library import Release
from triskele.terms import LANGUAGES
from triskele_api.forms import Sent, read_tables

if TYPE_CHECKING:
    from triskele.catalogue import Catalogue
    from triskele.metrics.record import Result


def prepare(_: Limits) -> None:
    """Import the metrics, once for each process."""
    from triskele.metrics import registry

    registry.all()


@lru_cache(maxsize=2)
def _catalogue(folder: str) -> Catalogue:
    from triskele.catalogue import open_catalogue

    return open_catalogue(Release(Path(folder)))


def frame(told: Mapping[str, Any], write: Callable[..., bytes], *arguments: Any) -> bytes:
    """The document that a function writes, with what every answer tells of release and year: a long one is not read
    where others are answered."""
    document = {**json.loads(write(*arguments)), **told}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def run_metric(
    folder: str,
    name: str,
    projection: str,
    selection: Mapping[str, Any],
    parameters: Mapping[str, Any],
    sent: Sent | None,
    form: str,
) -> bytes:
    """One result as json, csv or ttl. ``sent`` holds tables in CSV: ``table`` is what the metric measures, further ones
    are parameters of their names."""
    result = _measure(folder, name, projection, selection, parameters, sent)
    if form == "csv":
        return result.to_csv().encode()
    if form == "ttl":
        from triskele.exports.cube import write_cube

        return write_cube(result)
    document = {**result.to_dict(), "labels": name_keys(_catalogue(folder), result)}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def run_series(
    folder: str,
    name: str,
    projection: str,
    selection: Mapping[str, Any],
    parameters: Mapping[str, Any],
    years: list[int],
) -> bytes:
    """The headline of a metric in each year, as JSON; an undefined year keeps its reason."""
    from triskele.measure import measure_years
    from triskele.networks import Selection

    points = []
    result: Result | None = None
    release, chosen = Release(Path(folder)), Selection.read({**selection, "as_of": None})
    results = measure_years(release, name, years, projection=projection, selection=chosen, **parameters)
    for year, result in zip(years, results, strict=True):
        value = result.headline
        points.append({"as_of": year, "key": dict(value.key), **value.point()})
    document: dict[str, Any] = {"metric": name, "projection": projection, "points": points}
    if result is not None:
        document |= {
            "null": result.null,
            "permutations": result.permutations,
            "seed": result.seed,
            "parameters": dict(result.parameters),
            "version": result.version,
        }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def run_readings(
    folder: str,
    name: str,
    projection: str,
    selection: Mapping[str, Any],
    parameters: Mapping[str, Any],
    question: Mapping[str, Any],
    form: str,
    language: str,
    mode: str,
) -> bytes:
    """A metric under all readings as json, csv or svg; ``question`` holds about, top and lowest."""
    from triskele.measure.readings import read_all
    from triskele.networks import Selection

    chosen = Selection.read(selection)
    release = Release(Path(folder))
    found = read_all(release, name, projection=projection, selection=chosen, **question, **parameters)
    if form == "csv":
        return found.to_csv().encode()
    if form == "svg":
        from triskele.exports.curve import write_curve

        return write_curve(found, language, mode)
    return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def run_what_if(
    folder: str,
    scenario: Mapping[str, Any],
    metrics: list[str],
    projection: str,
    selection: Mapping[str, Any],
    permutations: int,
    seed: int,
    form: str,
) -> bytes:
    """Metrics before and after the changes of a scenario, as json or csv."""
    from triskele.measure.whatif import what_if
    from triskele.networks import Selection
    from triskele.networks.scenario import Scenario

    found = what_if(
        Release(Path(folder)), Scenario.read(scenario), metrics=metrics, projection=projection,
        selection=Selection.read(selection), permutations=permutations, seed=seed,
    )  # fmt: skip
    if form == "csv":
        return found.to_csv().encode()
    return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def run_partners(
    folder: str, actor: str, by: str | None, limit: int, projection: str, selection: Mapping[str, Any]
) -> bytes:
    """Whom an actor should approach next, as JSON."""
    from triskele.measure.partners import partners
    from triskele.networks import Selection

    chosen = Selection.read(selection)
    found = partners(Release(Path(folder)), actor, by=by, limit=limit, projection=projection, selection=chosen)
    return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def run_profile(
    folder: str, kind: str, key: str, selection: Mapping[str, Any], language: str, permutations: int, bridges: bool
) -> bytes:
    """What is known of a region or a cluster, as JSON."""
    from triskele.networks import Selection
    from triskele.profiles.document import profile

    found = profile(
        Release(Path(folder)), kind, key,
        selection=Selection.read(selection), language=language, permutations=permutations, bridges=bridges,
    )  # fmt: skip
    return json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def run_comparison(folder: str, wanted: list[str], selection: Mapping[str, Any], language: str) -> bytes:
    """Regions and clusters side by side, as JSON."""
    from triskele.networks import Selection
    from triskele.profiles.comparing import compare_profiles

    found = compare_profiles(
        Release(Path(folder)), wanted, selection=Selection.read(selection), language=language
    )  # fmt: skip
    return json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def run_quality(folder: str) -> None:
    """Count how good the data are, and keep it beside the release."""
    from triskele.catalogue.quality import measure_quality

    measure_quality(Release(Path(folder)))


def run_positions(folder: str) -> None:
    """Place actors on the map and find their communities, and keep both beside the release."""
    from triskele.positions import open_positions

    open_positions(Release(Path(folder)))


def _measure(
    folder: str,
    name: str,
    projection: str,
    selection: Mapping[str, Any],
    parameters: Mapping[str, Any],
    sent: Sent | None,
) -> Result:
    from triskele.measure import measure
    from triskele.metrics import registry
    from triskele.networks import Selection

    tables: dict[str, str] = {}
    if sent is not None:
        further = [parameter.name for parameter in registry.get(name).parameters if parameter.type == "table"]
        tables = read_tables(sent, name, ("table", *further))
    given: dict[str, Any] = {part: io.StringIO(content) for part, content in tables.items()}
    table = given.pop("table", None)
    chosen = Selection.read(selection)
    return measure(
        Release(Path(folder)), name, projection=projection, selection=chosen, table=table, **parameters, **given
    )


def name_keys(catalogue: Catalogue, result: Result) -> dict[str, dict[str, str]]:
    """What the keys in a result are called in both languages: actors, spheres, places, tie types. What only one names
    is called so in both."""
    from triskele.catalogue.reading import Records

    wanted = {part for value in result.values for name, part in value.key.items() if name != "quantity"}
    schemes = {t.key: t for t in catalogue.terms.values() if t.scheme in ("spheres", "tie-types", "layers")}
    iris, records = catalogue.by_key(wanted), Records(catalogue)
    records.bring(iris.values())
    labels = {}
    for part in sorted(wanted):
        found = records.thing(iris.get(part)) or schemes.get(part)
        if found and found.labels:
            labels[part] = {tag: found.labels.get(tag) or next(iter(found.labels.values())) for tag in LANGUAGES}
    return labels
