import type { Ref } from "preact";
import { useEffect, useImperativeHandle, useMemo, useRef, useState } from "preact/hooks";
import { svgToPng } from "../parts/picture";
import { useExplorer } from "../shell/context";
import { type Camera, fit, readView, turn, writeView, zoomAt } from "./camera";
import { useGestures } from "./gestures";
import { pressOn } from "./keys";
import { type Line, type Point, type Scene, neighboursOf } from "./model";
import { paint } from "./paint";
import { useSurroundings } from "./surroundings";
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
  /** Where the reader looks ("" everything fitted), and what to do when that has changed. */
  view?: string;
  onView?: (view: string) => void;
}

const HOVER_AT_MOST = 3000;

/** The canvas: wheel and pinch zoom, drag pans; arrows walk from actor to actor, Enter opens, + and - zoom, 0 fits. */
export function GraphCanvas({ scene: laid, label, family, selected, lit, litLines, onSelect, onOpen, onLine, handle, view = "", onView }: Props) {
  const { say, word } = useExplorer();
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, palette } = useSurroundings(host);
  const [hovered, setHovered] = useState<string>();
  const [spoken, setSpoken] = useState("");
  const camera = useRef<Camera | undefined>(undefined);
  const hurried = useRef(false);
  const frame = useRef(0);
  const told = useRef<string | undefined>(undefined);
  const telling = useRef(0);
  const tell = useRef(onView);
  tell.current = onView;
  const turned = size.height > 1.1 * size.width;
  const scene = useMemo(() => (turned ? turn(laid) : laid), [laid, turned]);
  // Whoever the pointer is on brings its neighbours forward, unless something is chosen.
  const near = useMemo(
    () => (lit || hovered === undefined || scene.points.length > HOVER_AT_MOST ? lit : neighboursOf(scene, hovered).add(hovered)),
    [lit, hovered, scene],
  );

  const draw = () => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const ctx = canvas.current?.getContext("2d");
      if (!ctx || !camera.current || !host.current || !size.width) return;
      const ratio = Math.min(devicePixelRatio || 1, 2);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const look = { palette, lit: near, litLines, selected, hovered, hurried: hurried.current };
      const done = paint(ctx, scene, camera.current, size.width, size.height, look);
      host.current.dataset.drawnPoints = String(done.points);
      host.current.dataset.drawnLines = String(done.lines);
      host.current.dataset.drawn ??= String(Math.round(performance.now()));
    });
  };

  useEffect(() => () => clearTimeout(telling.current), []);

  useEffect(() => {
    if (canvas.current && size.width) {
      const ratio = Math.min(devicePixelRatio || 1, 2);
      canvas.current.width = size.width * ratio;
      canvas.current.height = size.height * ratio;
      camera.current = readView(view, fit(scene, size.width, size.height), size.width, size.height, turned);
      told.current = view;
      draw();
    }
  }, [family, size.width, size.height]);

  // The address has changed otherwise than by our own hand: back, forward, a link.
  useEffect(() => {
    if (!camera.current || view === told.current) return;
    told.current = view;
    camera.current = readView(view, fit(scene, size.width, size.height), size.width, size.height, turned);
    draw();
  }, [view]);

  useEffect(draw, [scene, palette, near, litLines, selected, hovered]);

  const set = (next: Camera) => {
    camera.current = next;
    draw();
    clearTimeout(telling.current);
    telling.current = window.setTimeout(() => {
      const now = writeView(next, fit(scene, size.width, size.height), size.width, size.height, turned);
      if (now === told.current) return;
      told.current = now;
      tell.current?.(now);
    }, 250);
  };

  useGestures(host, {
    scene,
    camera,
    move: set,
    hurry: (now) => {
      hurried.current = now;
      if (!now) draw();
    },
    onHover: setHovered,
    onPoint: (point) => (point.key === selected ? onOpen(point) : onSelect(point)),
    onLine: (line) => onLine?.(line),
    onNothing: () => onSelect(undefined),
  });

  const press = pressOn({ scene, camera, size, selected, set, onSelect, onOpen, speak: setSpoken, spoken: ({ label: name, sphere, degree }) => say("spokenActor", { name, sphere: word(sphere), ties: degree }) });

  useImperativeHandle(handle ?? null, (): GraphHandle => {
    const svg: GraphHandle["svg"] = (caption) =>
      writeSvg(scene, camera.current ?? fit(scene, size.width, size.height), size.width, size.height, { palette, lit, litLines, selected }, { ...caption, word });
    return {
      svg,
      png: (caption) => svgToPng(svg(caption)),
      fit: () => set(fit(scene, size.width, size.height)),
      zoom: (factor) => camera.current && set(zoomAt(camera.current, factor, size.width / 2, size.height / 2)),
    };
  }, [scene, size, palette, lit, litLines, selected]);

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
