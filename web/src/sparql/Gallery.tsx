import type { Example } from "../api/types";
import { fold } from "../language";
import { useWish } from "../parts/wish";
import { useExplorer } from "../shell/context";
import { exampleParameters, fillExample } from "./text";

/** Ready questions; those with parameters are forms. */
export function Gallery({ examples, onRun }: { examples: Example[]; onRun: (query: string) => void }) {
  const { say, pick } = useExplorer();
  const [wish, setWish] = useWish();
  const folded = fold(wish);
  const found = examples.filter(
    (one) => !folded || fold(`${one.title.tr} ${one.title.en} ${one.question.tr} ${one.question.en}`).includes(folded),
  );
  return (
    <section class="gallery" aria-label={say("examples")}>
      <h2>{say("examples")}</h2>
      <input type="search" value={wish} aria-label={say("findExample")} placeholder={say("findExample")} onInput={(event) => setWish(event.currentTarget.value)} />
      <ul>
        {found.map((example) => (
          <li key={example.name}>
            <details data-example={example.name}>
              <summary>{pick(example.title)}</summary>
              <p>{pick(example.question)}</p>
              <ExampleForm example={example} onRun={onRun} />
            </details>
          </li>
        ))}
      </ul>
      {!found.length && <p class="muted">{say("noExample")}</p>}
    </section>
  );
}

function ExampleForm({ example, onRun }: { example: Example; onRun: (query: string) => void }) {
  const { say, word, lang } = useExplorer();
  const parameters = exampleParameters(example);
  const submit = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    onRun(fillExample(example.query, Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))));
  };
  return (
    <form onSubmit={submit}>
      {parameters.map(({ name, value }) => (
        <label class="field" key={name}>
          {word(name)}
          <input name={name} defaultValue={name === "lang" ? lang : value} key={`${name} ${lang}`} />
        </label>
      ))}
      <button type="submit" class="primary" data-run-example>
        {say("runExample")}
      </button>
    </form>
  );
}
