import type { Listing } from "../api/lists";
import type { Thing } from "../api/records";
import { nameColumns } from "../lists/nameColumns";
import { Await } from "../parts/Notice";
import { Table } from "../parts/Table";
import { useExplorer, useGet } from "../shell/context";
import { FigureTable } from "./FigureTable";

/** A list the service offers about this thing: the actors of a place, the figures of a document. */
export function RelatedList({ list, count, url }: { list: string; count: number; url: string }) {
  const { say } = useExplorer();
  const [path = "", query = ""] = url.split("?");
  const parameters = Object.fromEntries(new URLSearchParams(query));
  const loaded = useGet<Listing<never>>(list === "actors" || list === "figures" ? path : null, { ...parameters, limit: 500 });
  const name = list === "actors" ? say("actorsHere") : list === "figures" ? say("figures") : list === "events" ? say("of_events") : say("tiesOf");
  return (
    <section>
      <h2>
        {name} <span class="count">{count}</span>
      </h2>
      {list === "actors" && <Await loaded={loaded}>{(answer) => <ActorList actors={answer.items} />}</Await>}
      {list === "figures" && <Await loaded={loaded}>{(answer) => <FigureTable figures={answer.items} />}</Await>}
      {list !== "actors" && list !== "figures" && <RelatedLink list={list} parameters={parameters} />}
    </section>
  );
}

/** The list with exactly so many rows; of a document also the picture of its ties. */
function RelatedLink({ list, parameters }: { list: string; parameters: Record<string, string> }) {
  const { say, link } = useExplorer();
  return (
    <p>
      <a href={link(`/lists/${list}`, parameters)}>{say("openList")}</a>
      {list === "ties" && parameters.document && (
        <>
          {" · "}
          <a href={link("/ties", { documents: parameters.document })}>{say("seeInMap")}</a>
        </>
      )}
    </p>
  );
}

function ActorList({ actors }: { actors: Thing[] }) {
  const explorer = useExplorer();
  return (
    <Table
      caption={explorer.say("actorsHere")}
      hideCaption
      file="actors"
      rows={actors}
      rowKey={(a) => a.key}
      columns={nameColumns(explorer)}
    />
  );
}
