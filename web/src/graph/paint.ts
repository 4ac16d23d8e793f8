/** Painting a scene on a canvas. Lines of one look are one path: ten thousand actors take a fraction of a second in
 * software. */
import type { Camera } from "./camera";
import { LABEL_FONT, LINE_HEIGHT, chooseLabels } from "./labels";
import type { Point, Scene } from "./model";
import { paintLines } from "./paintlines";
import { paintPoints } from "./paintpoints";
import type { Palette } from "./style";

export interface Look {
  palette: Palette;
  /** Keys to bring forward; everything else fades. */
  lit?: ReadonlySet<string>;
  /** Lines to bring forward, as indexes. */
  litLines?: ReadonlySet<number>;
  selected?: string;
  hovered?: string;
  /** While the reader drags a large picture lines are left out. */
  hurried?: boolean;
}

export interface Painted {
  points: number;
  lines: number;
  labels: number;
}

export function paint(ctx: CanvasRenderingContext2D, scene: Scene, camera: Camera, width: number, height: number, look: Look): Painted {
  // Filled, not cleared: on paper a picture of the dark theme keeps the ground it was made for.
  ctx.fillStyle = look.palette.paper;
  ctx.fillRect(0, 0, width, height);
  const visible = scene.points.map((point) => inside(point, camera, width, height));
  const lines = look.hurried && scene.lines.length > 8000 ? 0 : paintLines(ctx, scene, camera, look, visible);
  const points = paintPoints(ctx, scene, camera, look, visible);
  const labels = paintLabels(ctx, scene, camera, width, height, look, visible);
  return { points, lines, labels };
}

function inside(point: Point, camera: Camera, width: number, height: number): boolean {
  const x = point.x * camera.scale + camera.tx;
  const y = point.y * camera.scale + camera.ty;
  return x > -60 && y > -60 && x < width + 60 && y < height + 60;
}

function paintLabels(ctx: CanvasRenderingContext2D, scene: Scene, camera: Camera, width: number, height: number, look: Look, visible: boolean[]): number {
  ctx.font = LABEL_FONT;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const labels = chooseLabels(scene, camera, width, height, (text) => ctx.measureText(text).width, {
    lit: look.lit,
    always: [look.selected, look.hovered],
    visible,
    covered: [width - 54, height - 140, width, height],
  });
  for (const { lines, x, y, point } of labels) {
    ctx.font = point.key === look.selected ? LABEL_FONT.replace("12px", "600 12px") : LABEL_FONT;
    lines.forEach((text, i) => {
      const at = y + (i - (lines.length - 1) / 2) * LINE_HEIGHT;
      ctx.strokeStyle = look.palette.paper;
      ctx.lineWidth = 3.5;
      ctx.strokeText(text, x, at);
      ctx.fillStyle = look.palette.ink;
      ctx.fillText(text, x, at);
    });
  }
  return labels.length;
}
