import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useExplorer } from "../shell/context";

/** What may be wider than the screen: it scrolls by itself, and says so where there is more to see. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  const { say } = useExplorer();
  const box = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState("");
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const hidden = element.scrollWidth - element.clientWidth;
      setMore([element.scrollLeft > 2 ? "left" : "", element.scrollLeft < hidden - 2 ? "right" : ""].join(" ").trim());
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  return (
    <div class="scroll-box" data-more={more || undefined}>
      {more.endsWith("right") && (
        <p class="scroll-hint" aria-hidden="true">
          {say("scrollHint")} →
        </p>
      )}
      <div class="table-scroll" ref={box} tabIndex={0} role="region" aria-label={label}>
        {children}
      </div>
    </div>
  );
}
