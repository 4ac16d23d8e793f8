import type { Network, NetworkNode } from "../api/networks";
import { useExplorer } from "../shell/context";
import { DroppedNote } from "./DroppedNote";
import { Focus } from "./Focus";
import type { Change, TiesState } from "./state";

interface Props {
  title: string;
  network: Network;
  state: TiesState;
  byKey: Map<string, NetworkNode>;
  change: Change;
  label: (thing: NetworkNode) => string;
}

/** What the picture shows, and a way out of whatever narrows it. */
export function PictureTitle({ title, network, state, byKey, change, label }: Props) {
  const { say } = useExplorer();
  const gathered = network.level === "communities";
  return (
    <p class="picture-title">
      <strong>{title}</strong>{" "}
      <DroppedNote network={network} state={state} />
      <Focus state={state} byKey={byKey} around={network.around} change={change} />
      {state.open && (
        <button type="button" class="focus-chip" onClick={() => change({ open: "", sel: "" })} aria-label={say("closeCommunity")} data-open={state.open}>
          {say("communityOf", { name: headOf(network, label) })} <span aria-hidden="true">×</span>
        </button>
      )}
      {(gathered || state.bubbles === "off") && (
        <button type="button" class="quiet" aria-pressed={gathered} onClick={() => change({ bubbles: gathered ? "off" : "" })} data-bubbles>
          {say("bubbles")}
        </button>
      )}
    </p>
  );
}

/** The name of the best tied. */
function headOf(network: Network, label: (thing: NetworkNode) => string): string {
  const [first, ...rest] = network.nodes;
  return first ? label(rest.reduce((best, node) => (node.degree > best.degree ? node : best), first)) : "…";
}
