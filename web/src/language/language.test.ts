import { describe, expect, it } from "vitest";
import { chooseLang, compareNames, fold, pick, say, writeDate, writeFigure, writeNumber, writeWhen } from ".";
import { messages } from "./messages";
import { NO_WORDS, word } from "./words";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("the catalogue", () => {
  it("has every message in both languages with the same placeholders", () => {
    for (const [key, [tr, en]] of Object.entries(messages)) {
      expect(tr.trim(), `${key} in Turkish`).not.toBe("");
      expect(en.trim(), `${key} in English`).not.toBe("");
      expect(holes(tr), key).toEqual(holes(en));
    }
  });

  it("fills placeholders and writes numbers as the language does", () => {
    expect(say("tr", "rowsShown", { shown: 50, all: 1234 })).toBe("1.234 satırın 50 tanesi");
    expect(say("en", "rowsShown", { shown: 50, all: 1234 })).toBe("50 of 1,234 rows");
  });
});

describe("numbers, dates and names", () => {
  it("keeps small numbers visible and uses a true minus", () => {
    expect(writeNumber("en", 0.00012345)).toBe("0.00012");
    expect(writeNumber("tr", -0.5)).toBe("\u22120,5");
    expect(writeNumber("en", -0.0)).toBe("0");
  });

  it("writes figures with qualifier and unit", () => {
    const WORDS = { ...NO_WORDS, qualifiers: { over: "> {figure}", "at-least": "≥ {figure}", about: "≈ {figure}" }, "figure-units": { one: "{figure}", person: "{figure} people", percent: "%{figure}", year: "{figure} years" } };
    expect(writeFigure("tr", WORDS, 53.73, "exact", "percent")).toBe("%53,73");
    expect(writeFigure("en", WORDS, 40, "over", "one")).toBe("> 40");
    expect(writeFigure("en", WORDS, 15, "at-least", "person")).toBe("≥ 15 people");
        expect(writeFigure("tr", WORDS, 5000000, "about", "TRY")).toBe("≈ 5.000.000 TRY");
    expect(writeFigure("en", WORDS, 1500, null, "year")).toBe("1500 years");
  });

  it("writes dates as precisely as the source", () => {
    expect(writeDate("tr", "2015-03")).toBe("Mart 2015");
    expect(writeDate("en", "2015-03-04")).toBe("4 March 2015");
    expect(writeDate("en", 1999)).toBe("1999");
    expect(writeDate("en", null)).toBe("");
  });

  it("keeps what lies within bounds apart from what is known", () => {
    expect(writeWhen("en", "2001", null)).toBe("2001");
    expect(writeWhen("en", "2001", "2003")).toBe("between 2001 and 2003");
    expect(writeWhen("tr", "2001", "2003-05")).toBe("2001 ile Mayıs 2003 arası");
    expect(writeWhen("en", "2010", "..")).toBe("2010 or later");
    expect(writeWhen("tr", null, "2016")).toBe("en geç 2016");
  });

  it("folds Turkish letters and orders them as the alphabet does", () => {
    expect(fold("İĞNE Şişli ILGAZ")).toBe("igne sisli ilgaz");
    expect(["Ş", "S", "Ç", "C", "İ", "I"].sort(compareNames("tr"))).toEqual(["C", "Ç", "I", "İ", "S", "Ş"]);
  });

  it("falls back to the other language", () => {
    expect(pick("tr", { en: "only" })).toBe("only");
    expect(pick("en", undefined, "name")).toBe("name");
  });

  it("chooses the language of the URL, then the kept one, then the browser's", () => {
    expect(chooseLang("tr", "en", "en-US")).toBe("tr");
    expect(chooseLang(null, "tr", "en-US")).toBe("tr");
    expect(chooseLang("de", null, "tr-TR")).toBe("tr");
    expect(chooseLang(null, null, "fr")).toBe("en");
  });

  it("joins words of spheres and leaves names alone", () => {
    const words = { ...NO_WORDS, parts: { university: "üniversite", industry: "sanayi", layers: "katmanlar" }, units: { layers: "katman" } };
    expect(word(words, "university-industry")).toBe("üniversite\u2013sanayi");
    expect(word(words, "sea-cluster")).toBe("sea cluster");
    expect([word(words, "layers"), word(words, "layers", "units")]).toEqual(["katmanlar", "katman"]);
  });
});
