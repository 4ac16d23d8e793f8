import type { Camera } from "./camera";
import type { Line, Scene } from "./model";
import type { Look } from "./paint";
import { DASHES } from "./style";

/** How much of its strength is left of what is merely possible in the year. */
export const PALE = 0.3;

const LINES_AT_MOST = 30_000;

/** Lines of one look as one path, those brought forward last; how many there are. */
export function paintLines(ctx: CanvasRenderingContext2D, scene: Scene, camera: Camera, look: Look, visible: boolean[]): number {
  const groups = new Map<string, Line[]>();
  let count = 0;
  const some = look.lit || look.litLines;
  scene.lines.forEach((line, i) => {
    if (!visible[line.a] && !visible[line.b]) return;
    if (++count > LINES_AT_MOST) return;
    const [p, q] = [scene.points[line.a], scene.points[line.b]];
    const lit = look.litLines?.has(i) || (look.lit && !look.litLines && p && q && look.lit.has(p.key) && look.lit.has(q.key));
    const width = line.link < 0 ? Math.min(6, 0.5 + Math.log2(1 + line.weight) * 0.55) : 1.15;
    const name = `${some ? (lit ? 1 : 0) : 2}|${line.layer}|${line.modality}|${width.toFixed(1)}|${line.pale ? 1 : 0}`;
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  });
  if (count > LINES_AT_MOST) return 0;
  const dense = scene.lines.length > 4000 ? 0.35 : scene.lines.length > 800 ? 0.6 : 0.8;
  for (const [name, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [state, layer, modality, thick, pale] = name.split("|") as [string, string, string, string, string];
    const width = Number(thick) * (state === "1" ? 2 : 1);
    ctx.beginPath();
    for (const line of group) {
      const [p, q] = [scene.points[line.a], scene.points[line.b]];
      if (!p || !q) continue;
      ctx.moveTo(p.x * camera.scale + camera.tx, p.y * camera.scale + camera.ty);
      ctx.lineTo(q.x * camera.scale + camera.tx, q.y * camera.scale + camera.ty);
    }
    ctx.strokeStyle = look.palette.layers[layer] ?? look.palette.edge;
    ctx.globalAlpha = state === "0" ? 0.12 : (state === "1" ? 1 : dense) * (pale === "1" ? PALE : 1);
    ctx.lineWidth = width;
    ctx.setLineDash((DASHES[modality] ?? []).map((d) => d * Math.max(width, 1)));
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  return count;
}
