/** What lies under a box of the picture: points and lines. */
import { type Camera, growth } from "./camera";
import type { Scene } from "./model";

const CELL = 24;
const ALL = 300;
/** Above so many lines none is looked at: all of them lie under every name anyway. */
const LINES = 600;

/** Where points lie on the screen, so that a label can ask how many it would cover. */
export function crowdOf(scene: Scene, camera: Camera, visible?: boolean[]) {
  const grown = growth(camera);
  const spots: [number, number, number][] = [];
  if (scene.points.length <= 3000) {
    scene.points.forEach((point, i) => {
      if (!visible || visible[i]) spots.push([point.x * camera.scale + camera.tx, point.y * camera.scale + camera.ty, point.r * grown]);
    });
  }
  const hit = (among: readonly [number, number, number][], x0: number, y0: number, x1: number, y1: number): number => {
    let count = 0;
    for (const [x, y, r] of among) if (x + r > x0 && x - r < x1 && y + r > y0 && y - r < y1) count++;
    return count;
  };
  type Covered = (x0: number, y0: number, x1: number, y1: number) => number;
  // a few hundred, communities among them whose circles are wider than a cell, are all looked at
  if (spots.length <= ALL) return { covered: ((...box) => hit(spots, ...box)) as Covered };
  const cells = new Map<number, [number, number, number][]>();
  const nameOf = (cx: number, cy: number) => cx * 65_536 + cy;
  for (const spot of spots) {
    const name = nameOf(Math.floor(spot[0] / CELL), Math.floor(spot[1] / CELL));
    const cell = cells.get(name);
    if (cell) cell.push(spot);
    else cells.set(name, [spot]);
  }
  const covered: Covered = (x0, y0, x1, y1) => {
    let count = 0;
    for (let cx = Math.floor(x0 / CELL) - 1; cx <= Math.floor(x1 / CELL) + 1; cx++) {
      for (let cy = Math.floor(y0 / CELL) - 1; cy <= Math.floor(y1 / CELL) + 1; cy++) count += hit(cells.get(nameOf(cx, cy)) ?? [], x0, y0, x1, y1);
    }
    return count;
  };
  return { covered };
}

/** How many lines pass under a box, at `most`; 0 where there are too many to ask. */
export function crossedBy(scene: Scene, camera: Camera, most: number): (x0: number, y0: number, x1: number, y1: number) => number {
  if (scene.lines.length > LINES) return () => 0;
  const spot = (i: number): [number, number] => {
    const point = scene.points[i];
    return [(point?.x ?? 0) * camera.scale + camera.tx, (point?.y ?? 0) * camera.scale + camera.ty];
  };
  const drawn = scene.lines.map(({ a, b }) => [...spot(a), ...spot(b)] as const);
  return (x0, y0, x1, y1) => {
    let count = 0;
    for (const [ax, ay, bx, by] of drawn) {
      if (Math.max(ax, bx) < x0 || Math.min(ax, bx) > x1 || Math.max(ay, by) < y0 || Math.min(ay, by) > y1) continue;
      // the corners lie on both sides of the line, or one end lies in the box
      const side = (x: number, y: number) => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
      const sides = [side(x0, y0), side(x1, y0), side(x0, y1), side(x1, y1)];
      if (!sides.every((one) => one === sides[0])) count++;
    }
    return Math.min(count, most);
  };
}
