import { useMemo, useState } from "preact/hooks";
import type { Classification, Figure, Listing, RoleTie, Thing, ThingPage } from "../api/types";
import { ContradictionCard } from "../parts/Contradiction";
import { EgoPicture } from "../graph/EgoPicture";
import { EvidenceList, TieCard, spanOf } from "../parts/Evidence";
import { LinkedBy } from "../parts/LinkedBy";
import { Await, Empty } from "../parts/Notice";
import { ShareButton, CopyButton } from "../parts/Share";
import { type Column, Table, parseSort } from "../parts/Table";
import { SphereMark, ThingLink, sphereOf } from "../parts/spheres";
import { Timeline, timelineRows } from "../parts/Timeline";
import { writeDate, writeFigure } from "../language";
import { navigate } from "../router";
import { useExplorer, useGet } from "../shell/context";
import { useTitle } from "../shell/title";

export function ThingPageView() {
  const { place, say, word } = useExplorer();
  const [, , kind = "", key = ""] = place.path.split("/");
  const page = useGet<ThingPage>(`/data/${kind}/${key}`, { format: "json" });
  useTitle(page.data ? undefined : word(kind));
  return <Await loaded={page} what={say("loading")}>{(data) => <Description data={data} kind={kind} />}</Await>;
}

function Description({ data, kind }: { data: ThingPage; kind: string }) {
  const explorer = useExplorer();
  const { say, label, word, link, lang, number } = explorer;
  const { thing } = data;
  const about = data.description ?? {};
  const name = label(thing);
  useTitle(name, word(kind));
  const sphere = thing.sphere ? sphereOf(thing.sphere) : undefined;
  const ties = useMemo(() => orderTies(data.ties?.items ?? []), [data]);
  const figures = data.figures ?? [];
  const contradictions = data.contradictions ?? [];
  const classifications = about.classifications ?? [];
  const alternatives = [...new Set((about.alt ?? []).map((alt) => (typeof alt === "string" ? alt : alt.text)))].filter(
    (text) => text && text !== name,
  );
  const rows = useMemo(() => timelineRows(explorer, data), [data, lang]);
  return (
    <div class="actor" data-thing={thing.key}>
      <div class="page-head">
        <div>
          <p class="eyebrow">
            {word(kind)}
            {thing.class && <ClassName name={thing.class} text={label(about.class)} />}
          </p>
          <h1>
            {sphere && <SphereMark sphere={sphere} size={26} />} {name}
          </h1>
          {alternatives.length > 0 && <p class="muted">{say("alsoKnown", { names: alternatives.join(", ") })}</p>}
        </div>
        <div class="row page-tools">
          {kind === "actor" && (
            <a class="button primary" href={link("/ties", { focus: thing.key, sel: thing.key })}>
              {say("seeInMap")}
            </a>
          )}
          <ShareButton />
        </div>
      </div>

      <div class="actor-grid">
        <div class="actor-main">
          <dl class="facts">
            {about.spheres && about.spheres.length > 0 && (
              <div>
                <dt>{say("spheres")}</dt>
                <dd>
                  {about.spheres.map((one) => (
                    <span key={one.sphere} class="chip">
                      <SphereMark sphere={one.sphere} /> {word(one.sphere)}{" "}
                      {one.share < 1 && say("percent", { n: number(one.share * 100, 0) })}{" "}
                      <small class="muted">{word(one.basis)}</small>
                    </span>
                  ))}
                </dd>
              </div>
            )}
            {about.place && (
              <div>
                <dt>{say("place")}</dt>
                <dd>
                  <ThingLink thing={about.place} />
                </dd>
              </div>
            )}
            {(about.within?.length ?? 0) > 0 && (
              <div>
                <dt>{say("within")}</dt>
                <dd>
                  {about.within?.map((one, i) => (
                    <span key={one.iri}>
                      {i > 0 && ", "}
                      <ThingLink thing={one} plain />
                    </span>
                  ))}
                </dd>
              </div>
            )}
            {about.founded && (
              <div>
                <dt>{say("founded")}</dt>
                <dd>{writeDate(lang, about.founded)}</dd>
              </div>
            )}
            {(about.sector?.length ?? 0) > 0 && (
              <div>
                <dt>{say("sectors")}</dt>
                <dd>
                  {about.sector?.map((sector, i) => (
                    <span key={sector.iri}>
                      {i > 0 && ", "}
                      <ThingLink thing={sector} plain />
                    </span>
                  ))}
                </dd>
              </div>
            )}
            {about.note && (
              <div>
                <dt>{say("note")}</dt>
                <dd lang="en">{about.note}</dd>
              </div>
            )}
          </dl>
          {data.tie && <TieCard tie={data.tie} level="h2" />}
          {data.figure && <FigureTable figures={[data.figure]} />}
          {data.event && (
            <section class="card">
              <h2>{label(data.event.type)}</h2>
              <p>
                {writeDate(lang, data.event.date)} <ThingLink thing={data.event.subject} />
              </p>
              <EvidenceList evidence={data.event.evidence} />
            </section>
          )}
          {data.contradiction && <ContradictionCard contradiction={data.contradiction} level="h2" />}
          {ties.length > 0 && <TiesOf thing={thing} ties={ties} count={data.ties?.count ?? ties.length} />}
          {kind === "actor" && !ties.length && <Empty title={say("noTies")}>{say("noTiesHint")}</Empty>}
          {figures.length > 0 && (
            <section id="figures">
              <h2>{say("figures")}</h2>
              <FigureTable figures={figures} />
            </section>
          )}
          {contradictions.length > 0 && (
            <section id="contradictions">
              <h2>{say("contradictions")}</h2>
              <p class="muted">{say("contradictionsLead")}</p>
              {contradictions.map((one) => (
                <ContradictionCard key={one.iri} contradiction={one} />
              ))}
            </section>
          )}
          {rows.length > 0 && (
            <section id="timeline">
              <h2>{say("timeline")}</h2>
              <Timeline rows={rows} name={name} />
            </section>
          )}
          {classifications.length > 0 && (
            <section>
              <h2>{say("classifications")}</h2>
              <ul class="cards">
                {classifications.map((one, i) => (
                  <li key={i}>
                    <ClassificationCard one={one} />
                  </li>
                ))}
              </ul>
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
              <h2>{say("evidence")}</h2>
              <EvidenceList evidence={about.evidence ?? []} />
            </section>
          )}
          <section>
            <h2>{say("identifiers")}</h2>
            <p>
              <code class="iri">{thing.iri}</code> <CopyButton text={() => thing.iri} label={say("copy")} />
            </p>
            <h3>{say("formats")}</h3>
            <ul class="chips">
              {(data.formats ?? []).map((format) => (
                <li key={format.name}>
                  <a class="button quiet" href={format.url} download="" title={format.media_type} data-download={format.name}>
                    {format.name}
                  </a>
                </li>
              ))}
            </ul>
          </section>
          {data.cite && (
            <section>
              <h2>{say("cite")}</h2>
              <p class="cite">{explorer.pick(data.cite.labels, data.cite.text)}</p>
              <CopyButton text={() => explorer.pick(data.cite?.labels, data.cite?.text ?? "")} label={say("copyCitation")} />
            </section>
          )}
        </aside>
      </div>
    </div>
  );
}

/** Ties to other actors first, dated before undated, then as the service orders them. */
function orderTies(ties: RoleTie[]): RoleTie[] {
  const rank = (tie: RoleTie) => (tie.other?.kind === "actor" ? 0 : 2) + (tie.from || tie.to ? 0 : 1);
  return ties.map((tie, i) => ({ tie, i })).sort((a, b) => rank(a.tie) - rank(b.tie) || a.i - b.i).map(({ tie }) => tie);
}

function ClassName({ name, text }: { name: string; text: string }) {
  const { link } = useExplorer();
  return (
    <>
      {" · "}
      <a href={`${link("/terms/ontology")}#${name}`}>{text || name}</a>
    </>
  );
}

function TiesOf({ thing, ties, count }: { thing: Thing; ties: RoleTie[]; count: number }) {
  const explorer = useExplorer();
  const { say, label, word, place, here } = explorer;
  const [open, setOpen] = useState<RoleTie>();
  const columns = useMemo(
    (): Column<RoleTie>[] => [
      {
        key: "role",
        title: say("columnDirection"),
        value: (tie) => say(tie.role === "in" ? "roleIn" : tie.role === "out" ? "roleOut" : "roleBoth"),
        show: (tie) => (
          <>
            <span aria-hidden="true">{tie.role === "in" ? "←" : tie.role === "out" ? "→" : "↔"}</span>
            <span class="sr">{say(tie.role === "in" ? "roleIn" : tie.role === "out" ? "roleOut" : "roleBoth")}</span>
          </>
        ),
      },
      { key: "type", title: say("columnTypes"), value: (tie) => label(tie.type) },
      { key: "other", title: say("columnOther"), value: (tie) => label(tie.other), show: (tie) => tie.other && <ThingLink thing={tie.other} /> },
      {
        key: "when",
        title: say("columnWhen"),
        value: (tie) => String(tie.from ?? tie.to ?? ""),
        show: (tie) => spanOf(explorer, tie.from, tie.to),
      },
      {
        key: "modality",
        title: say("columnModality"),
        value: (tie) => word(tie.modality),
        show: (tie) => <span class={`chip m-${tie.modality}`}>{word(tie.modality)}</span>,
      },
      {
        key: "evidence",
        title: say("columnEvidence"),
        value: (tie) => tie.evidence.length,
        show: (tie) => (
          <button type="button" class="quiet" onClick={() => setOpen(tie)} aria-label={say("whyLinked", { a: label(thing), b: label(tie.other) })} data-why={tie.key}>
            {say("why")}
          </button>
        ),
      },
    ],
    [ties, explorer.lang],
  );
  return (
    <section id="ties">
      <h2>
        {say("tiesOf")} <span class="count">{count}</span>
      </h2>
      <Table
        caption={say("tiesOfCaption", { name: label(thing) })}
        hideCaption
        columns={columns}
        rows={ties}
        file={`triskele-${thing.key}-ties`}
        rowKey={(tie) => `${tie.key} ${tie.other?.key} ${tie.role}`}
        sort={parseSort(place.query.get("sort"))}
        onSort={(sort) => navigate(here({ sort: `${sort.down ? "-" : ""}${sort.key}` }), { keepScroll: true, replace: true })}
      />
      {open && <LinkedBy a={thing} b={open.other} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

export function FigureTable({ figures }: { figures: Figure[] }) {
  const explorer = useExplorer();
  const { say, label, lang } = explorer;
  const columns = useMemo(
    (): Column<Figure>[] => [
      { key: "measure", title: say("columnMeasure"), value: (f) => label(f.measure), show: (f) => <a href={explorer.page(f)}>{label(f.measure)}</a> },
      { key: "value", title: say("columnValue"), value: (f) => f.value, numeric: true, show: (f) => writeFigure(lang, f.value, f.qualifier, f.unit) },
      {
        key: "year",
        title: say("year"),
        value: (f) => f.year,
        numeric: true,
        show: (f) => (f.year === null ? <span class="muted">{say("undated")}</span> : f.year_to ? `${f.year}–${f.year_to}` : String(f.year)),
      },
      { key: "part", title: say("columnPart"), value: (f) => [f.part, f.area].map((p) => label(p)).filter(Boolean).join("; ") },
      {
        key: "source",
        title: say("columnSource"),
        value: (f) => f.evidence.map((e) => `${label(e.document)} ${e.section}, ${e.line_from}-${e.line_to}`).join("; "),
        show: (f) => (
          <details>
            <summary>{f.evidence[0] ? say("sectionIs", { section: f.evidence[0].section }) : say("noEvidence")}</summary>
            <EvidenceList evidence={f.evidence} />
          </details>
        ),
      },
    ],
    [figures, lang],
  );
  return <Table caption={say("figures")} hideCaption columns={columns} rows={figures} file="triskele-figures" rowKey={(f) => f.key} />;
}

function ClassificationCard({ one, level: Heading = "h3" }: { one: Classification & { about?: Thing }; level?: "h2" | "h3" }) {
  const { label, link, number } = useExplorer();
  return (
    <article class="card">
      <Heading>
        <a href={`${link(`/terms/${one.scheme.key}`)}#${one.concept.key}`}>{label(one.concept)}</a>
      </Heading>
      <p class="muted">
        {label(one.scheme)}
        {one.by && ` · ${label(one.by)}`}
        {one.year && ` · ${one.year}`}
        {one.value !== null && one.value !== undefined && ` · ${typeof one.value === "number" ? number(one.value) : one.value}`}
      </p>
      <EvidenceList evidence={one.evidence ?? []} />
    </article>
  );
}

/** A list the service offers about this thing: the actors of a place, the figures of a document. */
function RelatedList({ list, count, url }: { list: string; count: number; url: string }) {
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

function RelatedLink({ list, parameters }: { list: string; parameters: Record<string, string> }) {
  const explorer = useExplorer();
  const { say, link } = explorer;
  return (
    <p>
      {list === "ties" && parameters.document ? (
        <a href={link("/ties", { documents: parameters.document, view: "table" })}>{say("seeInMap")}</a>
      ) : (
        <a href={explorer.url(`/${list}`, { ...parameters, limit: 1000, format: "json" })} download="">
          JSON
        </a>
      )}
    </p>
  );
}

function ActorList({ actors }: { actors: Thing[] }) {
  const { say, label, word } = useExplorer();
  return (
    <Table
      caption={say("actorsHere")}
      hideCaption
      file="triskele-actors"
      rows={actors}
      rowKey={(a) => a.key}
      columns={[
        { key: "label", title: say("columnActor"), value: (a) => label(a), show: (a) => <ThingLink thing={a} /> },
        { key: "sphere", title: say("columnSphere"), value: (a) => word(sphereOf(a.sphere)) },
      ]}
    />
  );
}
