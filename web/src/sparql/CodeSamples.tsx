import { CopyButton } from "../parts/Share";
import { Tabs } from "../parts/Tabs";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { LANGUAGES, type Language, codeSample } from "./text";

/** The same question from a program. */
export function CodeSamples({ text }: { text: string }) {
  const { say, place, here, asOf } = useExplorer();
  const code = LANGUAGES.find((name) => name.toLowerCase() === place.query.get("code")) ?? "curl";
  const setCode = (name: Language) => navigate(here({ code: name === "curl" ? "" : name.toLowerCase() }), { keepScroll: true, replace: true });
  const sample = codeSample(code, text, `${location.origin}${place.prefix}/sparql`, asOf);
  return (
    <section class="code" aria-label={say("codeSamples")}>
      <h2>{say("codeSamples")}</h2>
      <Tabs label={say("codeSamples")} value={code} onChange={setCode} tabs={LANGUAGES.map((name) => [name, name] as const)} />
      <pre tabIndex={0} aria-label={code} role="region">
        {sample}
      </pre>
      <CopyButton text={() => sample} label={say("copy")} />
    </section>
  );
}
