import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "../parts/Dialog";
import { useExplorer } from "../shell/context";

interface Way {
  href: string;
  text: string;
}

/** A question, its answer, and the button that opens what the answer rests on. */
export function AnswerCard({ name, question, children, evidence, more, also }: { name: string; question: string; children: ComponentChildren; evidence?: () => ComponentChildren; more?: Way; also?: Way }) {
  const { say } = useExplorer();
  const [open, setOpen] = useState(false);
  return (
    <article class="card answer" data-answer-card={name}>
      <h2>{question}</h2>
      {children}
      <p class="row answer-foot">
        {evidence && (
          <button type="button" class="quiet" onClick={() => setOpen(true)} data-open-evidence>
            {say("openEvidence")}
          </button>
        )}
        {more && <a href={more.href}>{more.text}</a>}
        {also && <a href={also.href}>{also.text}</a>}
      </p>
      {open && evidence && (
        <Dialog title={question} onClose={() => setOpen(false)} wide>
          {evidence()}
        </Dialog>
      )}
    </article>
  );
}
