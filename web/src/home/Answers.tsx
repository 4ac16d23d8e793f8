import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Contradiction, EventRow, Listing, MetricResult } from "../api/types";
import { BridgingTies } from "../decide/BridgingTies";
import { BUBBLES_ABOVE } from "../graph/model";
import { writeFigure } from "../language";
import { useMeasurement } from "../measures/job";
import { ContradictionCard } from "../parts/Contradiction";
import { Dialog } from "../parts/Dialog";
import { EvidenceList, whereOf } from "../parts/Evidence";
import { Await, Loading } from "../parts/Notice";
import { ThingLink } from "../parts/spheres";
import { useExplorer, useGet } from "../shell/context";
import { busiest, byYear, evidenceOf, foremost, plainest } from "./answers";

/** Three questions, answered from the release that is served; each answer opens its evidence. */
export function Answers() {
  const { say } = useExplorer();
  return (
    <section class="answers" aria-label={say("answersTitle")}>
      <Disagreement />
      <Bridge />
      <Change />
    </section>
  );
}

interface Way {
  href: string;
  text: string;
}

function Card({ name, question, children, evidence, more, also }: { name: string; question: string; children: ComponentChildren; evidence?: () => ComponentChildren; more?: Way; also?: Way }) {
  const { say } = useExplorer();
  const [open, setOpen] = useState(false);
  return (
    <article class="card answer" data-answer-card={name}>
      <h2>{question}</h2>
      {children}
      <p class="row answer-foot">
        {evidence && (
          <button type="button" class="quiet" onClick={() => setOpen(true)} data-open-evidence>
            {say("openEvidence")}
          </button>
        )}
        {more && <a href={more.href}>{more.text}</a>}
        {also && <a href={also.href}>{also.text}</a>}
      </p>
      {open && evidence && (
        <Dialog title={question} onClose={() => setOpen(false)} wide>
          {evidence()}
        </Dialog>
      )}
    </article>
  );
}

function Disagreement() {
  const explorer = useExplorer();
  const { say, link, lang, label } = explorer;
  const list = useGet<Listing<Contradiction>>("/contradictions", { limit: 40 });
  const one = list.data && plainest(list.data.items);
  return (
    <Card
      name="contradiction"
      question={say("askDisagree")}
      evidence={one && (() => <ContradictionCard contradiction={one} />)}
      more={list.data?.meta.count === 0 ? undefined : { href: `${link("/about-data")}#contradictions`, text: list.data ? say("seeContradictions", { n: list.data.meta.count }) : say("contradictions") }}
    >
      <Await loaded={list}>
        {() =>
          one ? (
            <>
            <p>{explorer.pick(one.notes, one.note ?? "")}</p>
            <ul class="claims-short">
              {one.claims.slice(0, 2).map((claim) => {
                const [evidence] = evidenceOf(claim);
                const { figure } = claim;
                return (
                  <li key={claim.iri}>
                    {figure ? `${label(figure.about)}: ${label(figure.measure)} ${writeFigure(lang, explorer.words, figure.value, figure.qualifier, figure.unit)}` : explorer.pick(claim.texts, claim.text)}
                    {evidence && <small class="where">{whereOf(explorer, evidence)}</small>}
                  </li>
                );
              })}
            </ul>
            </>
          ) : (
            <p>{say("noDisagreement")}</p>
          )
        }
      </Await>
    </Card>
  );
}

const BRIDGE = "/metrics/cross-sphere-betweenness";

function Bridge() {
  const { say, link, number, pick, summary, url, word } = useExplorer();
  const small = (summary?.counts.actors ?? Infinity) <= BUBBLES_ABOVE;
  // A measurement takes its time, the draws of the null model more of it: the page waits for neither.
  const plain = useMeasurement<MetricResult>(summary && small ? url(BRIDGE, { permutations: 0 }) : null, "bridge", undefined, true);
  const first = plain.data && foremost(plain.data);
  const key = first?.key.actor ?? "";
  const judged = useMeasurement<MetricResult>(first ? url(BRIDGE) : null, "bridge-verdict", undefined, true);
  const verdict = judged.data?.values.find((one) => one.key.actor === key && one.key.quantity === "gefura");
  const name = pick(plain.data?.labels?.[key], key);
  return (
    <Card
      name="bridge"
      question={say("askBridge")}
      evidence={first && (() => <BridgingTies actor={key} />)}
      more={{ href: link("/measures/cross-sphere-betweenness"), text: say("seeBridges") }}
      also={{ href: link("/measures/cross-sphere-betweenness", { between: "university,industry" }), text: say("seeBetween") }}
    >
      {!small && summary ? (
        <p>{say("bridgeLarge")}</p>
      ) : plain.problem ? (
        <p>{say("bridgeNotNow")}</p>
      ) : !plain.data ? (
        <Loading what={say("computing")} />
      ) : first ? (
        <>
          <p class="answer-main">
            <a href={link(`/page/actor/${key}`)}>{name}</a>
          </p>
          <p>{say("bridgeIs", { share: number(100 * (first.value ?? 0), 1) })}</p>
          <p class="muted small" data-verdict={verdict?.verdict ?? "waiting"}>
            {verdict?.verdict
              ? say("verdictIs", { verdict: word(verdict.verdict), p: verdict.p_adjusted === null ? "–" : number(verdict.p_adjusted, 3) })
              : judged.problem
                ? say("verdictNotNow")
                : say("verdictComing", { n: Math.floor(100 * (judged.job?.fraction ?? 0)) })}
          </p>
        </>
      ) : (
        <p>{say("noBridge")}</p>
      )}
    </Card>
  );
}

function Change() {
  const explorer = useExplorer();
  const { say, link, label } = explorer;
  const all = useGet<Listing<EventRow>>("/events", { limit: 1 });
  const years = byYear(all.data?.facets?.year ?? []);
  const most = busiest(years);
  const events = useGet<Listing<EventRow>>(most ? "/events" : null, { year: String(most?.year), limit: 30 });
  return (
    <Card
      name="change"
      question={say("askChange")}
      evidence={
        events.data &&
        (() =>
          events.data?.items.map((event) => (
            <article class="card" key={event.iri}>
              <h3>{label(event)}</h3>
              <p>
                <ThingLink thing={event.subject} />
              </p>
              <EvidenceList evidence={event.evidence} />
            </article>
          )))
      }
      more={{ href: link("/ties", { as_of: most?.year }), text: most ? say("seeYear", { year: String(most.year) }) : say("openMap") }}
    >
      <Await loaded={all}>
        {() =>
          most ? (
            <>
              <p>{say("changeIs", { year: String(most.year), n: most.count })}</p>
              <Strip years={years.slice(-40)} most={most.year} />
              <p class="small">{events.data?.items.slice(0, 2).map(label).join("; ")}</p>
            </>
          ) : (
            <p>{say("noChange")}</p>
          )
        }
      </Await>
    </Card>
  );
}

/** Events a year as bars; the same as numbers for those who do not see them. */
function Strip({ years, most }: { years: { year: number; count: number }[]; most: number }) {
  const { say } = useExplorer();
  const high = Math.max(...years.map((one) => one.count));
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 0];
  const step = 200 / Math.max(last - first + 1, 1);
  return (
    <svg class="strip" viewBox="0 0 200 40" preserveAspectRatio="none" role="img" aria-label={`${say("stripLabel")}: ${years.map((one) => `${one.year} ${one.count}`).join(", ")}`}>
      {years.map(({ year, count }) => (
        <rect key={year} class={year === most ? "most" : undefined} x={(year - first) * step} width={Math.max(step - 0.6, 0.8)} y={40 - (38 * count) / high} height={(38 * count) / high} />
      ))}
    </svg>
  );
}
