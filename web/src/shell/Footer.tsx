import { useExplorer } from "./context";

export function Footer() {
  const { say, link, summary, url } = useExplorer();
  return (
    <footer class="bottom">
      <p>{say("footerAbout")}</p>
      <p>
        <a href={link("/about-data")}>{say("footerLicence", { licence: summary?.licence_name ?? say("noLicence") })}</a> · <a href={url("/openapi.json")}>{say("footerApi")}</a> 
        {summary && ` · ${say("footerVersions", { code: summary.code_version, ontology: summary.ontology_version })}`}
      </p>
    </footer>
  );
}
