import type { ActorRow, Region } from "../api/lists";
import type { EventRow, Tie } from "../api/records";
import { writeSpan, writeWhen } from "../language";
import { EvidenceList, TieCard, spanOf } from "../parts/Evidence";
import { OpenEvidence } from "../parts/OpenEvidence";
import type { Column } from "../parts/sorting";
import { ThingLink } from "../parts/spheres";
import { profileOf } from "../profile/types";
import type { Explorer } from "../shell/context";
import { nameColumns } from "./nameColumns";

export type Counted = ActorRow & { actors?: number };

export function actorColumns(explorer: Explorer): Column<ActorRow>[] {
  const { say, heading, lang } = explorer;
  return [
    ...nameColumns<ActorRow>(explorer),
    { key: "degree", title: say("tiesOf"), value: (one) => one.degree, numeric: true },
    { key: "founded", title: heading("founded", "columns"), value: (one) => one.founded, show: (one) => writeWhen(lang, one.founded, one.founded_latest) },
  ];
}

export function clusterColumns(explorer: Explorer): Column<Counted>[] {
  const { say, heading, label, link, number } = explorer;
  const [, , degree, founded] = actorColumns(explorer) as Column<Counted>[];
  return [
    { key: "label", title: heading("cluster"), value: label, show: (one) => <a href={link(profileOf(one) ?? "")}>{label(one)}</a> },
    { key: "actors", title: say("namedMembers"), value: (one) => one.actors, numeric: true, show: (one) => number(one.actors ?? 0) },
    ...(degree && founded ? [degree, founded] : []),
  ];
}

export function regionColumns({ say, heading, label, link }: Explorer): Column<Region>[] {
  return [
    { key: "label", title: heading("place"), value: label, show: (one) => <a href={link(profileOf(one) ?? "")}>{label(one)}</a> },
    { key: "actors", title: heading("actors"), value: (one) => one.actors, numeric: true },
    { key: "ties", title: say("tiesOf"), value: (one) => one.ties, numeric: true },
  ];
}

export function tieColumns(explorer: Explorer): Column<Tie>[] {
  const { say, heading, label, word } = explorer;
  const ends = (tie: Tie) => (tie.symmetric && tie.participants.length ? tie.participants : [tie.source, tie.target].filter((one) => one !== null));
  const end = (tie: Tie, i: number) => ends(tie)[i];
  const others = (tie: Tie) => ends(tie).slice(1);
  return [
    { key: "source", title: say("oneEnd"), value: (tie) => label(end(tie, 0)), show: (tie) => ends(tie).slice(0, 1).map((one) => <ThingLink key={one.iri} thing={one} />) },
    { key: "type", title: say("columnTypes"), value: (tie) => label(tie.type) },
    {
      key: "target",
      title: say("otherEnd"),
      value: (tie) => others(tie).map(label).join("; "),
      show: (tie) => others(tie).map((one, i) => (
        <span key={one.iri}>
          {i > 0 && ", "}
          <ThingLink thing={one} />
        </span>
      )),
    },
    { key: "when", title: say("columnWhen"), value: (tie) => String(tie.from ?? tie.to ?? ""), show: (tie) => spanOf(explorer, tie) },
    { key: "modality", title: heading("modality", "columns"), value: (tie) => word(tie.modality), show: (tie) => <span class={`chip m-${tie.modality}`}>{word(tie.modality)}</span> },
    {
      key: "evidence",
      title: heading("evidence"),
      value: (tie) => tie.evidence.map((e) => `${label(e.document)} ${e.section}, ${e.line_from}-${e.line_to}`).join("; "),
      show: (tie) => <OpenEvidence title={`${ends(tie).map(label).join(" – ")}`}>{() => <TieCard tie={tie} />}</OpenEvidence>,
    },
  ];
}

export function eventColumns(explorer: Explorer): Column<EventRow>[] {
  const { say, heading, word, label, lang, page } = explorer;
  return [
    { key: "when", title: say("columnWhen"), value: (one) => one.date ?? one.date_latest, show: (one) => writeSpan(lang, one) || word("undated") },
    { key: "label", title: heading("what", "columns"), value: label, show: (one) => <a href={page(one)}>{label(one)}</a> },
    { key: "type", title: heading("kind"), value: (one) => label(one.type) },
    { key: "subject", title: say("columnAbout"), value: (one) => label(one.subject), show: (one) => <ThingLink thing={one.subject} plain /> },
    {
      key: "evidence",
      title: heading("evidence"),
      value: (one) => one.evidence.map((e) => `${label(e.document)} ${e.section}, ${e.line_from}-${e.line_to}`).join("; "),
      show: (one) => <OpenEvidence title={label(one)}>{() => <EvidenceList evidence={one.evidence} />}</OpenEvidence>,
    },
  ];
}
