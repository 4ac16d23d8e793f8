import { Between } from "../compare/Between";
import { Checklists } from "../compare/Checklists";
import { Choose } from "../compare/Choose";
import { Figures } from "../compare/Figures";
import { SideBySide } from "../compare/SideBySide";
import { Suggested } from "../compare/Suggested";
import { type Compared, type Comparison, readSubjects } from "../compare/types";
import { Measured } from "../measures/Measured";
import { useMeasurement } from "../measures/job";
import { PageHead } from "../parts/PageHead";
import { SPHERES, SphereMark, ThingLink } from "../parts/spheres";
import { profilePath } from "../profile/types";
import { useExplorer } from "../shell/context";

/** Two or three regions, clusters or countries side by side. */
export default function Compare() {
  const { say, place, url } = useExplorer();
  const subjects = readSubjects(place.query.get("of"));
  const wanted = subjects.length > 1 ? url("/comparisons", { of: subjects.join(","), modalities: place.query.get("modalities") }) : null;
  const comparison = useMeasurement<Comparison>(wanted, "comparison");
  return (
    <div class="comparison">
      <PageHead title={say("compare")} lead={say("compareLead")} />
      <Choose subjects={subjects} />
      {wanted ? <Measured of={comparison}>{(data) => <Sides data={data} />}</Measured> : <Suggested />}
    </div>
  );
}

/** Whose profile says whom to approach. */
const isApproached = (one: Compared) => one.kind === "cluster";

function Sides({ data }: { data: Comparison }) {
  const { say, heading, word, number, label, link, summary, lang } = useExplorer();
  const { subjects } = data;
  const spheres = SPHERES.filter((sphere) => subjects.some((one) => one.members.spheres.some((row) => row.sphere === sphere)));
  return (
    <div data-comparison={subjects.map((one) => one.thing.key).join(" ")}>
      <section id="sides">
        <h2>{say("compareWho")}</h2>
        <SideBySide
          caption={say("compareWho")}
          subjects={subjects}
          rows={[
            { key: "class", title: heading("kind"), cells: subjects.map((one) => label(one.class)) },
            { key: "actors", title: heading("actors"), cells: subjects.map((one) => number(one.members.count)) },
            ...spheres.map((sphere) => ({
              key: sphere,
              title: (
                <>
                  <SphereMark sphere={sphere} /> {word(sphere)}
                </>
              ),
              cells: subjects.map((one) => {
                const row = one.members.spheres.find((held) => held.sphere === sphere);
                return row ? (
                  <details key={one.thing.iri}>
                    <summary>{number(row.count)}</summary>
                    {row.actors.map((actor, i) => (
                      <span key={actor.iri}>
                        {i > 0 && ", "}
                        <ThingLink thing={actor} plain />
                      </span>
                    ))}
                  </details>
                ) : (
                  "0"
                );
              }),
            })),
            { key: "inside", title: say("compareInside"), cells: subjects.map((one) => number(one.ties.inside)) },
            { key: "leaving", title: say("profileLeaving"), cells: subjects.map((one) => number(one.ties.leaving)) },
            { key: "dated", title: say("coverageDated"), cells: subjects.map((one) => say("partOf", { part: number(one.ties.dated), whole: number(one.ties.all) })) },
            ...(subjects.some(isApproached) ? [{ key: "approach", title: say("decideApproach"), cells: subjects.map((one) => isApproached(one) && <a href={`${link(profilePath(one.kind, one.thing.key))}#approach`}>{say("compareApproach")}</a>) }] : []),
          ]}
        />
      </section>
      <Between pairs={data.pairs} />
      <Checklists subjects={subjects} />
      <Figures figures={data.figures} subjects={subjects} />
      <p class="profile-foot muted small">{say("compareFoot", { title: summary?.title[lang] ?? "Triskele", release: number(data.release), address: data.address })}</p>
    </div>
  );
}
