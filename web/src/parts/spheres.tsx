/** The spheres as a reader meets them: a colour that survives colour blindness and a shape that needs no colour. */
import type { Sphere } from "../api/records";
import { useExplorer } from "../shell/context";

export const SPHERES: Sphere[] = ["university", "industry", "government", "civil-society", "hybrid", "unknown"];

export type Shape = "circle" | "square" | "triangle" | "diamond" | "hexagon" | "ring";

export const SHAPES: Record<Sphere, Shape> = {
  university: "circle",
  industry: "square",
  government: "triangle",
  "civil-society": "diamond",
  hybrid: "hexagon",
  unknown: "ring",
};

export function sphereOf(name: string | null | undefined): Sphere {
  return SPHERES.includes(name as Sphere) ? (name as Sphere) : "unknown";
}

/** Corners of a shape around 0,0 that looks as large as a circle of radius r; [] for the round ones. */
export function corners(shape: Shape, r: number): [number, number][] {
  const turn = (count: number, start: number, size: number): [number, number][] =>
    Array.from({ length: count }, (_, i) => {
      const angle = start + (2 * Math.PI * i) / count;
      return [size * Math.cos(angle), size * Math.sin(angle)];
    });
  if (shape === "square") return turn(4, Math.PI / 4, r * 1.25);
  if (shape === "diamond") return turn(4, 0, r * 1.3);
  if (shape === "triangle") return turn(3, -Math.PI / 2, r * 1.4);
  if (shape === "hexagon") return turn(6, 0, r * 1.12);
  return [];
}

export function pathOfShape(shape: Shape, x: number, y: number, r: number): string {
  const points = corners(shape, r);
  if (points.length) {
    return `M${points.map(([px, py]) => `${(x + px).toFixed(2)} ${(y + py).toFixed(2)}`).join("L")}Z`;
  }
  return `M${(x - r).toFixed(2)} ${y.toFixed(2)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

export function SphereMark({ sphere, size = 14 }: { sphere: string | null | undefined; size?: number }) {
  const kind = sphereOf(sphere);
  return (
    <svg class={`sphere-mark s-${kind}`} width={size} height={size} viewBox="-10 -10 20 20" aria-hidden="true">
      <path d={pathOfShape(SHAPES[kind], 0, SHAPES[kind] === "triangle" ? 1.6 : 0, 6.6)} />
    </svg>
  );
}

/** A thing as a link with the mark of its sphere. */
export function ThingLink({ thing, plain }: { thing: { iri: string; label: string; labels?: { tr: string; en: string }; sphere?: string | null; kind?: string }; plain?: boolean }) {
  const explorer = useExplorer();
  const marked = !plain && (thing.kind === "actor" || thing.sphere);
  return (
    <a class="thing" href={explorer.page(thing)}>
      {marked && <SphereMark sphere={thing.sphere} />}
      <span>{explorer.label(thing)}</span>
      {marked && <span class="sr"> ({explorer.word(sphereOf(thing.sphere))})</span>}
    </a>
  );
}
