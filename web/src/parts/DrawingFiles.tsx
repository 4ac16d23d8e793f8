import type { RefObject } from "preact";
import { useExplorer } from "../shell/context";
import { saveFile } from "./csv";
import { serialise, svgToPng } from "./picture";

/** A drawing of the page as files. */
export function DrawingFiles({ drawing, file, title }: { drawing: RefObject<SVGSVGElement | null>; file: string; title: string }) {
  const { say } = useExplorer();
  const save = async (format: "SVG" | "PNG") => {
    if (!drawing.current) return;
    const text = serialise(drawing.current, title);
    if (format === "SVG") {
      saveFile(`${file}.svg`, text, "image/svg+xml");
      return;
    }
    const blob = await svgToPng(text);
    if (blob) saveFile(`${file}.png`, blob);
  };
  return (
    <p class="drawing-files">
      {(["SVG", "PNG"] as const).map((format) => (
        <button key={format} type="button" class="quiet" onClick={() => void save(format)} aria-label={say("saveDrawing", { format })} data-drawing={format}>
          {format}
        </button>
      ))}
    </p>
  );
}
