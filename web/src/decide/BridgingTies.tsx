import type { Listing } from "../api/lists";
import type { Thing, Tie } from "../api/records";
import { TieCard } from "../parts/Evidence";
import { Await } from "../parts/Notice";
import { SphereMark, sphereOf } from "../parts/spheres";
import { useExplorer, useGet } from "../shell/context";

/** So many ties of each sphere are shown; all are counted. */
const SHOWN = 5;

/** The ties that make somebody a bridge: to actors, by the sphere at the other end. */
export function BridgingTies({ actor }: { actor: string }) {
  const ties = useGet<Listing<Tie>>("/ties", { actor, limit: 500 });
  return <Await loaded={ties}>{(list) => <BySphere actor={actor} ties={list.items} />}</Await>;
}

function BySphere({ actor, ties }: { actor: string; ties: Tie[] }) {
  const { say, word, number, link } = useExplorer();
  const groups = new Map<string, Tie[]>();
  for (const tie of ties) {
    const ends = [tie.source, tie.target, ...tie.participants].filter((end): end is Thing => end !== null && end.kind === "actor");
    for (const sphere of new Set(ends.filter((end) => end.key !== actor).map((end) => sphereOf(end.sphere)))) {
      groups.set(sphere, [...(groups.get(sphere) ?? []), tie]);
    }
  }
  return (
    <>
      <p class="muted">{say("bridgingTies")}</p>
      {[...groups].sort(([, a], [, b]) => b.length - a.length).map(([sphere, some]) => (
        <section key={sphere} data-bridging={sphere}>
          <h3>
            <SphereMark sphere={sphere} /> {word(sphere)} <span class="count">{number(some.length)}</span>
          </h3>
          {some.slice(0, SHOWN).map((tie) => (
            <TieCard key={tie.iri} tie={tie} level="h4" />
          ))}
        </section>
      ))}
      <p>
        <a href={link("/lists/ties", { actor })}>{say("allOfList", { n: ties.length })}</a>
      </p>
    </>
  );
}
