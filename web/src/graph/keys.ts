/** The picture by keyboard: arrows walk, Shift with arrows pans, + and - zoom, 0 fits, Enter opens, Escape lets go. */
import type { RefObject } from "preact";
import { type Camera, centreOn, fit, nextPoint, zoomAt } from "./camera";
import type { Point, Scene } from "./model";

interface Walk {
  scene: Scene;
  camera: RefObject<Camera | undefined>;
  size: { width: number; height: number };
  selected: string | undefined;
  set: (next: Camera) => void;
  onSelect: (point: Point | undefined) => void;
  onOpen: (point: Point) => void;
  /** Tells those who do not see where the walk has come to. */
  speak: (text: string) => void;
  spoken: (point: Point) => string;
}

export function pressOn({ scene, camera, size, selected, set, onSelect, onOpen, speak, spoken }: Walk): (event: KeyboardEvent) => void {
  const keep = (index: number) => {
    const point = scene.points[index];
    if (!point || !camera.current) return;
    const [x, y] = [point.x * camera.current.scale + camera.current.tx, point.y * camera.current.scale + camera.current.ty];
    if (x < 20 || y < 20 || x > size.width - 20 || y > size.height - 20) {
      set(centreOn(camera.current, point.x, point.y, size.width, size.height));
    }
    onSelect(point);
    speak(spoken(point));
  };

  return (event: KeyboardEvent) => {
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
}

function strongest(scene: Scene): number {
  let best = 0;
  scene.points.forEach((point, i) => {
    if (point.degree > (scene.points[best]?.degree ?? -1)) best = i;
  });
  return best;
}
