import { useState } from "preact/hooks";
import type { Found, Listing } from "../api/lists";
import type { Contradiction, Term, Thing } from "../api/records";
import { SearchBox } from "../parts/SearchBox";
import { compareNames } from "../language";
import { useExplorer, useGet } from "../shell/context";
import { yearsOf } from "../shell/YearBar";

/** Kinds of things by the name of a parameter; "" is any, written as kind/key. */
const KINDS: Record<string, string> = { actor: "actor", host: "actor", cluster: "actor", place: "place", sector: "sector", thing: "", first: "", second: "" };
const YEARS = new Set(["year", "from", "until"]);

/** A field for one parameter of a ready question: things by name, years and vocabularies from lists. */
export function Picker({ name, value }: { name: string; value: string }) {
  const { word, summary } = useExplorer();
  if (name in KINDS) return <ThingPicker name={name} kind={KINDS[name] ?? ""} value={value} />;
  if (name === "contradiction") return <ContradictionPicker name={name} value={value} />;
  if (name === "scheme") return <SchemePicker name={name} value={value} />;
  if (YEARS.has(name)) {
    const years = yearsOf(summary);
    return (
      <label class="field">
        {word(name === "year" ? name : `${name}-year`)}
        <select name={name}>
          {!years.includes(Number(value)) && <option value={value}>{value}</option>}
          {years.map((year) => (
            <option key={year} value={year} selected={String(year) === value}>
              {year}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <label class="field">
      {word(name, "parameters")}
      <input name={name} defaultValue={value} inputMode={/^[\d.]+$/.test(value) ? "decimal" : "text"} key={value} />
    </label>
  );
}

function ThingPicker({ name, kind, value }: { name: string; kind: string; value: string }) {
  const { word, label } = useExplorer();
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  const [own, key] = kind ? [kind, value] : (value.split("/") as [string, string | undefined]);
  // The question's own example may not be in this release: then the best connected actor, or nothing.
  const known = useGet<Listing<Found>>("/search", { q: (key ?? "").replace(/-/g, " "), kind: own, limit: 20 });
  const tied = useGet<Listing<Thing>>(own === "actor" ? "/actors" : null, { limit: 1, sort: "degree" });
  const start = known.data && (known.data.items.find((one) => one.key === key) ?? tied.data?.items[0] ?? known.data.items[0]);
  const shown = chosen ?? (start ? { value: kind ? start.key : `${start.kind}/${start.key}`, label: label(start) } : { value: "", label: "" });
  return (
    <div class="field">
      <SearchBox
        id={`pick-${name}`}
        label={word(name, "parameters")}
        kind={kind || undefined}
        picks
        value={shown.label}
        onChoose={(thing) => setChosen({ value: kind ? thing.key : `${thing.kind}/${thing.key}`, label: label(thing) })}
      />
      <input type="hidden" name={name} value={shown.value} />
    </div>
  );
}

function ContradictionPicker({ name, value }: { name: string; value: string }) {
  const { word, pick } = useExplorer();
  const list = useGet<Listing<Contradiction>>("/contradictions", { limit: 200 });
  return (
    <label class="field">
      {word(name)}
      <select name={name} key={list.data ? "there" : "waiting"}>
        {!list.data && <option value={value}>…</option>}
        {list.data?.items.map((one) => (
          <option key={one.key} value={one.key} selected={one.key === value}>
            {pick(one.notes, one.note ?? one.key).slice(0, 90)}
          </option>
        ))}
      </select>
    </label>
  );
}

function SchemePicker({ name, value }: { name: string; value: string }) {
  const { word, label, lang } = useExplorer();
  const schemes = useGet<{ schemes: Term[] }>("/vocabularies");
  const order = compareNames(lang);
  return (
    <label class="field">
      {word(name, "parameters")}
      <select name={name} key={schemes.data ? "there" : "waiting"}>
        {!schemes.data && <option value={value}>…</option>}
        {schemes.data?.schemes
          .toSorted((a, b) => order(label(a), label(b)))
          .map((scheme) => (
            <option key={scheme.key} value={scheme.key} selected={scheme.key === value}>
              {label(scheme)}
            </option>
          ))}
      </select>
    </label>
  );
}
