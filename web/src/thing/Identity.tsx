import type { ThingPage } from "../api/page";
import { CitationBox } from "../parts/CitationBox";
import { whereOf } from "../parts/Evidence";
import { CopyButton } from "../parts/Share";
import { useExplorer } from "../shell/context";

/** Where a single record is told; a thing is told in too many places to cite. */
const whereTold = ({ figure, tie, event, classification }: ThingPage) => (figure ?? tie ?? event ?? classification)?.evidence ?? [];

/** What the thing is called for machines, in which formats it comes, and how to cite it. */
export function Identity({ data }: { data: ThingPage }) {
  const explorer = useExplorer();
  const { say, label } = explorer;
  const { thing } = data;
  return (
    <>
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
      <section>
        <h2>{say("cite")}</h2>
        <CitationBox subject={label(thing)} iri={thing.iri} name={thing.key} where={whereTold(data).map((one) => whereOf(explorer, one))} />
      </section>
    </>
  );
}
