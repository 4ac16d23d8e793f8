import { describe, expect, it } from "vitest";
import type { MetricValue } from "../api/metrics";
import { drawsToDecide, highestFirst } from "./run";

const value = (more: Partial<MetricValue>) => ({ key: {}, value: 0, verdict: null, needed: null, draws: 199, ...more }) as MetricValue;

describe("values of a measure", () => {
  it("come with the highest first within their quantity, those without a value last", () => {
    const given = [["b", 1], ["a", 5], ["b", null], ["b", 3], ["a", 9]] as const;
    const rows = given.map(([quantity, number]) => value({ key: { quantity }, value: number }));
    expect(highestFirst(rows).map((one) => [one.key.quantity, one.value])).toEqual([["b", 3], ["b", 1], ["b", null], ["a", 9], ["a", 5]]);
  });

  it("ask for as many draws as decide all, if a page can make them", () => {
    expect(drawsToDecide([value({ verdict: "undecided", needed: 4_000 }), value({ verdict: "undecided", needed: 900 })])).toBe(4_000);
    expect(drawsToDecide([value({ verdict: "undecided", needed: 99_000_000 })])).toBe(99_999);
    expect(drawsToDecide([value({ verdict: "undecided", needed: 99_000_000, draws: 99_999 })])).toBeUndefined();
    expect(drawsToDecide([value({ verdict: "distinguishable" }), value({ verdict: "undecided" })])).toBeUndefined();
  });
});
