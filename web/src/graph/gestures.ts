/** Pointer and wheel over the canvas: the wheel and two fingers zoom, a drag pans, a click chooses. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Camera, lineAt, pointAt, zoomAt } from "./camera";
import type { Line, Point, Scene } from "./model";

interface Gestures {
  scene: Scene;
  camera: RefObject<Camera | undefined>;
  move: (next: Camera) => void;
  /** While the reader moves the picture, and shortly after. */
  hurry: (hurried: boolean) => void;
  onHover: (key: string | undefined) => void;
  onPoint: (point: Point) => void;
  onLine: (line: Line) => void;
  onNothing: () => void;
}

/** Finding a line under the pointer looks at every line: in a large picture only on a click. */
const LINES_TO_HOVER = 4000;

export function useGestures(host: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const latest = useRef(gestures);
  latest.current = gestures;
  // Attached once: a drag goes on while the page is drawn anew.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const camera = gestures.camera;
    const fingers = new Map<number, { x: number; y: number }>();
    let moved = 0;
    let idle = 0;
    const local = (event: PointerEvent | WheelEvent) => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const rest = () => {
      clearTimeout(idle);
      idle = window.setTimeout(() => latest.current.hurry(false), 160);
    };
    const wheel = (event: WheelEvent) => {
      if (!camera.current) return;
      event.preventDefault();
      const { x, y } = local(event);
      latest.current.hurry(true);
      latest.current.move(zoomAt(camera.current, Math.exp(-event.deltaY * 0.0016), x, y));
      rest();
    };
    const down = (event: PointerEvent) => {
      if ((event.target as Element).closest("button")) return;
      element.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, local(event));
      moved = 0;
    };
    const hover = (x: number, y: number) => {
      if (!camera.current) return;
      const { scene } = latest.current;
      const at = pointAt(scene, camera.current, x, y);
      latest.current.onHover(scene.points[at]?.key);
      const line = at < 0 && scene.lines.length < LINES_TO_HOVER ? scene.lines[lineAt(scene, camera.current, x, y)] : undefined;
      element.style.cursor = at >= 0 || (line && line.link >= 0) ? "pointer" : "grab";
    };
    const move = (event: PointerEvent) => {
      const now = local(event);
      const before = fingers.get(event.pointerId);
      if (!camera.current) return;
      if (!before) {
        hover(now.x, now.y);
        return;
      }
      const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      latest.current.hurry(true);
      if (others[0]) {
        const old = Math.hypot(before.x - others[0].x, before.y - others[0].y) || 1;
        const fresh = Math.hypot(now.x - others[0].x, now.y - others[0].y) || 1;
        latest.current.move(zoomAt(camera.current, fresh / old, (now.x + others[0].x) / 2, (now.y + others[0].y) / 2));
        moved += 10;
      } else {
        moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
        latest.current.move({ ...camera.current, tx: camera.current.tx + now.x - before.x, ty: camera.current.ty + now.y - before.y });
      }
      fingers.set(event.pointerId, now);
      rest();
    };
    const up = (event: PointerEvent) => {
      const place = fingers.get(event.pointerId);
      fingers.delete(event.pointerId);
      if (!place || moved > 6 || !camera.current) return;
      const { scene } = latest.current;
      const point = scene.points[pointAt(scene, camera.current, place.x, place.y)];
      if (point) {
        latest.current.onPoint(point);
        return;
      }
      const line = scene.lines[lineAt(scene, camera.current, place.x, place.y)];
      if (line && line.link >= 0) latest.current.onLine(line);
      else latest.current.onNothing();
    };
    const leave = () => latest.current.onHover(undefined);
    element.addEventListener("wheel", wheel, { passive: false });
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
    element.addEventListener("pointerleave", leave);
    return () => {
      clearTimeout(idle);
      element.removeEventListener("wheel", wheel);
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
      element.removeEventListener("pointerleave", leave);
    };
  }, []);
}
