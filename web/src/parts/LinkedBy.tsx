import type { Listing, Thing, Tie } from "../api/types";
import { useExplorer, useGet } from "../shell/context";
import { Dialog } from "./Dialog";
import { TieCard } from "./Evidence";
import { Await, Empty } from "./Notice";

/** "Why are these two linked?": every tie between two actors with its evidence. */
export function LinkedBy({ a, b, onClose }: { a: Pick<Thing, "key" | "label" | "labels">; b: Pick<Thing, "key" | "label" | "labels">; onClose: () => void }) {
  const { say, label } = useExplorer();
  const ties = useGet<Listing<Tie>>("/ties", { actor: a.key, other: b.key, modality: "all", limit: 1000 });
  return (
    <Dialog title={say("whyLinked", { a: label(a), b: label(b) })} onClose={onClose} wide>
      <Await loaded={ties}>
        {(answer) => {
          return answer.items.length ? answer.items.map((tie) => <TieCard key={tie.iri} tie={tie} />) : <Empty title={say("notLinked")}>{say("notLinkedHint")}</Empty>;
        }}
      </Await>
    </Dialog>
  );
}
