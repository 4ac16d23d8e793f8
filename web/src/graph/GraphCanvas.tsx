import { useEffect, useImperativeHandle, useMemo, useRef, useState } from "preact/hooks";
import type { Ref } from "preact";
import { useExplorer } from "../shell/context";
import { type Camera, centreOn, fit, lineAt, nextPoint, pointAt, zoomAt } from "./camera";
import type { Line, Point, Scene } from "./model";
import { type Painted, paint } from "./paint";
import { readPalette } from "./style";
import { writeSvg } from "./svg";

export interface GraphHandle {
  png: (caption: { title: string; source: string }) => Promise<Blob | null>;
  svg: (caption: { title: string; source: string }) => string;
  fit: () => void;
  zoom: (factor: number) => void;
}

interface Props {
  scene: Scene;
  label: string;
  /** Changes when the reader asked for another picture: then everything is fitted anew. */
  family: string;
  selected?: string;
  lit?: ReadonlySet<string>;
  litLines?: ReadonlySet<number>;
  onSelect: (point: Point | undefined) => void;
  onOpen: (point: Point) => void;
  onLine?: (line: Line) => void;
  handle?: Ref<GraphHandle>;
}

/** The canvas: wheel and pinch zoom, drag pans; arrows walk from actor to actor, Enter opens, + and - zoom, 0 fits. */
export function GraphCanvas({ scene, label, family, selected, lit, litLines, onSelect, onOpen, onLine, handle }: Props) {
  const { say, word } = useExplorer();
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [hovered, setHovered] = useState<string>();
  const [spoken, setSpoken] = useState("");
  const camera = useRef<Camera | undefined>(undefined);
  const hurried = useRef(false);
  const frame = useRef(0);
  const [theme, setTheme] = useState(0);
  const palette = useMemo(() => readPalette(), [theme]);

  const draw = () => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const ctx = canvas.current?.getContext("2d");
      if (!ctx || !camera.current || !host.current || !size.width) return;
      const ratio = Math.min(devicePixelRatio || 1, 2);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const done: Painted = paint(ctx, scene, camera.current, size.width, size.height, {
        palette,
        lit,
        litLines,
        selected,
        hovered,
        hurried: hurried.current,
      });
      host.current.dataset.drawnPoints = String(done.points);
      host.current.dataset.drawnLines = String(done.lines);
      host.current.dataset.drawn ??= String(Math.round(performance.now()));
    });
  };

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

  useEffect(() => {
    if (canvas.current && size.width) {
      const ratio = Math.min(devicePixelRatio || 1, 2);
      canvas.current.width = size.width * ratio;
      canvas.current.height = size.height * ratio;
      camera.current = fit(scene, size.width, size.height);
      draw();
    }
  }, [family, size.width, size.height]);

  useEffect(draw, [scene, palette, lit, litLines, selected, hovered]);

  const set = (next: Camera) => {
    camera.current = next;
    draw();
  };

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const fingers = new Map<number, { x: number; y: number }>();
    let moved = 0;
    let idle = 0;
    const local = (event: PointerEvent | WheelEvent) => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const rest = () => {
      clearTimeout(idle);
      idle = window.setTimeout(() => {
        hurried.current = false;
        draw();
      }, 160);
    };
    const wheel = (event: WheelEvent) => {
      if (!camera.current) return;
      event.preventDefault();
      const { x, y } = local(event);
      hurried.current = true;
      set(zoomAt(camera.current, Math.exp(-event.deltaY * 0.0016), x, y));
      rest();
    };
    const down = (event: PointerEvent) => {
      if ((event.target as Element).closest("button")) return;
      element.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, local(event));
      moved = 0;
    };
    const move = (event: PointerEvent) => {
      const now = local(event);
      const before = fingers.get(event.pointerId);
      if (!camera.current) return;
      if (!before) {
        const at = pointAt(scene, camera.current, now.x, now.y);
        setHovered(scene.points[at]?.key);
        element.style.cursor = at >= 0 ? "pointer" : "grab";
        return;
      }
      const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      hurried.current = true;
      if (others[0]) {
        const old = Math.hypot(before.x - others[0].x, before.y - others[0].y) || 1;
        const fresh = Math.hypot(now.x - others[0].x, now.y - others[0].y) || 1;
        set(zoomAt(camera.current, fresh / old, (now.x + others[0].x) / 2, (now.y + others[0].y) / 2));
        moved += 10;
      } else {
        moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
        set({ ...camera.current, tx: camera.current.tx + now.x - before.x, ty: camera.current.ty + now.y - before.y });
      }
      fingers.set(event.pointerId, now);
      rest();
    };
    const up = (event: PointerEvent) => {
      const place = fingers.get(event.pointerId);
      fingers.delete(event.pointerId);
      if (!place || moved > 6 || !camera.current) return;
      const point = scene.points[pointAt(scene, camera.current, place.x, place.y)];
      if (point) {
        if (point.key === selected) onOpen(point);
        else onSelect(point);
        return;
      }
      const line = scene.lines[lineAt(scene, camera.current, place.x, place.y)];
      if (line && line.link >= 0) onLine?.(line);
      else onSelect(undefined);
    };
    element.addEventListener("wheel", wheel, { passive: false });
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
    return () => {
      clearTimeout(idle);
      element.removeEventListener("wheel", wheel);
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
    };
  });

  const keep = (index: number) => {
    const point = scene.points[index];
    if (!point || !camera.current) return;
    const [x, y] = [point.x * camera.current.scale + camera.current.tx, point.y * camera.current.scale + camera.current.ty];
    if (x < 20 || y < 20 || x > size.width - 20 || y > size.height - 20) {
      set(centreOn(camera.current, point.x, point.y, size.width, size.height));
    }
    onSelect(point);
    setSpoken(say("spokenActor", { name: point.label, sphere: word(point.sphere), ties: point.degree }));
  };

  const press = (event: KeyboardEvent) => {
    if (!camera.current) return;
    const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    const now = selected === undefined ? -1 : (scene.index.get(selected) ?? -1);
    if (arrow && event.shiftKey) set({ ...camera.current, tx: camera.current.tx - 60 * arrow[0], ty: camera.current.ty - 60 * arrow[1] });
    else if (arrow) keep(now < 0 ? strongest(scene) : nextPoint(scene, now, ...arrow));
    else if (event.key === "+" || event.key === "=") set(zoomAt(camera.current, 1.3, size.width / 2, size.height / 2));
    else if (event.key === "-") set(zoomAt(camera.current, 1 / 1.3, size.width / 2, size.height / 2));
    else if (event.key === "0") set(fit(scene, size.width, size.height));
    else if (event.key === "Enter" && scene.points[now]) onOpen(scene.points[now]);
    else if (event.key === "Escape") onSelect(undefined);
    else return;
    event.preventDefault();
  };

  useImperativeHandle(
    handle ?? null,
    (): GraphHandle => ({
      fit: () => set(fit(scene, size.width, size.height)),
      zoom: (factor) => camera.current && set(zoomAt(camera.current, factor, size.width / 2, size.height / 2)),
      svg: (caption) =>
        writeSvg(scene, camera.current ?? fit(scene, size.width, size.height), size.width, size.height, palette, { ...caption, word }),
      png: async (caption) => {
        const svg = writeSvg(scene, camera.current ?? fit(scene, size.width, size.height), size.width, size.height, palette, {
          ...caption,
          word,
        });
        const image = new Image();
        image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
        await image.decode();
        const sheet = document.createElement("canvas");
        sheet.width = image.width * 2;
        sheet.height = image.height * 2;
        sheet.getContext("2d")?.drawImage(image, 0, 0, sheet.width, sheet.height);
        URL.revokeObjectURL(image.src);
        return new Promise((resolve) => sheet.toBlob(resolve, "image/png"));
      },
    }),
    [scene, size, palette],
  );

  return (
    <div
      class="graph"
      ref={host}
      tabIndex={0}
      role="application"
      aria-label={label}
      aria-describedby="graph-keys"
      onKeyDown={press}
      data-points={scene.points.length}
      data-lines={scene.lines.length}
      data-selected={selected ?? ""}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <p id="graph-keys" class="sr">
        {say("graphKeys")}
      </p>
      <p class="sr" role="status">
        {spoken}
      </p>
    </div>
  );
}

function strongest(scene: Scene): number {
  let best = 0;
  scene.points.forEach((point, i) => {
    if (point.degree > (scene.points[best]?.degree ?? -1)) best = i;
  });
  return best;
}
