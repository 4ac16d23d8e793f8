import { useState } from "preact/hooks";
import type { Example } from "../api/release";
import { compareNames, fold } from "../language";
import { useWish } from "../parts/wish";
import { useExplorer } from "../shell/context";
import { Picker } from "./Pickers";
import { exampleParameters } from "./text";

/** Ready questions, by the title shown; those with parameters are forms. */
export function Gallery({ examples, values, onRun }: { examples: Example[]; values: Record<string, string>; onRun: (name: string, values: Record<string, string>) => void }) {
  const { say, pick, lang } = useExplorer();
  const [wish, setWish] = useWish();
  const folded = fold(wish);
  const order = compareNames(lang);
  const found = examples
    .filter((one) => !folded || fold(`${one.title.tr} ${one.title.en} ${one.question.tr} ${one.question.en}`).includes(folded))
    .toSorted((a, b) => order(pick(a.title), pick(b.title)));
  return (
    <section class="gallery" aria-label={say("examples")}>
      <h2>{say("examples")}</h2>
      <input type="search" value={wish} aria-label={say("findExample")} placeholder={say("findExample")} onInput={(event) => setWish(event.currentTarget.value)} />
      <ul>
        {found.map((example) => (
          <li key={example.name}>
            <OpenedForm example={example} values={values} onRun={onRun} />
          </li>
        ))}
      </ul>
      {!found.length && <p class="muted">{say("noExample")}</p>}
    </section>
  );
}

/** The form is made when it is opened: its pickers ask the service. */
function OpenedForm({ example, values, onRun }: { example: Example; values: Record<string, string>; onRun: (name: string, values: Record<string, string>) => void }) {
  const { say, pick } = useExplorer();
  const [open, setOpen] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    onRun(example.name, Object.fromEntries([...form].map(([name, value]) => [name, String(value)])));
  };
  return (
    <details data-example={example.name} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{pick(example.title)}</summary>
      <p>{pick(example.question)}</p>
      {open && (
        <form onSubmit={submit}>
          {exampleParameters(example)
            .filter(({ name }) => name !== "lang")
            .map(({ name, value }) => (
              <Picker key={name} name={name} value={values[name] ?? value} />
            ))}
          <button type="submit" class="primary" data-run-example>
            {say("runExample")}
          </button>
        </form>
      )}
    </details>
  );
}
