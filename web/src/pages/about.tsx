import type { Summary } from "../api/release";
import { CitationBox } from "../parts/CitationBox";
import { Loading } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { useExplorer } from "../shell/context";

/** What this is, what it is not, whose it is, how to cite it. */
export default function About() {
  const { say, summary } = useExplorer();
  return (
    <div class="about">
      <PageHead title={say("aboutTitle")} lead={say("aboutLead")} />
      <section>
        <h2>{say("aboutIs")}</h2>
        <p>{say("aboutIsText")}</p>
      </section>
      <section>
        <h2>{say("aboutIsNot")}</h2>
        <ul>
          {(["aboutIsNotCensus", "aboutIsNotRanking", "aboutIsNotCause", "aboutIsNotToday"] as const).map((key) => (
            <li key={key}>{say(key)}</li>
          ))}
        </ul>
      </section>
      {summary ? <OfRelease summary={summary} /> : <Loading />}
    </div>
  );
}

function OfRelease({ summary }: { summary: Summary }) {
  const { say, pick, label, link, number } = useExplorer();
  const every = Object.values(summary.modalities).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <section>
        <h2>{say("aboutCounts")}</h2>
        <ul>
          <li>
            {say("aboutCountsTies")} <a href={link("/lists/ties")}>{number(summary.counts.ties ?? 0)}</a>. {say("aboutCountsAllTies")}{" "}
            <a href={link("/lists/ties", { modality: "all" })}>{number(every)}</a>.
          </li>
          <li>
            {say("aboutCountsLines")} <a href={link("/ties")}>{say("openMap")}</a>
          </li>
          <li>
            {say("aboutCountsActors")} <a href={link("/lists/actors")}>{number(summary.counts.actors ?? 0)}</a>.
          </li>
          <li>
            {say("aboutCountsMembers")} <a href={link("/lists/clusters")}>{say("profileClusters")}</a>
          </li>
        </ul>
      </section>
      <section>
        <h2>{say("aboutWho")}</h2>
        <p>{say("aboutWhoText", { title: pick(summary.title), publisher: summary.publisher ?? say("aboutWhoNobody") })}</p>
        <h3>{say("aboutRead")}</h3>
        <ul>
          {summary.documents.map((one) => (
            <li key={one.key}>
              <a href={link(`/page/source/${one.key}`)}>{label(one)}</a>
              {one.type && <span class="muted"> ({label(one.type)})</span>}
            </li>
          ))}
        </ul>
        <h3>{say("aboutLicence")}</h3>
        <p>{say("licenceText", { licence: summary.licence_name ?? say("noLicence") })}</p>
      </section>
      <section id="cite">
        <h2>{say("cite")}</h2>
        <CitationBox iri={`${summary.namespace ?? `${location.origin}/`}dataset`} name="dataset" />
      </section>
      <nav aria-labelledby="about-more">
        <h2 id="about-more">{say("aboutMore")}</h2>
        <ul>
          <li>
            <a href={link("/quality")}>{say("aboutQuality")}</a>
          </li>
          <li>
            <a href={link("/about-data")}>{say("aboutReleases")}</a>
          </li>
          <li>
            <a href={link("/terms")}>{say("aboutTerms")}</a>
          </li>
        </ul>
      </nav>
    </>
  );
}
