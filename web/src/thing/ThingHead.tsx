import type { ThingPage } from "../api/page";
import { ShareButton } from "../parts/Share";
import { SphereMark, sphereOf } from "../parts/spheres";
import { profileOf } from "../profile/types";
import { useExplorer } from "../shell/context";

/** Name, kind and the ways on from a thing. */
export function ThingHead({ data, kind }: { data: ThingPage; kind: string }) {
  const { say, label, word, link } = useExplorer();
  const { thing } = data;
  const about = data.description ?? {};
  const name = label(thing);
  const alternatives = [...new Set((about.alt ?? []).map((alt) => (typeof alt === "string" ? alt : alt.text)))].filter(
    (text) => text && text !== name,
  );
  return (
    <div class="page-head">
      <div>
        <p class="eyebrow">
          {word(kind)}
          {thing.class && about.class && (
            <>
              {" · "}
              <a href={`${link("/terms/ontology")}#${thing.class}`}>{label(about.class)}</a>
            </>
          )}
        </p>
        <h1>
          {thing.sphere && <SphereMark sphere={sphereOf(thing.sphere)} size={26} />} {name}
        </h1>
        {alternatives.length > 0 && <p class="muted">{say("alsoKnown", { names: alternatives.join(", ") })}</p>}
      </div>
      <div class="row page-tools">
        {profileOf(thing) && (
          <a class="button primary" href={link(profileOf(thing) ?? "")} data-profile-link>
            {say("profileOpen")}
          </a>
        )}
        {kind === "actor" && (
          <a class="button primary" href={link("/ties", { focus: thing.key, sel: thing.key })}>
            {say("seeInMap")}
          </a>
        )}
        <ShareButton />
      </div>
    </div>
  );
}
