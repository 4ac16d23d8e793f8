/** Queries as text: examples filled in, prefixes added, code samples written. */
import type { Example } from "../api/release";

export interface ExampleParameter {
  name: string;
  value: string;
}

export function exampleParameters(example: Example): ExampleParameter[] {
  const given = example.parameters ?? {};
  if (Array.isArray(given)) return given.map((one) => ({ name: one.name, value: String(one.default ?? "") }));
  return Object.entries(given).map(([name, value]) => ({ name, value: String(value ?? "") }));
}

const UNSAFE = /[<>"'{}|\\^`\u0000-\u001f]/g;

/** The example's query with its $parameters filled in; signs that could break out of their place are dropped. */
export function fillExample(query: string, values: Record<string, string>): string {
  const names = Object.keys(values).sort((a, b) => b.length - a.length);
  return names.reduce((text, name) => text.split(`$${name}`).join((values[name] ?? "").replace(UNSAFE, "")), query);
}

/** The query with a PREFIX line for every known prefix it uses without declaring it. */
export function addPrefixes(query: string, known: Record<string, string>): string {
  const declared = new Set([...query.matchAll(/\bprefix\s+([\w-]*)\s*:/gi)].map((match) => match[1] ?? ""));
  const bare = query.replace(/<[^<>\s]*>/g, " ").replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, " ").replace(/#.*$/gm, " ");
  const used = new Set([...bare.matchAll(/(?<![\w?$:@-])([A-Za-z][\w-]*):(?=[\w-])/g)].map((match) => match[1] ?? ""));
  const missing = [...used].filter((name) => !declared.has(name) && known[name] !== undefined).sort();
  return missing.map((name) => `PREFIX ${name}: <${known[name]}>\n`).join("") + query;
}

export type Language = "curl" | "Python" | "R" | "JavaScript";
export const LANGUAGES: Language[] = ["curl", "Python", "R", "JavaScript"];

/** The same question asked from a program. */
export function codeSample(language: Language, query: string, endpoint: string, asOf: number | undefined): string {
  const text = query.trim();
  switch (language) {
    case "curl":
      return [
        `curl -s '${endpoint}' \\`,
        `  -H 'Accept: text/csv' \\`,
        ...(asOf === undefined ? [] : [`  --data-urlencode 'as_of=${asOf}' \\`]),
        `  --data-urlencode 'query=${text.replace(/'/g, "'\\''")}'`,
      ].join("\n");
    case "Python":
      return [
        "import io",
        "import urllib.parse, urllib.request",
        "import pandas as pd",
        "",
        `query = ${pythonText(text)}`,
        `body = urllib.parse.urlencode({"query": query${asOf === undefined ? "" : `, "as_of": ${asOf}`}}).encode()`,
        `request = urllib.request.Request("${endpoint}", body, {"Accept": "text/csv"})`,
        "with urllib.request.urlopen(request) as answer:",
        "    table = pd.read_csv(io.BytesIO(answer.read()))",
        "print(table)",
      ].join("\n");
    case "R":
      return [
        "library(httr2)",
        "",
        `query <- ${JSON.stringify(text)}`,
        `answer <- request("${endpoint}") |>`,
        `  req_headers(Accept = "text/csv") |>`,
        `  req_body_form(query = query${asOf === undefined ? "" : `, as_of = "${asOf}"`}) |>`,
        "  req_perform()",
        "table <- read.csv(text = resp_body_string(answer))",
        "print(table)",
      ].join("\n");
    case "JavaScript":
      return [
        `const query = ${JSON.stringify(text)};`,
        `const answer = await fetch("${endpoint}", {`,
        `  method: "POST",`,
        `  headers: { Accept: "application/sparql-results+json" },`,
        `  body: new URLSearchParams({ query${asOf === undefined ? "" : `, as_of: "${asOf}"`} }),`,
        "});",
        "console.log((await answer.json()).results.bindings);",
      ].join("\n");
  }
}

function pythonText(text: string): string {
  return text.includes('"""') || text.includes("\\") ? JSON.stringify(text) : `"""\n${text}\n"""`;
}
