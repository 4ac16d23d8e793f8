import type { ComponentChildren } from "preact";
import type { DocumentFacts, ThingPage } from "../api/page";
import { EvidenceList } from "../parts/Evidence";
import { CopyButton } from "../parts/Share";
import { ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";

/** What others call the thing, each with the record it was read in, and where it was looked for and is not. */
export function Elsewhere({ data }: { data: ThingPage }) {
  const { say, heading, label } = useExplorer();
  const { links = [], searches = [] } = data.description;
  if (!links.length && !searches.length) return null;
  return (
    <section id="elsewhere">
      <h2>{say("elsewhere")}</h2>
      {links.length > 0 && (
        <ul>
          {links.map((link) => (
            <li key={`${link.scheme.key} ${link.value}`}>
              {label(link.scheme)}: {link.url ? <a rel="external" href={link.url}>{link.value}</a> : link.value}
              {link.evidence.length > 0 && (
                <details>
                  <summary>{heading("evidence")}</summary>
                  <EvidenceList evidence={link.evidence} />
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
      {searches.map((search) => (
        <p key={search.register.key}>
          {say("notFoundIn")} <ThingLink thing={search.register} />
          {search.note && `: ${search.note}`}
        </p>
      ))}
    </section>
  );
}

/** The document itself to cite, not what we read in it; what nobody told us is said to be unknown. */
function DocumentCitation({ document, years }: { document: DocumentFacts; years: string }) {
  const { say, label } = useExplorer();
  if (!document.title) return null;
  const kind = document.type ? ` [${label(document.type)}]` : "";
  const address = document.address ? ` ${document.address}` : "";
  const text = `${document.title}${kind}. ${years ? say("documentYears", { years }) : say("documentYearsUnknown")}${address}`;
  return (
    <section id="cite-document">
      <h2>{say("citeDocument")}</h2>
      <p class="cite" data-cite-document>
        {text}
      </p>
      <p class="muted small">{say("citeDocumentUnknown")}</p>
      <CopyButton text={() => text} label={say("copyCitation")} />
    </section>
  );
}

/** What a source document is, and which copy or version of it was read. */
export function DocumentTable({ document }: { document: DocumentFacts }) {
  const { say, heading, label } = useExplorer();
  const years = [document.written_from, document.written_to].filter((year) => year !== null).join("–");
  const rows: [string, ComponentChildren][] = [
    [say("documentType"), document.type && label(document.type)],
    [heading("title", "columns"), document.title],
    [say("documentWritten"), years],
    [say("documentAddress"), document.address && <a rel="external" href={document.address}>{document.address}</a>],
    [say("documentVersion"), document.version && <code>{document.version}</code>],
    [say("documentLines"), document.lines],
    [say("documentHash"), document.sha256 && <code class="iri">{document.sha256}</code>],
  ];
  return (
    <>
      <dl class="facts">
        {rows.filter(([, value]) => value).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <DocumentCitation document={document} years={years} />
    </>
  );
}
