import type { ThingPage } from "../api/page";
import { writeWhen } from "../language";
import { SphereMark, ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";

/** What is known of the thing itself: spheres, place, founding, sectors. */
export function Facts({ about }: { about: ThingPage["description"] }) {
  const { say, heading, word, lang, number } = useExplorer();
  return (
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
          <dt>{heading("place")}</dt>
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
      {(about.founded || about.founded_latest) && (
        <div>
          <dt>{heading("founded", "columns")}</dt>
          <dd>{writeWhen(lang, about.founded, about.founded_latest)}</dd>
        </div>
      )}
      {(about.sector?.length ?? 0) > 0 && (
        <div>
          <dt>{heading("sectors", "columns")}</dt>
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
          <dt>{heading("note")}</dt>
          <dd lang="en">{about.note}</dd>
        </div>
      )}
    </dl>
  );
}
