import type { Summary } from "../api/release";
import { coverageRows } from "../home/Holdings";
import { useExplorer } from "../shell/context";

/** Where the data come from, what is covered, what is not known, and under which licence they are. */
export function Datasheet({ summary }: { summary: Summary }) {
  const { say, heading, label, number, link } = useExplorer();
  return (
    <section class="card" id="datasheet">
      <h2>{say("datasheet")}</h2>
      <h3>{say("whereFrom")}</h3>
      <ul>
        {summary.documents.map((document) => (
          <li key={document.key}>
            <a href={link(`/page/source/${document.key}`)}>{label(document)}</a>
          </li>
        ))}
      </ul>
      <p>{say("datasheetHow")}</p>
      <h3>{heading("coverage")}</h3>
      <dl class="facts">
        {coverageRows(summary, say).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {Object.entries(summary.counts)
          .filter(([name]) => ["figures", "events", "classifications", "evidence", "statements"].includes(name))
          .map(([name, count]) => (
            <div key={name}>
              <dt>{say(`of_${name}` as "of_figures")}</dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
      </dl>
      <h3>{say("unknownTitle")}</h3>
      <p>
        {say("unknownText", {
          undated: summary.coverage.undated_ties ?? 0,
          unknown: summary.coverage.unknown_sphere ?? 0,
          unlocated: (summary.counts.actors ?? 0) - (summary.coverage.located_actors ?? 0),
        })}
      </p>
      <h3>{say("licence")}</h3>
      <p>
        {say("licenceText", { licence: summary.licence_name ?? say("noLicence") })} <span class="iri">{summary.licence}</span>
      </p>
    </section>
  );
}
