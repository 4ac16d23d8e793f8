import type { Around, NetworkNode } from "../api/networks";
import type { ThingPage } from "../api/page";
import { useExplorer, useGet } from "../shell/context";
import type { TiesState } from "./state";

type Change = (changes: Partial<Record<keyof TiesState["raw"], string>>) => void;

/** Whom the picture is about, how deep it goes, and why a table of the ties is longer than the picture. */
export function Focus({ state, byKey, around, change }: { state: TiesState; byKey: Map<string, NetworkNode>; around?: Around | null; change: Change }) {
  const { say } = useExplorer();
  if (!state.focus.length) return null;
  const drop = (key: string) => {
    const kept = state.focus.filter((one) => one !== key).join(",");
    change({ focus: kept, sel: state.sel === key ? "" : state.sel, ...(kept ? {} : { k: "" }) });
  };
  return (
    <>
      {state.focus.map((key) => (
        <Chip key={key} of={key} node={byKey.get(key)} onDrop={() => drop(key)} />
      ))}
      <label class="steps-deep">
        {say("stepsDeep")}{" "}
        <select value={String(state.k)} onChange={(event) => change({ k: event.currentTarget.value })} data-steps>
          {[1, 2, 3].map((k) => (
            <option key={k} value={k}>
              {k}
            </option>
          ))}
        </select>
      </label>
      {around && <WhyFewer around={around} node={byKey.get(around.actor)} />}
    </>
  );
}

function Chip({ of, node, onDrop }: { of: string; node?: NetworkNode; onDrop: () => void }) {
  const { say, label } = useExplorer();
  const asked = useGet<ThingPage>(node ? null : `/data/actor/${of}`, { format: "json" });
  const name = label(node ?? asked.data?.thing) || "…";
  return (
    <button type="button" class="focus-chip" onClick={onDrop} aria-label={say("dropFocus", { name })} data-focus={of}>
      {say("focusOn", { name })} <span aria-hidden="true">×</span>
    </button>
  );
}

function WhyFewer({ around, node }: { around: Around; node?: NetworkNode }) {
  const { say, word, number, link } = useExplorer();
  if (around.ties === around.lines) return null;
  const page = node && link(`/page/actor/${around.actor}`);
  return (
    <details class="small muted" data-why-fewer>
      <summary>{say("whyFewer", { ties: around.ties, lines: around.lines })}</summary>
      <ul>
        {around.drawn > around.lines && <li>{say("sameLine", { ties: around.drawn, lines: around.lines })}</li>}
        {Object.entries(around.apart).map(([reason, count]) => (
          <li key={reason}>{`${word(reason, "left-out")}: ${number(count)}`}</li>
        ))}
        {page && (
          <li>
            <a href={page}>{say("allTiesOf")}</a>
          </li>
        )}
      </ul>
    </details>
  );
}
