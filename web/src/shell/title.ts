import { useEffect } from "preact/hooks";
import { useExplorer } from "./context";

/** The document's title, most telling part first. */
export function useTitle(...parts: (string | undefined)[]): void {
  const { summary, lang } = useExplorer();
  const title = [...parts.filter(Boolean), summary?.title[lang] ?? ""].filter(Boolean).join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
