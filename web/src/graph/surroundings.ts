import type { RefObject } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Palette, readPalette } from "./style";

/** What a picture must follow: the room it has, and the colours of the page, which change with the scheme. */
export function useSurroundings(host: RefObject<HTMLElement | null>): { size: { width: number; height: number }; palette: Palette } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [theme, setTheme] = useState(0);
  const palette = useMemo(() => readPalette(), [theme]);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const themed = () => setTheme((count) => count + 1);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", themed);
    addEventListener("triskele-theme", themed);
    return () => {
      observer.disconnect();
      scheme.removeEventListener("change", themed);
      removeEventListener("triskele-theme", themed);
    };
  }, []);
  return { size, palette };
}
