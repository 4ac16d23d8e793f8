import { useEffect } from "preact/hooks";

/** The document's title, most telling part first. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), "Triskele"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
