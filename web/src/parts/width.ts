/** How wide an element is now: drawings are made for the width there is, so that their letters stay legible. */
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

export function useWidth(box: RefObject<Element | null>, least: number, most: number): number {
  const [width, setWidth] = useState(most);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(least, Math.min(most, Math.floor(element.clientWidth))));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [least, most]);
  return width;
}
