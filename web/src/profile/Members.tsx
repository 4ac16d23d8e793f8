import { writeFigure } from "../language";
import { SphereMark, ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import type { Profile } from "./types";

/** What shows the members in the map of ties. */
const SELECTED = {
  region: (key: string) => ({ places: key }),
  cluster: (key: string) => ({ clusters: key }),
  zone: (key: string) => ({ focus: key, k: 1 }),
};

/** Actors by sphere, as many in a bar and by name. */
export function Members({ profile }: { profile: Profile }) {
  const { say, word, words, number, link, page, label, lang } = useExplorer();
  const { members } = profile;
  const counts = profile.kind === "cluster" ? profile.figures.items.filter((one) => one.measure.key === "member-count") : [];
  const outside = Object.entries(members.left_out).filter(([, count]) => count > 0);
  return (
    <section class="card" id="members">
      <h2>
        {say("profileActors")} <span class="count">{number(members.count)}</span>
      </h2>
      <div class="stack" aria-hidden="true">
        {members.spheres.map((one) => (
          <span key={one.sphere} class={`bg-${one.sphere}`} style={{ flexGrow: one.count }} />
        ))}
      </div>
      <dl class="by-sphere">
        {members.spheres.map((one) => (
          <div key={one.sphere}>
            <dt>
              <SphereMark sphere={one.sphere} /> {word(one.sphere)} <span class="count">{number(one.count)}</span>
            </dt>
            <dd>
              {one.actors.map((actor, i) => (
                <span key={actor.iri}>
                  {i > 0 && ", "}
                  <ThingLink thing={actor} plain />
                </span>
              ))}{" "}
              {one.count > one.actors.length && <span class="muted">{say("profileMore", { n: number(one.count - one.actors.length) })}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {profile.kind === "cluster" && <p class="muted small">{say("profileItself", { n: members.count - 1 })}</p>}
      {counts.length > 0 && (
        <p class="muted small" data-member-figures>
          {say("profileMemberFigures")}{" "}
          {counts.map((one, i) => (
            <span key={one.iri}>
              {i > 0 && "; "}
              <a href={page(one)}>{writeFigure(lang, words, one.value, one.qualifier, one.unit)}</a> ({[label(one.part ?? (one.about.iri === profile.thing.iri ? null : one.about)), one.year].filter(Boolean).join(", ") || word("undated")})
            </span>
          ))}
        </p>
      )}
      {outside.length > 0 && <p class="muted small">{say("profileLeftOut", { what: outside.map(([name, count]) => `${word(name)} ${number(count)}`).join(", ") })}</p>}
      <p class="small no-print">
        <a href={link("/ties", SELECTED[profile.kind](profile.thing.key))}>{say("profileInMap")}</a>
        {profile.kind === "region" && (
          <>
            {" · "}
            <a href={link("/lists/actors", { place: profile.thing.key })}>{say("profileMemberList")}</a>
          </>
        )}
      </p>
    </section>
  );
}

/** How many the printed page names (profile.css). */
const PRINTED = 5;

/** Its clusters and the bodies that mediate between spheres. */
export function Bodies({ profile }: { profile: Profile }) {
  const { say, pick, link, label, number } = useExplorer();
  const { clusters, interfaces } = profile.bodies;
  return (
    <section class="card" id="bodies">
      <h2>{say("profileBodies")}</h2>
      {clusters.length > 0 && (
        <>
          <h3>{say("profileClusters")}</h3>
          <ul class="plain">
            {clusters.map((one) => (
              <li key={one.iri}>
                <a href={link(`/cluster/${one.key}`)}>{label(one)}</a>{" "}
                <span class="muted">{one.members > 0 ? say("profileMembers", { n: number(one.members) }) : say("profileNoMembers")}</span>
              </li>
            ))}
          </ul>
          {clusters.length > PRINTED && <p class="print-only muted small">{say("profileMore", { n: number(clusters.length - PRINTED) })}</p>}
        </>
      )}
      {interfaces.length > 0 && (
        <>
          <h3>{say("profileInterfaces")}</h3>
          <ul class="plain">
            {interfaces.map((one) => (
              <li key={one.iri}>
                <ThingLink thing={one} plain /> <span class="muted">{pick(one.class_labels)}</span>
              </li>
            ))}
          </ul>
          {interfaces.length > PRINTED && <p class="print-only muted small">{say("profileMore", { n: number(interfaces.length - PRINTED) })}</p>}
        </>
      )}
      {!clusters.length && !interfaces.length && <p>{say("profileNoBodies")}</p>}
    </section>
  );
}
