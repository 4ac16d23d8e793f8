import type { Classification, Thing } from "../api/records";
import { EvidenceList } from "../parts/Evidence";
import { useExplorer } from "../shell/context";

export function ClassificationCard({ one, level: Heading = "h3" }: { one: Classification & { about?: Thing }; level?: "h2" | "h3" }) {
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
