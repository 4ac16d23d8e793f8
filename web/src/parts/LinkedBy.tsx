import type { Listing } from "../api/lists";
import type { Thing, Tie } from "../api/records";
import { useExplorer, useGet } from "../shell/context";
import { Dialog } from "./Dialog";
import { TieCard } from "./Evidence";
import { Await, Empty } from "./Notice";

/** "Why are these two linked?": every tie between two actors with its evidence. */
export function LinkedBy({ a, b, onClose }: { a: Pick<Thing, "key" | "label" | "labels">; b: Pick<Thing, "key" | "label" | "labels">; onClose: () => void }) {
  const { say, label } = useExplorer();
  return (
    <Dialog title={say("whyLinked", { a: label(a), b: label(b) })} onClose={onClose} wide>
      <TiesBetween a={a.key} b={b.key} />
    </Dialog>
  );
}

export function TiesBetween({ a, b }: { a: string; b: string }) {
  const { say } = useExplorer();
  const ties = useGet<Listing<Tie>>("/ties", { actor: a, other: b, modality: "all", limit: 1000 });
  return (
    <Await loaded={ties}>
      {(answer) => (answer.items.length ? answer.items.map((tie) => <TieCard key={tie.iri} tie={tie} />) : <Empty title={say("notLinked")}>{say("notLinkedHint")}</Empty>)}
    </Await>
  );
}
