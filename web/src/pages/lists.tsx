import { useMemo } from "preact/hooks";
import type { Contradiction, Figure } from "../api/records";
import type { MessageKey } from "../language";
import { actorColumns, clusterColumns, eventColumns, regionColumns, tieColumns } from "../lists/columns";
import { useWhole } from "../lists/pages";
import { TITLES } from "../lists/titles";
import { ContradictionList } from "../parts/Contradiction";
import { Await, Empty } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { Table } from "../parts/Table";
import type { Column, Sort } from "../parts/sorting";
import { type Explorer, useExplorer } from "../shell/context";
import { FigureTable } from "../thing/FigureTable";

/** Whatever a list holds; its columns know what. */
type Row = never;

interface List {
  /** What a row is, so that whoever compares the number with another knows what was counted. */
  counted: MessageKey;
  path: string;
  /** What is asked for whatever the address says; places come all at once. */
  narrowed?: Record<string, string | undefined>;
  columns?: (explorer: Explorer) => Column<Row>[];
  sort?: Sort;
}

type ListName = keyof typeof TITLES;

const LISTS: Record<ListName, List> = {
  actors: { counted: "countedActors", path: "/actors", columns: actorColumns, sort: { key: "degree", down: true } },
  clusters: { counted: "countedClusters", path: "/clusters", columns: clusterColumns, sort: { key: "actors", down: true } },
  contradictions: { counted: "contradictionsLead", path: "/contradictions" },
  events: { counted: "countedEvents", path: "/events", columns: eventColumns, sort: { key: "when", down: true } },
  figures: { counted: "countedFigures", path: "/figures" },
  regions: { counted: "countedRegions", path: "/places/map", narrowed: { located: "false", limit: undefined }, columns: regionColumns, sort: { key: "actors", down: true } },
  ties: { counted: "countedTies", path: "/ties", columns: tieColumns },
};

/** What the address may narrow a list by: what the service calls it there. */
const NARROWED = ["actor", "other", "type", "layer", "modality", "document", "place", "sector", "cluster", "sphere", "year", "measure", "about", "subject"];

/** Every row behind a number of another page. */
export default function ListPage() {
  const { say, place } = useExplorer();
  const name = place.path.split("/")[2] ?? "";
  return name in LISTS ? <Rows key={name} name={name as ListName} list={LISTS[name as ListName]} /> : <Empty title={say("noPageTitle")}>{say("noPageHint")}</Empty>;
}

function Rows({ name, list }: { name: ListName; list: List }) {
  const explorer = useExplorer();
  const { say, place, lang, asOf } = explorer;
  const narrowed = Object.fromEntries(NARROWED.map((one) => [one, place.query.get(one)]).filter(([, value]) => value));
  const whole = useWhole<Row>(list.path, { ...list.narrowed, ...narrowed });
  const columns = useMemo(() => list.columns?.(explorer) ?? [], [lang, asOf, place.prefix]);
  const title = say(TITLES[name]);
  const every = name === "ties" && narrowed.modality === "all";
  return (
    <div data-list={name}>
      <PageHead
        title={title}
        lead={
          whole.data && (
            <>
              <strong data-list-count={whole.data.meta.count}>{say("listCount", { n: whole.data.meta.count })}</strong> {say(every ? "countedAllTies" : list.counted)}{" "}
              {Object.keys(narrowed).length > 0 && <Narrowed by={narrowed} drop={explorer.link(place.path)} />}
            </>
          )
        }
      />
      <Await loaded={whole}>
        {() =>
          name === "contradictions" ? (
            <ContradictionList contradictions={whole.rows as Contradiction[]} first={200} />
          ) : name === "figures" ? (
            <FigureTable figures={whole.rows as Figure[]} about />
          ) : (
            <Table caption={title} hideCaption columns={columns} rows={whole.rows} rowKey={(one) => (one as { iri: string }).iri} file={`${name}`} sort={list.sort} param="sort" />
          )
        }
      </Await>
      {whole.more && (
        <button type="button" onClick={whole.more}>
          {say("moreRows")}
        </button>
      )}
    </div>
  );
}

/** By what the rows were chosen, and the way back to all. */
function Narrowed({ by, drop }: { by: Record<string, string | null>; drop: string }) {
  const { say, word } = useExplorer();
  return (
    <span class="muted">
      {say("listNarrowed", { by: Object.entries(by).map(([name, value]) => `${word(name)}: ${word(value)}`).join(", ") })} <a href={drop}>{say("listAll")}</a>
    </span>
  );
}
