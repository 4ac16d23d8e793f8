import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useExplorer } from "../shell/context";
import { Dialog } from "./Dialog";

/** A button that opens what a statement rests on. */
export function OpenEvidence({ title, text, children }: { title: string; text?: string; children: () => ComponentChildren }) {
  const { say } = useExplorer();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="quiet" onClick={() => setOpen(true)} aria-label={`${text ?? say("openEvidence")}: ${title}`} data-open-evidence>
        {text ?? say("openEvidence")}
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)} wide>
          {children()}
        </Dialog>
      )}
    </>
  );
}
