import { describe, expect, it } from "vitest";
import { linkHere, linkTo, readPlace } from "./router";
import { PAGES, pageAt } from "./pages";

const at = (url: string) => readPlace(new URL(url, "http://localhost"));

describe("places", () => {
  it("reads path, query and pinned release", () => {
    const place = at("/r/3/page/actor/odtu?lang=tr&as_of=2015");
    expect([place.prefix, place.path, place.query.get("as_of")]).toEqual(["/r/3", "/page/actor/odtu", "2015"]);
    expect(at("/r/12").path).toBe("/");
    expect(at("/ties/").path).toBe("/ties");
  });

  it("carries language, year and release from page to page, and nothing else", () => {
    const place = at("/r/3/ties?lang=tr&as_of=2015&spheres=industry");
    expect(linkTo(place, "/measures")).toBe("/r/3/measures?lang=tr&as_of=2015");
    expect(linkTo(place, "/ties", { as_of: undefined, focus: "a" })).toBe("/r/3/ties?lang=tr&focus=a");
  });

  it("changes some parameters of this page and keeps the others", () => {
    const place = at("/ties?lang=tr&focus=a");
    expect(linkHere(place, { focus: "", as_of: 2010 })).toBe("/ties?lang=tr&as_of=2010");
  });

  it("leads to things at anybody's address and back", () => {
    for (const key of ["https://firm.example/acme", "https://example.org/ns#lab", "http://a.example/?x=1%20", "http://a.example/", "_:b1"]) {
      const place = at(linkTo(at("/ties?lang=tr"), `/page/actor/${key}`));
      expect(place.path).toBe(`/page/actor/${key}`);
      expect(pageAt(place.path)?.name).toBe("actor");
      expect(at(linkHere(place, { as_of: 2010 })).path).toBe(place.path);
    }
  });

  it("drops what cannot be read instead of carrying it on", () => {
    expect(linkTo(at("/ties?lang=xx&as_of=soon"), "/query")).toBe("/query");
  });

  it("knows which addresses are pages", () => {
    for (const page of PAGES) {
      for (const path of page.paths) expect(pageAt(path.replace(/\{\w+(:path)?\}/g, "x"))?.name, path).toBe(page.name);
    }
    for (const path of ["/exports/ttl", "/data/actor/x", "/networks/organisations", "/dataset", "/sparql", "/page/actor", "/ties/x"]) {
      expect(pageAt(path), path).toBeUndefined();
    }
  });
});
