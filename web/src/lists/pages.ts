/** A list of the service with all its pages: the first is waited for, the others follow by themselves up to a bound. */
import { useEffect, useState } from "preact/hooks";
import { type Parameters, getJson } from "../api/client";
import type { Listing } from "../api/lists";
import { useGet } from "../shell/context";
import type { Loaded } from "../shell/loading";

/** So many a request, the most the service gives; and so many rows without being asked for more. */
const PAGE = 1000;
const BY_ITSELF = 5000;

export interface Whole<T, L extends Listing<T> = Listing<T>> extends Loaded<L> {
  rows: T[];
  /** Fetches the next page; undefined when all have come. */
  more?: () => void;
}

export function useWhole<T, L extends Listing<T> = Listing<T>>(path: string, parameters: Parameters): Whole<T, L> {
  const first = useGet<L>(path, { limit: PAGE, ...parameters });
  const [rest, setRest] = useState<{ of?: Listing<T>; rows: T[]; next?: string | null }>({ rows: [] });
  const [asked, setAsked] = useState(BY_ITSELF);
  const here = rest.of === first.data ? rest : { of: first.data, rows: [], next: first.data?.meta.next };
  const rows = [...(first.data?.items ?? []), ...here.rows];
  useEffect(() => {
    const { of, next } = here;
    if (!of || !next || rows.length >= asked) return;
    let left = false;
    // what comes after the reader has gone to another list belongs to none
    getJson<Listing<T>>(next).then(
      (page) => left || setRest({ of, rows: [...here.rows, ...page.items], next: page.meta.next }),
      () => left || setRest({ of, rows: here.rows, next: null }),
    );
    return () => {
      left = true;
    };
  }, [first.data, here.next, asked]);
  return { ...first, rows, more: here.next && rows.length >= asked ? () => setAsked(rows.length + PAGE) : undefined };
}
