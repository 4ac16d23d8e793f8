import { useMemo } from "preact/hooks";
import type { Network, NetworkNode } from "../api/networks";
import { Table } from "../parts/Table";
import type { Column } from "../parts/sorting";
import { sphereOf } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import { nodeKey } from "./model";

/** The chosen community: who leads it, how large it is, and a way into it. */
export function Community({ node, onOpen }: { node: NetworkNode; onOpen: () => void }) {
  const { say, label } = useExplorer();
  return (
    <section class="selection" aria-label={say("selectedCommunity")} data-community={node.community}>
      <h2>{label(node)}</h2>
      <p class="muted">{say("communitySize", { n: node.size ?? 0, m: node.inner ?? 0 })}</p>
      <button type="button" class="primary" onClick={onOpen}>
        {say("openCommunity")}
      </button>
    </section>
  );
}

export function CommunityTable({ network, onOpen }: { network: Network; onOpen: (community: string) => void }) {
  const explorer = useExplorer();
  const { say, label, word } = explorer;
  const columns = useMemo(
    (): Column<NetworkNode>[] => [
      {
        key: "label",
        title: say("columnCommunity"),
        value: (n) => label(n),
        show: (n) => (
          <button type="button" class="quiet as-link" onClick={() => onOpen(String(n.community))}>
            {label(n)}
          </button>
        ),
      },
      { key: "size", title: say("countActors"), value: (n) => n.size ?? 0, numeric: true },
      { key: "inner", title: say("columnInner"), value: (n) => n.inner ?? 0, numeric: true },
      { key: "sphere", title: say("columnMajority"), value: (n) => word(sphereOf(n.sphere)) },
      { key: "degree", title: say("columnNeighbours"), value: (n) => n.degree, numeric: true },
    ],
    [network, explorer.lang],
  );
  return (
    <Table
      caption={say("communitiesTable")}
      columns={columns}
      rows={network.nodes}
      file="communities"
      rowKey={nodeKey}
      sort={{ key: "size", down: true }}
      param="sort-communities"
    />
  );
}
