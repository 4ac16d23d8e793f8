/** The same picture as an SVG file, with a legend and where it comes from. */
import { SHAPES, pathOfShape } from "../parts/spheres";
import { type Camera, growth } from "./camera";
import type { Point, Scene } from "./model";
import { LINE_HEIGHT, chooseLabels } from "./labels";
import { type Caption, escape, writeLegend } from "./legendfile";
import { PALE } from "./paintlines";
import { ringOf } from "./paintpoints";
import { DASHES, type Palette } from "./style";

/** What is brought forward, as on the screen. */
export interface Shown {
  palette: Palette;
  lit?: ReadonlySet<string>;
  litLines?: ReadonlySet<number>;
  selected?: string;
}

export function writeSvg(scene: Scene, camera: Camera, width: number, height: number, shown: Shown, caption: Caption): string {
  const { palette, lit, litLines } = shown;
  const legend = writeLegend(scene, width, height + 20, palette, caption);
  const foot = legend.height + 46;
  const out: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + foot}" width="${width}" height="${height + foot}" font-family="system-ui, sans-serif">`,
    `<title>${escape(caption.title)}</title><desc>${escape(caption.source)}</desc>`,
    `<rect width="${width}" height="${height + foot}" fill="${palette.paper}"/>`,
    `<clipPath id="frame"><rect width="${width}" height="${height}"/></clipPath><g clip-path="url(#frame)">`,
  ];
  const at = (index: number): [number, number] => {
    const point = scene.points[index];
    return point ? [point.x * camera.scale + camera.tx, point.y * camera.scale + camera.ty] : [0, 0];
  };
  scene.lines.forEach((line, i) => {
    const [[ax, ay], [bx, by]] = [at(line.a), at(line.b)];
    const dash = (DASHES[line.modality] ?? []).join(" ");
    const wide = line.link < 0 ? Math.min(6, 0.5 + Math.log2(1 + line.weight) * 0.55) : 1.15;
    const ahead = litLines?.has(i) ?? false;
    const [full, thick] = !lit && !litLines ? [0.75, wide] : ahead ? [1, wide * 2] : [0.12, wide];
    const opacity = line.pale && full > 0.12 ? full * PALE : full;
    out.push(
      `<line x1="${ax.toFixed(1)}" y1="${ay.toFixed(1)}" x2="${bx.toFixed(1)}" y2="${by.toFixed(1)}" stroke="${palette.layers[line.layer] ?? palette.edge}" stroke-width="${thick.toFixed(1)}" stroke-opacity="${Number(opacity.toFixed(2))}"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`,
    );
  });
  const grown = growth(camera);
  scene.points.forEach((point, i) => {
    const [x, y] = at(i);
    const faded = lit && !lit.has(point.key) ? ' opacity="0.22"' : point.pale ? ' opacity="0.4"' : "";
    out.push(`<g${faded}><title>${escape(point.label)}</title>${point.count === undefined ? mark(point, x, y, point.r * grown, palette) : ring(point, x, y, point.r * grown, palette)}</g>`);
  });
  for (const { lines, x, y, point } of chooseLabels(scene, camera, width, height, (t) => t.length * 6.6, { lit, always: [shown.selected] })) {
    const weight = point.key === shown.selected ? ' font-weight="600"' : "";
    const rows = lines.map((line, n) => `<tspan x="${x.toFixed(1)}" y="${(y + 4 + (n - (lines.length - 1) / 2) * LINE_HEIGHT).toFixed(1)}">${escape(line)}</tspan>`);
    out.push(`<text font-size="12"${weight} fill="${palette.ink}" stroke="${palette.paper}" stroke-width="3" paint-order="stroke">${rows.join("")}</text>`);
  }
  out.push("</g>", legend.text);
  out.push(
    `<text x="12" y="${height + foot - 14}" font-size="11" fill="${palette.muted}">${escape(`${caption.title}. ${caption.source}`)}</text></svg>`,
  );
  return `${out.join("\n")}\n`;
}

function mark(point: Point, x: number, y: number, r: number, palette: Palette): string {
  const hollow = point.sphere === "unknown";
  const colour = palette.spheres[point.sphere] ?? palette.muted;
  return `<path d="${pathOfShape(SHAPES[point.sphere], x, y, r)}" fill="${hollow ? palette.paper : colour}" stroke="${hollow ? colour : palette.paper}" stroke-width="${hollow ? 2 : 1}"/>`;
}

/** A bubble: how many it holds, and around it an arc for each sphere. */
function ring(point: Point, x: number, y: number, r: number, palette: Palette): string {
  const thick = ringOf(r);
  const around = 2 * Math.PI * (r - thick / 2);
  let before = 0;
  const arcs = Object.entries(point.shares ?? {}).map(([sphere, share]) => {
    const long = (around * share) / (point.count ?? 1);
    const arc = `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(r - thick / 2).toFixed(1)}" fill="none" stroke="${palette.spheres[sphere] ?? palette.muted}" stroke-width="${thick.toFixed(1)}" stroke-dasharray="${long.toFixed(2)} ${(around - long).toFixed(2)}" stroke-dashoffset="${(around / 4 - before).toFixed(2)}"/>`;
    before += long;
    return arc;
  });
  const count = r > 13 ? `<text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" font-size="${Math.min(13, r * 0.6).toFixed(0)}" font-weight="600" text-anchor="middle" fill="${palette.ink}">${point.count}</text>` : "";
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${palette.paper}"/>${arcs.join("")}${count}`;
}
