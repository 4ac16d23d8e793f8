/** Outlines of land and countries (Natural Earth, public domain), bundled: no tiles, no request outside. */
import { type GeoPermissibleObjects, type GeoProjection, geoPath } from "d3-geo";
import { useMemo } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-50m.json?url";
import { getJson } from "../api/client";
import { type Loaded, useLoad } from "../shell/loading";

export type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

export const useWorld = (): Loaded<World> => useLoad<World>("atlas", () => getJson<World>(atlas));

/** Land and borders as paths of a projection, made anew when the projection is another. */
export function useOutlines(topology: World, projection: GeoProjection): { land: string; borders: string } {
  const shapes = useMemo(
    () => ({ land: feature(topology, topology.objects.land), borders: mesh(topology, topology.objects.countries, (a, b) => a !== b) }),
    [topology],
  );
  return useMemo(() => {
    const path = geoPath(projection);
    const draw = (shape: GeoPermissibleObjects) => path(shape) ?? "";
    return { land: draw(shapes.land), borders: draw(shapes.borders) };
  }, [shapes, projection]);
}
