import { describe, expect, it } from "vitest";
import type { MapPlace } from "../api/lists";
import type { Network, NetworkLink, NetworkNode } from "../api/networks";
import { gatherPlaces } from "./gather";

const node = (key: string, place: string | null) => ({ key, place }) as NetworkNode;
const link = (source: string, target: string, certain?: boolean) => ({ source, target, ties: [], types: [], certain }) as unknown as NetworkLink;
const places = ["izmir", "ankara"].map((key) => ({ key, lat: 39, long: 30 }) as MapPlace);

describe("places of a network", () => {
  it("counts actors where they lie and lines between two places, pale where none is certain", () => {
    const nodes = [node("a", "izmir"), node("b", "izmir"), node("c", "ankara"), node("d", null), node("e", "moon")];
    const links = [link("a", "b"), link("a", "c", false), link("c", "b", false), link("a", "d")];
    const found = gatherPlaces({ nodes, links } as Network, places);
    expect([...found.actors]).toEqual([["izmir", 2], ["ankara", 1]]);
    expect(found.ties).toEqual([{ a: "ankara", b: "izmir", count: 2, pale: true }]);
    expect(found.elsewhere).toBe(2);
    const sure = gatherPlaces({ nodes, links: [...links, link("b", "c", true)] } as Network, places);
    expect(sure.ties).toEqual([{ a: "ankara", b: "izmir", count: 3, pale: false }]);
  });
});
