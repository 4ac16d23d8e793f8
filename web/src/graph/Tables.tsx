import { useMemo } from "preact/hooks";
import type { Network, NetworkLink, NetworkNode } from "../api/networks";
import { nameColumns } from "../lists/nameColumns";
import { Table } from "../parts/Table";
import type { Column } from "../parts/sorting";
import { ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import { nodeKey } from "./model";

/** The picture's links as a table. */
export function LinkTable({
  network,
  byKey,
  nameType,
  onWhy,
}: {
  network: Network;
  byKey: Map<string, NetworkNode>;
  nameType: (type: string) => string;
  onWhy: (a: string, b: string) => void;
}) {
  const explorer = useExplorer();
  const { say, heading, label, word } = explorer;
  const name = (key: string) => label(byKey.get(key)) || key;
  const columns = useMemo(
    (): Column<NetworkLink>[] => [
      { key: "source", title: heading("actor"), value: (l) => name(l.source), show: (l) => linkOf(byKey.get(l.source)) },
      { key: "target", title: say("columnTo"), value: (l) => name(l.target), show: (l) => linkOf(byKey.get(l.target)) },
      { key: "types", title: say("columnTypes"), value: (l) => l.types.map(nameType).join("; ") },
      { key: "modality", title: heading("modality", "columns"), value: (l) => word(l.modality) },
      { key: "from", title: say("columnSince"), value: (l) => l.from, numeric: true, show: (l) => (l.from === null ? "" : String(l.from)) },
      { key: "to", title: say("columnUntil"), value: (l) => l.to, numeric: true, show: (l) => (l.to === null ? "" : String(l.to)) },
      {
        key: "ties",
        title: heading("evidence"),
        value: (l) => (Array.isArray(l.ties) ? l.ties.join(" ") : l.ties),
        show: (l) => (
          <button
            type="button"
            class="quiet"
            onClick={() => onWhy(l.source, l.target)}
            aria-label={say("whyLinked", { a: name(l.source), b: name(l.target) })}
          >
            {say("why")}
          </button>
        ),
      },
    ],
    [network, explorer.lang, nameType],
  );
  const linkOf = (node: NetworkNode | undefined) => node && <ThingLink thing={node} />;
  return (
    <Table
      caption={say("linksTable")}
      columns={columns}
      rows={network.links}
      file="links"
      rowKey={(l) => `${l.source} ${l.target}`}
      param="sort"
    />
  );
}

export function ActorTable({ network }: { network: Network }) {
  const explorer = useExplorer();
  const { say } = explorer;
  const degrees = useMemo(() => {
    const found = new Map<string, number>();
    for (const link of network.links) for (const end of [link.source, link.target]) found.set(end, (found.get(end) ?? 0) + 1);
    return found;
  }, [network]);
  const columns = useMemo(
    (): Column<NetworkNode>[] => [
      ...nameColumns<NetworkNode>(explorer),
      { key: "degree", title: say("columnNeighbours"), value: (n) => degrees.get(nodeKey(n)) ?? 0, numeric: true },
    ],
    [network, explorer.lang],
  );
  return (
    <Table
      caption={say("actorsTable")}
      columns={columns}
      rows={network.nodes}
      file="actors"
      rowKey={nodeKey}
      sort={{ key: "degree", down: true }}
      param="sort-actors"
    />
  );
}
