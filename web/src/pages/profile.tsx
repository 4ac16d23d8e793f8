import { useState } from "preact/hooks";
import type { Parameters } from "../api/client";
import { BUBBLES_ABOVE } from "../graph/bubbles";
import { ContradictionList } from "../parts/Contradiction";
import { Measured } from "../measures/Measured";
import { type Measurement, useMeasurement } from "../measures/job";
import { ShareButton } from "../parts/Share";
import { Approach } from "../decide/Approach";
import { Held } from "../decide/Held";
import { Scenarios } from "../decide/Scenarios";
import { Bridges, NoBridgesYet } from "../profile/Bridges";
import { ChecklistCard } from "../profile/ChecklistCard";
import { Leaving } from "../profile/Leaving";
import { Bodies, Members } from "../profile/Members";
import { Unknown } from "../profile/Unknown";
import { Years } from "../profile/Years";
import { type Ask, KINDS, type Profile, profilePath } from "../profile/types";
import { useExplorer } from "../shell/context";
import { useTitle } from "../shell/title";
import { FigureTable } from "../thing/FigureTable";

/** Parameters of the network that a profile follows when the address has them. */
const SELECTION = ["when", "modalities", "documents", "tie_types", "layers", "min_confidence", "collectives", "persons", "undated", "occurrences", "without"];

/** How many figures the printed page shows (profile.css). */
const PRINTED_FIGURES = 6;

/** What is known of a region or a cluster, on one page. */
export default function ProfilePage() {
  const { place, url, say, label, summary } = useExplorer();
  const [, kind = "", ...key] = place.path.split("/");
  const chosen = Object.fromEntries(SELECTION.map((name) => [name, place.query.get(name)]));
  const ask = (path: string, parameters: Parameters = {}) => url(path, { ...chosen, ...parameters });
  // Who bridges takes longest by far: the page comes without and gets it aside, in a large network when asked.
  const small = (summary?.counts.actors ?? Infinity) <= BUBBLES_ABOVE;
  const [wanted, setWanted] = useState(false);
  const path = `/profiles/${kind}/${encodeURIComponent(key.join("/"))}`;
  const profile = useMeasurement<Profile>(ask(path, { bridges: false }), path);
  const bridging = useMeasurement<Profile>(profile.data && (small || wanted) ? ask(path) : null, path, undefined, true);
  useTitle(profile.data && label(profile.data.thing), say(KINDS[kind as keyof typeof KINDS] ?? "profileRegion"));
  return <Measured of={profile}>{(data) => <Whole profile={{ ...data, address: bridging.data?.address ?? data.address, bridges: bridging.data?.bridges ?? null }} ask={ask} bridging={bridging} askBridges={() => setWanted(true)} />}</Measured>;
}

function Whole({ profile, ask, bridging, askBridges }: { profile: Profile; ask: Ask; bridging: Measurement<Profile>; askBridges: () => void }) {
  const { say, number, summary, lang } = useExplorer();
  const { figures, contradictions } = profile;
  return (
    <div class="profile" data-profile={profile.thing.key}>
      <Head profile={profile} />
      <div class="profile-grid">
        <Members profile={profile} />
        {(profile.kind !== "cluster" || profile.bodies.clusters.length + profile.bodies.interfaces.length > 0) && <Bodies profile={profile} />}
        {profile.bridges ? <Bridges bridges={profile.bridges} ask={ask} /> : <NoBridgesYet of={bridging} onAsk={askBridges} />}
        {profile.kind === "cluster" && <Approach actor={profile.thing.key} ask={ask} />}
        <ChecklistCard checklist={profile.checklist} kind={profile.kind} />
        <Leaving profile={profile} />
        <Years profile={profile} />
        <Unknown profile={profile} />
        <Held profile={profile} ask={ask} />
        <Scenarios profile={profile} ask={ask} />
      </div>
      {figures.count > 0 && (
        <section id="figures" class="profile-figures">
          <h2>
            {say("figures")} <span class="count">{number(figures.count)}</span>
          </h2>
          <FigureTable figures={figures.items} about />
          {figures.count > PRINTED_FIGURES && <p class="print-only muted small">{say("profileMore", { n: number(figures.count - PRINTED_FIGURES) })}</p>}
          {figures.count > figures.items.length && <p class="no-print muted small">{say("profileMore", { n: number(figures.count - figures.items.length) })}</p>}
        </section>
      )}
      {contradictions.count > 0 && (
        <section id="contradictions">
          <h2>
            {say("contradictions")} <span class="count">{number(contradictions.count)}</span>
          </h2>
          <p class="muted">{say("contradictionsLead")}</p>
          <ContradictionList contradictions={contradictions.items} first={2} />
        </section>
      )}
      <p class="profile-foot muted small">{say("profileFoot", { title: summary?.title[lang] ?? "Triskele", release: number(profile.release), address: profile.address })}</p>
    </div>
  );
}

function Head({ profile }: { profile: Profile }) {
  const { say, label, pick, link, page, asOf } = useExplorer();
  const { thing, within, kind } = profile;
  return (
    <div class="page-head">
      <div>
        <p class="eyebrow">
          {say(KINDS[kind])} · {label(profile.class)}
          {within && (
            <>
              {" · "}
              <a href={link(profilePath("region", within.key))}>{label(within)}</a>
            </>
          )}
        </p>
        <h1>{label(thing)}</h1>
        <p class="lead">
          {pick(profile.sentence)} {asOf !== undefined && say("profileAsOf", { year: String(asOf) })}
        </p>
      </div>
      <div class="row page-tools">
        <button type="button" class="primary" onClick={() => print()} data-print>
          {say("profilePrint")}
        </button>
        <a class="button" href={link("/compare", { of: `${kind}/${thing.key}` })} data-compare-with>
          {say("compare")}
        </a>
        <a class="button" href={page(thing)}>
          {say("openPage")}
        </a>
        <ShareButton />
      </div>
    </div>
  );
}
