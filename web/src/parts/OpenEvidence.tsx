import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useExplorer } from "../shell/context";
import { Dialog } from "./Dialog";

/** A button that opens what a statement rests on. */
export function OpenEvidence({ title, children }: { title: string; children: () => ComponentChildren }) {
  const { heading } = useExplorer();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="quiet short" onClick={() => setOpen(true)} aria-label={`${heading("evidence")}: ${title}`} data-open-evidence>
        {heading("evidence")}
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)} wide>
          {children()}
        </Dialog>
      )}
    </>
  );
}
