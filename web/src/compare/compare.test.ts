import { describe, expect, it } from "vitest";
import { offersOf } from "../decide/scenarios";
import { type Profile, profileOf } from "../profile/types";
import { readSubjects } from "./types";

const thing = (key: string) => ({ iri: key, key, label: key, labels: { tr: key, en: key }, kind: "actor", class: "Firm", sphere: null, place: null });

describe("what an address compares", () => {
  it("takes at most three different subjects of a kind there is", () => {
    expect(readSubjects("region/a,cluster/b,region/a,person/c,zone/d,region/e")).toEqual(["region/a", "cluster/b", "zone/d"]);
    expect(readSubjects(null)).toEqual([]);
  });
});

describe("profiles of things", () => {
  it("exist for places, clusters and zones alone", () => {
    expect(profileOf({ ...thing("izmir"), kind: "place" })).toBe("/region/izmir");
    expect(profileOf({ ...thing("inoviz"), class: "ClusterInitiative" })).toBe("/cluster/inoviz");
    expect(profileOf({ ...thing("park"), class: "Technopark" })).toBe("/zone/park");
    expect(profileOf(thing("firm"))).toBeUndefined();
  });
});

describe("scenarios of a profile", () => {
  const base = { thing: thing("c"), bridges: { items: [thing("c"), thing("a"), thing("b"), thing("d")] }, ties: { to: [thing("x")] } };
  it("of a cluster: without two bridges other than itself, without it, with a new member", () => {
    const offers = offersOf({ ...base, kind: "cluster" } as unknown as Profile).map((one) => one.changes);
    expect(offers).toEqual(["remove-actor:a", "remove-actor:b", "remove-actor:c", "add-tie:x,c,cluster-membership"]);
  });
  it("of a region: without its bridges", () => {
    expect(offersOf({ ...base, kind: "region" } as unknown as Profile)).toHaveLength(2);
  });
});
