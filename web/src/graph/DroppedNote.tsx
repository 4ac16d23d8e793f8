import type { Network } from "../api/networks";
import { useExplorer } from "../shell/context";
import type { TiesState } from "./state";

/** What the network leaves out or merges, behind one click. */
export function DroppedNote({ network: { dropped, chosen }, state }: { network: Network; state: TiesState }) {
  const { say, word, number, link } = useExplorer();
  // the list of ties has the filters of the tie itself; with others it would hold more
  const plain = !state.certain && Object.entries(state.lists).every(([name, entries]) => name === "modalities" || !entries.length);
  const modalities = state.lists.modalities.length ? state.lists.modalities.join(",") : undefined;
  const parts = Object.entries(dropped ?? {}).filter((entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] > 0);
  if (!parts.length && !chosen) return null;
  return (
    <details class="small muted">
      <summary>{say("notDrawn")}</summary>
      {chosen && (
        <p data-chosen>
          {say("chosenOf", { ties: chosen.ties, actors: chosen.actors })} {plain && <a href={link("/lists/ties", { modality: modalities })}>{say("chosenList")}</a>}
        </p>
      )}
      <ul>
        {parts.map(([name, count]) => (
          <li key={name}>{`${word(name, "left-out")}: ${number(count)}`}</li>
        ))}
      </ul>
    </details>
  );
}
