import { describe, expect, it } from "vitest";
import { Problem, queryText, readProblem } from "../api/client";
import { nameKeys } from "../measures/reading";
import { type Cited, apa, bibtex, csl, ris } from "./cite";
import { nameFilesAfter, writeCsv } from "./csv";
import { type Column, parseSort, sortRows } from "./sorting";
import { SHAPES, SPHERES, pathOfShape, sphereOf } from "./spheres";
import { yearOf } from "./Timeline";
import { shareUrl } from "./Share";

describe("tables", () => {
  const columns: Column<{ n: number | null; s: string }>[] = [
    { key: "n", title: "n", value: (row) => row.n },
    { key: "s", title: "s", value: (row) => row.s },
  ];
  const rows = [{ n: 2, s: "çay" }, { n: null, s: "can" }, { n: 10, s: "ılık" }];
  it("sort numbers as numbers, empty cells last whichever way, names as the language does", () => {
    expect(sortRows(rows, columns[0], false, "tr").map((row) => row.n)).toEqual([2, 10, null]);
    expect(sortRows(rows, columns[0], true, "tr").map((row) => row.n)).toEqual([10, 2, null]);
    expect(sortRows(rows, columns[1], false, "tr").map((row) => row.s)).toEqual(["can", "çay", "ılık"]);
  });

  it("keep their order in the URL", () => {
    expect(parseSort("-degree")).toEqual({ key: "degree", down: true });
    expect(parseSort(null)).toBeUndefined();
  });

  it("are written as CSV with quotes where needed", () => {
    expect(writeCsv(["a", "b"], [["x,y", 'say "hi"'], [null, 1.5]])).toBe('a,b\n"x,y","say ""hi"""\n,1.5\n');
  });
});

describe("asking", () => {
  it("gives one question one URL", () => {
    expect(queryText({ b: ["x", "y"], a: 1, none: undefined, empty: "", nothing: null })).toBe("?b=x%2Cy&a=1");
    expect(queryText({})).toBe("");
  });

  it("reads problem documents, and survives a body that is none", async () => {
    const body = JSON.stringify({ title: "T", detail: "D", hint: "H", code: "syntax", line: 3, column: 7 });
    const problem = await readProblem(new Response(body, { status: 400 }));
    expect(problem).toBeInstanceOf(Problem);
    expect([problem.code, problem.detail, problem.hint, problem.line, problem.column]).toEqual(["syntax", "D", "H", 3, 7]);
    expect((await readProblem(new Response("<html>", { status: 502 }))).code).toBe("http-502");
  });
});

describe("spheres and dates", () => {
  it("have a shape each, no two alike", () => {
    expect(new Set(SPHERES.map((sphere) => SHAPES[sphere])).size).toBe(SPHERES.length);
    for (const sphere of SPHERES) expect(pathOfShape(SHAPES[sphere], 0, 0, 5)).toMatch(/^M.*Z$/);
    expect(sphereOf("martian")).toBe("unknown");
  });

  it("are read as fractions of years", () => {
    expect(yearOf("2015")).toBe(2015);
    expect(yearOf("2015-07")).toBe(2015.5);
    expect(yearOf(null)).toBeUndefined();
  });
});

describe("readings", () => {
  it("say names instead of keys, whole ones only", () => {
    const labels = { odtu: { tr: "ODTÜ", en: "METU" }, "sea-park": { tr: "Deniz Parkı", en: "Sea Park" } };
    expect(nameKeys("highest 3 (odtu), lowest 1 (sea-park); odtum, no-odtu", labels, "en")).toBe("highest 3 (METU), lowest 1 (Sea Park); odtum, no-odtu");
  });
});

describe("sharing", () => {
  it("pins the release and the language", () => {
    Object.assign(globalThis, { location: { href: "http://h/ties?as_of=2010" } });
    expect(shareUrl(4, "tr")).toBe("http://h/r/4/ties?as_of=2010&lang=tr");
    Object.assign(globalThis, { location: { href: "http://h/r/2/ties" } });
    expect(shareUrl(4, "en")).toBe("http://h/r/2/ties?lang=en");
  });
});

describe("citing", () => {
  const cited: Cited = {
    subject: "R&D_Park", iri: "https://w3id.org/triskele/id/actor/r-d-park", name: "r-d-park", release: 3, asOf: 2015, made: "2026-11-20", seen: new Date("2026-11-28T12:00:00Z"),
    title: { tr: "Kıyının kuruluşları", en: "Bodies of the coast" }, publisher: "Coast Agency", licence: "CC BY 4.0",
  };
  it("is a sentence after APA in the reader's language, with release, year and the day it was read", () => {
    expect(apa(cited, "en")).toBe(
      "Coast Agency. (2026). R&D_Park (year 2015). Bodies of the coast (Release 3) [Data set]. CC BY 4.0. Retrieved 28 November 2026, from https://w3id.org/triskele/id/actor/r-d-park",
    );
    expect(apa({ ...cited, subject: undefined, asOf: undefined }, "tr")).toContain("(2026). Kıyının kuruluşları (Sürüm 3) [Veri kümesi]");
  });

  it("claims nobody's name and no licence where the release gives none", () => {
    const bare = { ...cited, publisher: null, licence: null };
    expect(apa(bare, "en")).toMatch(/^R&D_Park .*\(2026\)\. Retrieved/);
    expect(apa(bare, "en") + bibtex(bare, "en") + ris(bare, "en") + csl(bare, "en")).not.toMatch(/CC BY|author|AU {2}-/);
  });

  it("is a file for programs: BibTeX with its signs escaped, RIS with its tags, CSL as JSON", () => {
    expect(bibtex(cited, "en")).toContain("@misc{triskele-3-r-d-park,");
    nameFilesAfter("coast-agency");
    expect(bibtex(cited, "en")).toContain("@misc{coast-agency-3-r-d-park,");
    expect(bibtex(cited, "en")).toContain("R\\&D\\_Park");
    expect(ris(cited, "en").split("\r\n").map((line) => line.slice(0, 6))).toEqual(["TY  - ", "AU  - ", "TI  - ", "PY  - ", "ET  - ", "UR  - ", "Y2  - ", "N1  - ", "ER  - ", ""]);
    expect(JSON.parse(csl(cited, "en"))[0]).toMatchObject({ type: "dataset", version: "Release 3", accessed: { "date-parts": [[2026, 11, 28]] } });
  });
});
