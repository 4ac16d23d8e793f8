import { describe, expect, it } from "vitest";
import type { MetricValue } from "../api/metrics";
import { binsOf, extent, ticksOf } from "./axis";
import { choosePictures } from "./shape";

const value = (key: Record<string, string>, more: Partial<MetricValue> = {}): MetricValue => ({
  key, value: 1, unit: "", expected: null, sd: null, z: null, low: null, high: null, p_low: null, p_high: null, p: null, p_adjusted: null,
  n: null, m: null, coverage: null, category: null, verdict: null, needed: null, null: null, status: "ok", reason: null, ...more,
});

const choosePicture = (values: MetricValue[]) => choosePictures(values)[0];

describe("the picture of a result", () => {
  it("is a heat map for two spheres", () => {
    const spheres = ["university", "industry", "government"];
    const values = spheres.flatMap((from) => spheres.map((to) => value({ from, to })));
    expect(choosePicture(values)).toMatchObject({ kind: "heat", rows: "from", columns: "to" });
  });

  it("is stacked bars for actors and roles, without the total", () => {
    const values = ["a", "b"].flatMap((actor) => ["liaison", "gatekeeper", "total"].map((role) => value({ actor, role })));
    const picture = choosePicture(values);
    expect(picture).toMatchObject({ kind: "stack", item: "actor" });
    expect(picture?.kind === "stack" && picture.values).toHaveLength(4);
  });

  it("is an interval for one number against its null, or several of one unit", () => {
    expect(choosePicture([value({ quantity: "E-I" }, { expected: 0.5, sd: 0.1 }), value({ quantity: "n" })])).toMatchObject({ kind: "interval", values: { length: 1 } });
    const spheres = ["university", "industry"].map((sphere, i) => value({ sphere }, { expected: 0, value: i }));
    expect(choosePicture(spheres)).toMatchObject({ kind: "interval", items: ["sphere"] });
  });

  it("is a curve for an ordered number, one line a series", () => {
    const values = ["0", "1", "2", "3"].flatMap((step) => ["random", "degree"].map((order) => value({ step, order })));
    expect(choosePicture(values)).toMatchObject({ kind: "curve", x: "step", series: "order" });
  });

  it("is several when quantities differ in shape", () => {
    const pairs = ["university", "industry"].flatMap((from) => ["university", "industry"].map((to, i) => value({ quantity: "density", from, to }, { value: i })));
    const pictures = choosePictures([value({ quantity: "cross-density" }, { expected: 0.1 }), ...pairs]);
    expect(pictures.map((picture) => picture.kind)).toEqual(["interval", "heat"]);
  });

  it("is a diamond for facets and a scorecard for features", () => {
    const facets = ["factors", "demand"].map((facet) => value({ quantity: "facet", facet }, { category: "present" }));
    expect(choosePicture([value({ quantity: "coverage" }), ...facets])).toMatchObject({ kind: "diamond", item: "facet" });
    const features = ["a", "b"].flatMap((about) => ["x", "y"].map((feature) => value({ about, feature }, { category: "met" })));
    expect(choosePicture(features)).toMatchObject({ kind: "scorecard", item: "feature", about: "about" });
  });

  it("is ranked bars for many actors and nothing for one bare number", () => {
    const actors = ["a", "b", "c"].map((actor, i) => value({ actor, sphere: i ? "industry" : "university" }, { value: i }));
    expect(choosePicture(actors)).toMatchObject({ kind: "bars", items: ["actor"] });
    expect(choosePictures([value({})])).toEqual([]);
    expect(choosePictures([])).toEqual([]);
  });
});

describe("axes", () => {
  it("have round ticks inside the range", () => {
    expect(ticksOf(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticksOf(-0.13, 0.58)).toEqual([0, 0.2, 0.4]);
    expect(ticksOf(3, 3)).toEqual([3]);
  });

  it("have room around the numbers and survive none", () => {
    expect(extent([])).toEqual([0, 1]);
    const [low, high] = extent([1, null, 3]);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(3);
  });
});

describe("what is drawn beside the result", () => {
  it("leaves to the table the numbers a compared result was reckoned from", () => {
    const rows = ["a", "b", "c"].flatMap((actor, i) => [
      value({ quantity: "loss", actor }, { value: i, expected: 0.5, sd: 0.1 }),
      value({ quantity: "before", actor }, { value: 100 + i }),
      value({ quantity: "size", cluster: `k-${actor}` }, { value: 2 + i }),
    ]);
    expect(choosePictures(rows).map((p) => [p.kind, p.kind === "none" ? "" : p.values[0]?.key.quantity])).toEqual([["interval", "loss"], ["bars", "size"]]);
  });
});

describe("a distribution", () => {
  it("counts every number once, in bins of one round width", () => {
    const bins = binsOf([0, 0.1, 0.1, 0.55, 1]);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(5);
    expect(new Set(bins.map((bin) => (bin.to - bin.from).toFixed(6))).size).toBe(1);
    expect(bins.find((bin) => bin.from === 0.1)?.count).toBe(2);
    expect(bins[bins.length - 1]?.count).toBe(1);
  });

  it("gives whole numbers bins of their own, and one number one bin", () => {
    expect(binsOf([1, 2, 2, 4]).map((bin) => [bin.from, bin.count])).toEqual([[1, 1], [2, 2], [3, 0], [4, 1]]);
    expect(binsOf([3, 3])).toEqual([{ from: 3, to: 3, count: 2 }]);
    expect(binsOf([])).toEqual([]);
  });
});
