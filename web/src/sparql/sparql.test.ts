import { describe, expect, it } from "vitest";
import { readJsonAnswer, readTriples, shortName } from "./answer";
import { networkOf, placesOf, plotOf } from "./drawable";
import { offersAt } from "./completion";
import { LANGUAGES, addPrefixes, codeSample, exampleParameters, fillExample } from "./text";

const uri = (value: string) => ({ type: "uri" as const, value });
const literal = (value: string) => ({ type: "literal" as const, value });

describe("queries as text", () => {
  it("fills examples; longer names first, dangerous signs dropped", () => {
    expect(fillExample("$place $placeLabel", { place: "ankara", placeLabel: 'x"> y' })).toBe("ankara x y");
  });

  it("reads parameters in both shapes", () => {
    const base = { name: "n", title: { tr: "", en: "" }, question: { tr: "", en: "" }, query: "" };
    expect(exampleParameters({ ...base, parameters: { place: "ankara" } })).toEqual([{ name: "place", value: "ankara" }]);
    expect(exampleParameters({ ...base, parameters: [{ name: "place", default: "izmir" }] })).toEqual([{ name: "place", value: "izmir" }]);
  });

  it("adds only prefixes that are used, known and not declared", () => {
    const known = { tsk: "https://w3id.org/triskele/ontology#", skos: "http://skos#" };
    expect(addPrefixes("SELECT * { ?s a tsk:Actor }", known)).toBe("PREFIX tsk: <https://w3id.org/triskele/ontology#>\nSELECT * { ?s a tsk:Actor }");
    const whole = 'PREFIX tsk: <x#> SELECT * { ?s tsk:a "skos:b" . <skos:c> ?p ?o } # skos:d';
    expect(addPrefixes(whole, known)).toBe(whole);
  });

  it("writes a sample in every language with the query, endpoint and year", () => {
    for (const language of LANGUAGES) {
      const sample = codeSample(language, "SELECT 'it''s' { ?s ?p ?o }", "http://h/sparql", 2015);
      expect(sample).toContain("http://h/sparql");
      expect(sample).toContain("2015");
    }
  });
});

describe("answers", () => {
  it("reads rows, yes or no, and triples with escapes", () => {
    expect(readJsonAnswer({ head: {}, boolean: true }, 0)).toMatchObject({ kind: "yes-no", value: true });
    const triples = readTriples('<http://a> <http://p> "say \\"h\\u00fc\\""@tr .\n<http://a> <http://q> <http://b> .\n# no\n');
    expect(triples).toHaveLength(2);
    expect(triples[0]?.[2]).toEqual({ type: "literal", value: 'say "hü"', "xml:lang": "tr" });
  });

  it("finds a network in two columns of IRIs and in a graph", () => {
    const rows = [{ a: uri("http://x/1"), b: uri("http://x/2"), aLabel: literal("One") }];
    const network = networkOf({ kind: "rows", columns: ["a", "b", "aLabel"], rows, seconds: 0 });
    expect(network?.nodes.map((n) => n.label)).toEqual(["One", "2"]);
    expect(networkOf({ kind: "rows", columns: ["n"], rows: [{ n: literal("1") }], seconds: 0 })).toBeUndefined();
    const triples = readTriples("<http://a> <http://q> <http://b> .");
    expect(networkOf({ kind: "graph", triples, text: "", seconds: 0 })?.links).toHaveLength(1);
  });

  it("finds coordinates by name or as a WKT point", () => {
    expect(placesOf(["label", "lat", "long"], [{ label: literal("İzmir"), lat: literal("38.4"), long: literal("27.1") }])).toMatchObject([{ label: "İzmir", lat: 38.4, long: 27.1 }]);
    expect(placesOf(["p"], [{ p: literal("POINT(27.1 38.4)") }])).toMatchObject([{ lat: 38.4, long: 27.1 }]);
    expect(placesOf(["p"], [{ p: literal("no") }])).toEqual([]);
  });

  it("plots names against numbers, and years as a line", () => {
    expect(plotOf(["label", "n"], [{ label: literal("a"), n: literal("3") }])).toMatchObject({ label: "label", value: "n" });
    expect(plotOf(["year", "n"], [{ year: literal("1999"), n: literal("3") }])?.points[0]).toMatchObject({ x: 1999, y: 3 });
    expect(plotOf(["label"], [{ label: literal("a") }])).toBeUndefined();
  });

  it("shortens IRIs", () => {
    expect(shortName("https://w3id.org/triskele/id/actor/odtu")).toBe("odtu");
    expect(shortName("http://x#Y")).toBe("Y");
  });
});

describe("completion", () => {
  const terms = {
    classes: [{ iri: "", prefixed: "tsk:Actor", labels: { tr: "aktör", en: "actor" }, count: 300 }],
    properties: [{ iri: "", prefixed: "tsk:activeIn", labels: { tr: "", en: "active in" }, count: 5 }],
    prefixes: { tsk: "https://w3id.org/triskele/ontology#" },
  };
  it("offers classes after a, properties elsewhere, by prefix or by their label", () => {
    expect(offersAt("?s a tsk:ac", "", terms, "en").offers[0]?.label).toBe("tsk:Actor");
    expect(offersAt("?s act", "", terms, "en").offers.map((o) => o.label)).toContain("tsk:activeIn");
    expect(offersAt("?s akt", "", terms, "tr").offers.map((o) => o.label)).toEqual(["tsk:Actor"]);
  });

  it("offers the variables of this query and keywords", () => {
    expect(offersAt("?ac", "SELECT ?actor ?ac", terms, "en").offers.map((o) => o.label)).toEqual(["?actor"]);
    expect(offersAt("SEL", "", terms, "en").offers[0]?.label).toBe("SELECT");
    expect(offersAt("", "", terms, "en").offers).toEqual([]);
  });
});
