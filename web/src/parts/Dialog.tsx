import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useExplorer } from "../shell/context";

/** A modal dialog of the platform: it holds the focus, closes with Escape and gives the focus back. */
export function Dialog({
  title,
  onClose,
  children,
  wide,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  wide?: boolean;
}) {
  const { say } = useExplorer();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.showModal();
    return () => before?.isConnected && before.focus();
  }, []);
  return (
    <dialog
      ref={box}
      class={wide ? "wide" : undefined}
      aria-labelledby="dialog-title"
      onClose={onClose}
      onClick={(event) => event.target === box.current && box.current?.close()}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" class="quiet" onClick={() => box.current?.close()}>
            {say("close")}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
