import { describe, expect, it } from "vitest";
import type { Network, NetworkLink, NetworkNode } from "../api/networks";
import { fit, growth, lineAt, nextPoint, pointAt, readView, turn, writeView, zoomAt } from "./camera";
import { relax } from "./layout";
import { neighboursOf, sceneOf } from "./model";
import { chooseLabels, wrap } from "./labels";
import { ringOf } from "./paintpoints";
import { readTiesState, switchEntry, toggle, withFit } from "./state";
import { writeSvg } from "./svg";

const node = (key: string, x: number, y: number, community = 0): NetworkNode => ({
  iri: `https://w3id.org/triskele/id/actor/${key}`,
  key,
  kind: "actor",
  class: "Firm",
  label: key.toUpperCase(),
  labels: { tr: key, en: key },
  sphere: "industry",
  place: null,
  degree: 0,
  x,
  y,
  community,
});
const link = (source: string, target: string, modality = "stated"): NetworkLink => ({
  source, target, types: ["partnership"], layers: ["knowledge"], modality, from: null, to: null, weight: 1, ties: [],
});
const network: Network = {
  projection: "organisations",
  parameters: {},
  dropped: {},
  nodes: [node("a", 0, 0), node("b", 10, 0), node("c", 0, 10, 1), node("d", 10, 10, 1), node("e", 5, 5, 2)],
  links: [link("a", "b"), link("c", "d", "planned"), link("a", "c"), link("b", "d")],
  meta: { n: 5, m: 4 },
  release: 1,
  as_of: null,
};
const community = (number: number, size: number, x: number, membership = {}): NetworkNode => ({ ...node(`community-${number}`, x, 0, number), size, inner: 1, membership });
const communities: Network = {
  ...network,
  level: "communities",
  nodes: [community(0, 4, 0, { industry: 0.5, university: 0.25 }), community(1, 2, 10, { industry: 1 }), community(2, 1, 20)],
  links: [{ ...link("community-0", "community-1"), ties: 3 }],
};
const scene = sceneOf(network, (n) => n.label, () => "");

describe("a scene", () => {
  it("keeps the server's positions, counts neighbours, drops lines to nowhere", () => {
    expect(scene.points.map((p) => [p.x, p.y, p.degree])).toEqual([[0, 0, 2], [10, 0, 2], [0, 10, 2], [10, 10, 2], [5, 5, 0]]);
    const loose = sceneOf({ ...network, links: [link("a", "nobody"), link("a", "a")] }, (n) => n.label, () => "");
    expect(loose.lines).toEqual([]);
  });

  it("draws communities as rings of their members' spheres, and as many ties as lie between them", () => {
    const closed = sceneOf(communities, (n) => n.label, () => "");
    expect(closed.points.map((p) => [p.count, p.community])).toEqual([[4, "0"], [2, "1"], [undefined, "2"]]);
    expect(closed.points[0]?.shares).toEqual({ industry: 2, university: 1, unknown: 1 });
    expect(closed.lines.map((line) => [line.link, line.weight])).toEqual([[-1, 3]]);
  });

  it("draws the largest of many communities, each ring within its circle", () => {
    const many = { ...communities, nodes: Array.from({ length: 300 }, (_, n) => community(n, n + 1, 5 * n)), links: [] };
    const drawn = sceneOf(many, (n) => n.label, () => "");
    expect(drawn.points).toHaveLength(250);
    expect(Math.min(...drawn.points.map((p) => p.count ?? 0))).toBe(51);
    expect([0.4, 2, 30].map(ringOf)).toEqual([0.4, 2, 8.4]);
  });

  it("knows neighbours", () => {
    expect([...neighboursOf(scene, "a")].sort()).toEqual(["b", "c"]);
    expect([...neighboursOf(scene, "e")]).toEqual([]);
  });

  it("is laid out the same every time when the server sends no positions", () => {
    const pairs: [number, number][] = [[0, 1], [1, 2], [2, 0], [3, 4]];
    expect(relax(5, pairs)).toEqual(relax(5, pairs));
    expect(relax(1, [])).toHaveLength(1);
  });
});

describe("making room", () => {
  it("moves what covers each other, once, and then leaves it", () => {
    const crowd = () => ["p", "q", "r"].map((key) => node(key, 0, 0)).concat(node("far", 100, 100));
    const draw = () => sceneOf({ ...network, nodes: crowd(), links: [] }, (n) => n.label, () => "", "test").points;
    const first = draw();
    const apart = (a: number, b: number) => Math.hypot((first[a]?.x ?? 0) - (first[b]?.x ?? 0), (first[a]?.y ?? 0) - (first[b]?.y ?? 0));
    expect(Math.min(apart(0, 1), apart(0, 2), apart(1, 2))).toBeGreaterThan(0.5);
    expect(draw().map((p) => [p.x, p.y])).toEqual(first.map((p) => [p.x, p.y]));
  });
});

describe("the camera", () => {
  const camera = fit(scene, 400, 400, 50);
  it("fits everything and finds what lies under a pixel", () => {
    expect(camera.scale).toBe(30);
    expect(pointAt(scene, camera, 50, 50)).toBe(0);
    expect(pointAt(scene, camera, 200, 60)).toBe(-1);
    expect(scene.lines[lineAt(scene, camera, 200, 51)]?.link).toBe(0);
  });

  it("keeps the pixel under the pointer when zooming, and zooms within bounds", () => {
    const near = zoomAt(camera, 2, 50, 50);
    expect(pointAt(scene, near, 50, 50)).toBe(0);
    expect(zoomAt(camera, 1e9, 0, 0).scale).toBe(camera.base * 60);
    expect(growth(zoomAt(camera, 1e9, 0, 0))).toBe(3);
  });

  it("is the same from the address as it was, also on a screen that turns the scene", () => {
    expect(writeView(camera, camera, 400, 400, false)).toBe("");
    const near = zoomAt(camera, 2, 50, 50);
    const text = writeView(near, camera, 400, 400, false);
    expect(text).toBe("2.5,2.5,2");
    const again = readView(text, camera, 400, 400, false);
    expect([again.scale, again.tx, again.ty]).toEqual([near.scale, near.tx, near.ty]);
    const tall = turn(scene);
    expect([tall.box, tall.points[1]?.x, tall.points[1]?.y]).toEqual([{ x0: -10, y0: 0, x1: -0, y1: 10 }, -0, 10]);
    const upright = fit(tall, 400, 400, 50);
    expect(writeView(readView(text, upright, 400, 400, true), upright, 400, 400, true)).toBe(text);
    expect(readView("nonsense", camera, 400, 400, false)).toBe(camera);
  });

  it("walks with the arrows", () => {
    expect(nextPoint(scene, 0, 1, 0)).toBe(1);
    expect(nextPoint(scene, 0, 0, 1)).toBe(2);
    expect(nextPoint(scene, 0, -1, 0)).toBe(0);
  });

  it("puts labels where none lies over another", () => {
    const labels = chooseLabels(scene, camera, 400, 400, (text) => text.length * 7);
    expect(labels).toHaveLength(5);
    const tight = chooseLabels(scene, { ...camera, scale: 0.1, tx: 100, ty: 100 }, 400, 400, (text) => text.length * 7, { limit: 9 });
    expect(tight.length).toBeLessThan(5);
  });
});

describe("the picture as a file", () => {
  it("says what it shows, escapes names and dashes what is planned", () => {
    const palette = { spheres: { industry: "#d55e00" }, layers: { knowledge: "#345" }, ink: "#000", muted: "#666", paper: "#fff", accent: "#00f", edge: "#999" };
    const svg = writeSvg(scene, fit(scene, 400, 400), 400, 400, { palette }, { title: "A & B", source: "release 1", word: (name) => name });
    expect(svg).toContain("<title>A &amp; B</title>");
    // four ties and, in the legend, two modalities and one layer; planned is dashed in both
    expect(svg.match(/<line /g)).toHaveLength(7);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
    for (const name of ["industry", "stated", "planned", "knowledge"]) expect(svg).toContain(`>${name}</text>`);
  });

  it("brings forward what the screen brings forward, and draws bubbles as rings", () => {
    const palette = { spheres: {}, layers: {}, ink: "#000", muted: "#666", paper: "#fff", accent: "#00f", edge: "#999" };
    const caption = { title: "", source: "", word: (name: string) => name };
    const lit = writeSvg(scene, fit(scene, 400, 400), 400, 400, { palette, lit: new Set(["a", "b"]), litLines: new Set([0]) }, caption);
    expect(lit.match(/stroke-opacity="1"/g)).toHaveLength(1);
    expect(lit.match(/opacity="0.22"/g)).toHaveLength(3);
    const bubbles = sceneOf(communities, (n) => n.label, () => "");
    expect(writeSvg(bubbles, fit(bubbles, 400, 400), 400, 400, { palette }, caption).match(/stroke-dashoffset/g)).toHaveLength(4);
  });
});

describe("a year", () => {
  const [ab, cd, ...rest] = network.links.map((one) => ({ ...one, certain: false }));
  const dated = { ...network, nodes: network.nodes.map((one) => ({ ...one, certain: false })), links: [{ ...ab, certain: true }, cd, ...rest] as NetworkLink[], as_of: 1950 };
  const year = sceneOf(dated, (n) => n.label, () => "");

  it("is pale where nothing is certain", () => {
    expect(year.lines.map((line) => line.pale ?? false)).toEqual([false, true, true, true]);
    expect(year.points.map((point) => point.pale ?? false)).toEqual([false, false, true, true, true]);
    expect(scene.lines.some((line) => line.pale)).toBe(false);
  });

  it("is told in the legend of the file", () => {
    const palette = { spheres: {}, layers: {}, ink: "#000", muted: "#666", paper: "#fff", accent: "#00f", edge: "#999" };
    const caption = { title: "", source: "", word: (name: string) => name };
    const of = (shown: typeof scene) => writeSvg(shown, fit(shown, 400, 400), 400, 400, { palette }, caption);
    expect(of(year)).toContain(">merely-possible</text>");
    expect(of(scene)).not.toContain(">merely-possible</text>");
  });
});

describe("names", () => {
  it("are wrapped, never cut", () => {
    const name = "Ankara Space and Aviation Specialised Organised Industrial Zone";
    expect(wrap(name).join(" ")).toBe(name);
    expect(Math.max(...wrap(name).map((line) => line.length))).toBeLessThanOrEqual(24);
    expect(wrap("OSTİM")).toEqual(["OSTİM"]);
  });
});

describe("the state of the ties page", () => {
  it("asks for exactly what the picture shows", () => {
    const state = readTiesState(new URLSearchParams("spheres=industry,university&focus=a,b&k=2&view=table&as_of=2010"));
    expect(state.view).toBe("table");
    expect(state.parameters).toMatchObject({ spheres: "industry,university", focus: "a,b", k: 2, isolates: "true", modalities: "stated,implied" });
    expect(readTiesState(new URLSearchParams("focus=a")).k).toBe(2);
    expect(readTiesState(new URLSearchParams("when=certain&as_of=1950")).parameters.when).toBe("certain");
    expect(readTiesState(new URLSearchParams("when=certain")).parameters.when).toBeUndefined();
    expect(readTiesState(new URLSearchParams("k=99&projection=../x")).projection).toBe("organisations");
  });

  it("forgets the zoom with the picture it was for", () => {
    expect(withFit({ focus: "a" })).toEqual({ at: "", focus: "a" });
    expect(withFit({ sel: "a" })).toEqual({ sel: "a" });
  });

  it("keeps links short: all shown is the same as none chosen", () => {
    expect(toggle(["a", "b", "c"], [], "b")).toBe("a,c");
    expect(toggle(["a", "b", "c"], ["a", "c"], "b")).toBe("");
    expect(toggle(["a", "b", "c"], [], "c", ["a", "b"])).toBe("a,b,c");
    expect(toggle(["a", "b", "c"], ["a"], "b", ["a", "b"])).toBe("");
    expect(switchEntry(["x"], "y")).toBe("x,y");
    expect(switchEntry(["x", "y"], "x")).toBe("y");
  });
});
