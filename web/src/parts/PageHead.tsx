import type { ComponentChildren } from "preact";
import { useTitle } from "../shell/title";
import { ShareButton } from "./Share";

export function PageHead({ title, lead, children }: { title: string; lead?: ComponentChildren; children?: ComponentChildren }) {
  useTitle(title);
  return (
    <div class="page-head">
      <div>
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      <div class="row page-tools">
        {children}
        <ShareButton />
      </div>
    </div>
  );
}
