import type { ComponentChildren } from "preact";
import type { Listing } from "../api/lists";
import type { Network } from "../api/networks";
import type { EventRow } from "../api/records";
import { nodeKey } from "../graph/model";
import { useNetwork } from "../graph/network";
import { EvidenceList } from "../parts/Evidence";
import { TiesBetween } from "../parts/LinkedBy";
import { Await } from "../parts/Notice";
import { ThingLink } from "../parts/spheres";
import { useExplorer, useGet } from "../shell/context";
import { AnswerCard } from "./AnswerCard";
import { AS_IT_OPENS } from "./Glance";
import { type Year, begun, busiest, byYear } from "./answers";

/** What changed over time: the events of the busiest year; without any, the ties that began in it. */
export function Change() {
  const all = useGet<Listing<EventRow>>("/events", { limit: 1 });
  const years = byYear(all.data?.facets?.year ?? []);
  return all.data && !years.length ? <BegunTies /> : <Events all={all} years={years} />;
}

function Events({ all, years }: { all: ReturnType<typeof useGet<Listing<EventRow>>>; years: Year[] }) {
  const { say, label } = useExplorer();
  const most = busiest(years);
  const events = useGet<Listing<EventRow>>(most ? "/events" : null, { year: String(most?.year), limit: 30 });
  const evidence = () =>
    events.data?.items.map((event) => (
      <article class="card" key={event.iri}>
        <h3>{label(event)}</h3>
        <p>
          <ThingLink thing={event.subject} />
        </p>
        <EvidenceList evidence={event.evidence} />
      </article>
    ));
  return (
    <Changed most={most} evidence={events.data && evidence}>
      <Await loaded={all}>
        {() =>
          most && (
            <>
              <p>{say("changeIs", { year: String(most.year), n: most.count })}</p>
              <Strip years={years} most={most.year} label={say("stripLabel")} />
              <p class="small">{events.data?.items.slice(0, 2).map(label).join("; ")}</p>
            </>
          )
        }
      </Await>
    </Changed>
  );
}

/** So many of the pairs whose ties began show them; the map of the year has all. */
const PAIRS = 3;

function BegunTies() {
  const { say, label } = useExplorer();
  const network = useNetwork("/networks/organisations", AS_IT_OPENS);
  const years = begun(network.data?.links ?? []);
  const most = busiest(years);
  const pairs = most && network.data ? pairsOf(network.data, most.year) : [];
  const evidence = () => pairs.map(([a, b]) => (
    <section key={`${a.iri} ${b.iri}`}>
      <h3>{`${label(a)} – ${label(b)}`}</h3>
      <TiesBetween a={a.key} b={b.key} />
    </section>
  ));
  return (
    <Changed most={most} evidence={pairs.length ? evidence : undefined}>
      <Await loaded={network}>
        {() =>
          most ? (
            <>
              <p>{say("tiesBegunIs", { year: String(most.year), n: most.count })}</p>
              <Strip years={years} most={most.year} label={say("begunLabel")} />
            </>
          ) : (
            <p>{say("noChange")}</p>
          )
        }
      </Await>
    </Changed>
  );
}

function pairsOf({ nodes, links }: Network, year: number) {
  const named = new Map(nodes.map((node) => [nodeKey(node), node]));
  return links
    .filter((link) => link.from === year)
    .slice(0, PAIRS)
    .flatMap(({ source, target }) => {
      const [a, b] = [named.get(source), named.get(target)];
      return a && b ? [[a, b] as const] : [];
    });
}

function Changed({ most, evidence, children }: { most: Year | undefined; evidence?: () => ComponentChildren; children: ComponentChildren }) {
  const { say, link } = useExplorer();
  return (
    <AnswerCard
      name="change"
      question={say("askChange")}
      evidence={evidence}
      more={{ href: link("/ties", { as_of: most?.year }), text: most ? say("seeYear", { year: String(most.year) }) : say("openMap") }}
    >
      {children}
    </AnswerCard>
  );
}

/** So many years with something in them the strip shows. */
const SHOWN = 40;

/** How many a year as bars; the same as numbers for those who do not see them. */
function Strip({ years: all, most, label }: { years: Year[]; most: number; label: string }) {
  const years = all.slice(-SHOWN);
  const high = Math.max(...years.map((one) => one.count));
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 0];
  const step = 200 / Math.max(last - first + 1, 1);
  return (
    <svg class="strip" viewBox="0 0 200 40" preserveAspectRatio="none" role="img" aria-label={`${label}: ${years.map((one) => `${one.year} ${one.count}`).join(", ")}`}>
      {years.map(({ year, count }) => (
        <rect key={year} class={year === most ? "most" : undefined} x={(year - first) * step} width={Math.max(step - 0.6, 0.8)} y={40 - (38 * count) / high} height={(38 * count) / high} />
      ))}
    </svg>
  );
}
