import { useExplorer } from "../shell/context";
import { CopyButton } from "./Share";
import { type Cited, apa, bibtex, csl, ris } from "./cite";
import { saveFile } from "./csv";

/** How to cite: a sentence to copy, and a file for every common program. */
export function CitationBox({ subject, iri, name, where }: { subject?: string; iri: string; name: string; where?: string[] }) {
  const { say, lang, summary, asOf } = useExplorer();
  if (!summary) return null;
  const cited: Cited = { subject, iri, name, where, release: summary.release, asOf, made: summary.made, seen: new Date(), title: summary.title, publisher: summary.publisher, licence: summary.licence_name };
  const files = [
    ["BibTeX", "bib", "application/x-bibtex", bibtex],
    ["RIS", "ris", "application/x-research-info-systems", ris],
    ["CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl],
  ] as const;
  return (
    <div class="citation">
      <p class="cite" data-cite>
        {apa(cited, lang)}
      </p>
      <div class="row">
        <CopyButton text={() => apa(cited, lang)} label={say("copyCitation")} />
        {files.map(([title, suffix, type, write]) => (
          <button key={title} type="button" class="quiet" onClick={() => saveFile(`${summary.release}-${name}.${suffix}`, write(cited, lang), type)} data-cite-file={suffix}>
            {title}
          </button>
        ))}
      </div>
    </div>
  );
}
