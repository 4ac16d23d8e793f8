/** Asking the service: one function, one kind of failure, answers kept because a release never changes. */

/** What went wrong, as the service says it (RFC 9457), or as the explorer says it when no answer came. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly hint: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(detail || title);
  }
}

export type Parameters = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** Lists become comma-separated; empty values are left out, so that the same question has one URL. */
export function queryText(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(parameters)) {
    const value = parameters[name];
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text !== undefined && text !== null && text !== "") query.set(name, String(text));
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

export async function readProblem(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (name: string) => (typeof body[name] === "string" ? (body[name] as string) : "");
  const number = (name: string) => (typeof body[name] === "number" ? (body[name] as number) : undefined);
  return new Problem(
    answer.status,
    text("code") || `http-${answer.status}`,
    text("title") || answer.statusText,
    text("detail"),
    text("hint"),
    number("line"),
    number("column"),
  );
}

const kept = new Map<string, Promise<unknown>>();
const KEPT_AT_MOST = 120;

async function fetchJson(url: string, signal?: AbortSignal): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(url, { headers: { Accept: "application/json" }, signal });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") throw failure;
    throw new Problem(0, "no-answer", "", "", "");
  }
  if (!answer.ok) throw await readProblem(answer);
  return answer.json();
}

/** The JSON answer to a GET. Without a signal the answer is kept and shared. */
export function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  if (signal) return fetchJson(url, signal) as Promise<T>;
  const found = kept.get(url);
  if (found) return found as Promise<T>;
  const asked = fetchJson(url);
  kept.set(url, asked);
  asked.catch(() => kept.delete(url));
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT_AT_MOST && oldest !== undefined) kept.delete(oldest);
  return asked as Promise<T>;
}
