import { useExplorer } from "./context";

export function Footer() {
  const { say, lang, link, summary, url } = useExplorer();
  const whose = summary ? [summary.title[lang], summary.publisher].filter(Boolean).join(" · ") : "";
  return (
    <footer class="bottom">
      {whose && <p data-whose>{whose}</p>}
      <p>{say("footerAbout")}</p>
      <p>
        <a href={link("/about-data")}>{say("footerLicence", { licence: summary?.licence_name ?? say("noLicence") })}</a> · <a href={url("/openapi.json")}>{say("footerApi")}</a> 
        {summary && ` · ${say("footerVersions", { code: summary.code_version, ontology: summary.ontology_version })}`}
      </p>
    </footer>
  );
}
