/** Who and which lines are brought forward: a path, or somebody chosen with all around. */
import { useMemo } from "preact/hooks";
import { type Scene, neighboursOf } from "./model";

export function useLit(scene: Scene, selected: string | undefined, drawn: readonly string[]) {
  const lit = useMemo(() => {
    if (drawn.length) return new Set(drawn);
    return selected ? neighboursOf(scene, selected).add(selected) : undefined;
  }, [scene, selected, drawn]);
  const lines = useMemo(() => {
    if (!selected && !drawn.length) return undefined;
    const chosen = new Set<number>();
    const at = scene.index.get(selected ?? "");
    const steps = new Set(drawn.slice(1).map((key, i) => [drawn[i], key].sort().join(" ")));
    scene.lines.forEach((line, i) => {
      const ends = [scene.points[line.a]?.key, scene.points[line.b]?.key].sort().join(" ");
      if (drawn.length ? steps.has(ends) : line.a === at || line.b === at) chosen.add(i);
    });
    return chosen;
  }, [scene, selected, drawn]);
  return { lit, lines };
}
