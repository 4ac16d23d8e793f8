import type { RefObject } from "preact";
import { useExplorer } from "../shell/context";
import type { GraphHandle } from "./GraphCanvas";

/** What wheel and fingers do, as buttons. */
export function Zoom({ handle }: { handle: RefObject<GraphHandle | null> }) {
  const { say } = useExplorer();
  return (
    <div class="zoom" role="group" aria-label={say("zoom")}>
      <button type="button" onClick={() => handle.current?.zoom(1.4)} aria-label={say("zoomIn")}>
        +
      </button>
      <button type="button" onClick={() => handle.current?.zoom(1 / 1.4)} aria-label={say("zoomOut")}>
        −
      </button>
      <button type="button" onClick={() => handle.current?.fit()} aria-label={say("zoomFit")}>
        ⤢
      </button>
    </div>
  );
}
