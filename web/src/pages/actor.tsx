import { useMemo } from "preact/hooks";
import type { ThingPage } from "../api/page";
import { EgoPicture } from "../graph/EgoPicture";
import { writeSpan } from "../language";
import { ContradictionCard, ContradictionList } from "../parts/Contradiction";
import { EvidenceList, TieCard } from "../parts/Evidence";
import { Await, Empty } from "../parts/Notice";
import { OnThisPage } from "../parts/OnThisPage";
import { Timeline, timelineRows } from "../parts/Timeline";
import { ThingLink } from "../parts/spheres";
import { useExplorer, useGet } from "../shell/context";
import { useTitle } from "../shell/title";
import { ClassificationCard } from "../thing/ClassificationCard";
import { ClassificationTable } from "../thing/ClassificationTable";
import { DocumentTable, Elsewhere } from "../thing/Elsewhere";
import { Facts } from "../thing/Facts";
import { FigureTable } from "../thing/FigureTable";
import { Identity } from "../thing/Identity";
import { RelatedList } from "../thing/Related";
import { ThingHead } from "../thing/ThingHead";
import { TiesOf, orderTies } from "../thing/TiesOf";

export default function ThingPageView() {
  const { place, say, word } = useExplorer();
  const [, , kind = "", ...key] = place.path.split("/");
  const page = useGet<ThingPage>(`/data/${kind}/${encodeURIComponent(key.join("/"))}`, { format: "json" });
  useTitle(page.data ? undefined : word(kind));
  return <Await loaded={page} what={say("loading")}>{(data) => <Description data={data} kind={kind} />}</Await>;
}

function Description({ data, kind }: { data: ThingPage; kind: string }) {
  const explorer = useExplorer();
  const { say, heading, label, word, lang } = explorer;
  const { thing } = data;
  const about = data.description ?? {};
  const name = label(thing);
  useTitle(name, word(kind));
  const ties = useMemo(() => orderTies(data.ties?.items ?? []), [data]);
  const figures = data.figures ?? [];
  const contradictions = data.contradictions ?? [];
  const classifications = about.classifications ?? [];
  const rows = useMemo(() => timelineRows(explorer, data), [data, lang]);
  const parts: [string, string, number][] = [
    ["ties", say("tiesOf"), data.ties?.count ?? ties.length],
    ["figures", say("figures"), figures.length],
    ["contradictions", say("contradictions"), contradictions.length],
    ["timeline", say("timeline"), rows.length],
    ["classifications", say("classifications"), classifications.length],
  ];
  return (
    <div class="actor" data-thing={thing.key}>
      <ThingHead data={data} kind={kind} />
      <OnThisPage parts={parts.filter(([, , count]) => count > 0)} />
      <div class="actor-grid">
        <div class="actor-main">
          <Facts about={about} />
          {about.document && <DocumentTable document={about.document} />}
          {data.tie && <TieCard tie={data.tie} level="h2" />}
          {data.figure && <FigureTable figures={[data.figure]} />}
          {data.event && (
            <section class="card">
              <h2>{label(data.event.type)}</h2>
              <p>
                {writeSpan(lang, data.event) || word("undated")} <ThingLink thing={data.event.subject} />{" "}
                {data.event.modality && <span class={`chip m-${data.event.modality}`}>{word(data.event.modality)}</span>}
              </p>
              <EvidenceList evidence={data.event.evidence} />
            </section>
          )}
          {data.contradiction && <ContradictionCard contradiction={data.contradiction} level="h2" />}
          {ties.length > 0 && <TiesOf thing={thing} ties={ties} count={data.ties?.count ?? ties.length} />}
          {kind === "actor" && !ties.length && <Empty title={say("noTies")}>{say("noTiesHint")}</Empty>}
          {figures.length > 0 && (
            <section id="figures">
              <h2>
                {say("figures")} <span class="count">{figures.length}</span>
              </h2>
              <FigureTable figures={figures} />
            </section>
          )}
          {contradictions.length > 0 && (
            <section id="contradictions">
              <h2>
                {say("contradictions")} <span class="count">{contradictions.length}</span>
              </h2>
              <p class="muted">{say("contradictionsLead")}</p>
              <ContradictionList contradictions={contradictions} first={2} />
            </section>
          )}
          {rows.length > 0 && (
            <section id="timeline">
              <h2>{say("timeline")}</h2>
              <Timeline rows={rows} name={name} />
            </section>
          )}
          {classifications.length > 0 && (
            <section id="classifications">
              <h2>
                {say("classifications")} <span class="count">{classifications.length}</span>
              </h2>
              <ClassificationTable rows={classifications} file={`${thing.key}-classifications`} />
            </section>
          )}
          {data.evidence && <EvidenceList evidence={[data.evidence]} />}
          {data.stands_for && data.stands_for.length > 0 && (
            <section>
              <h2>{say("standsFor")}</h2>
              <ul>
                {data.stands_for.map((one) => (
                  <li key={one.iri}>
                    <ThingLink thing={one} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {data.classification && <ClassificationCard one={data.classification} level="h2" />}
          {(data.related ?? []).map((one) => (
            <RelatedList key={one.list} list={one.list} count={one.count} url={one.url} />
          ))}
        </div>
        <aside class="actor-side" aria-label={say("sideOfActor")}>
          {kind === "actor" && ties.length > 0 && (
            <section>
              <h2>{say("egoTitle")}</h2>
              <EgoPicture centre={thing} ties={ties} />
            </section>
          )}
          {(about.evidence?.length ?? 0) > 0 && (
            <section>
              <h2>{heading("evidence")}</h2>
              <EvidenceList evidence={about.evidence ?? []} />
            </section>
          )}
          <Elsewhere data={data} />
          <Identity data={data} />
        </aside>
      </div>
    </div>
  );
}
