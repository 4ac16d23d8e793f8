import { useState } from "preact/hooks";
import { fold } from "../language";
import { KINDS } from "../profile/types";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { type Subject, useSubjects } from "./subjects";
import { MOST } from "./types";

/** One field a subject, with suggestions while typing. The address keeps what is chosen. */
export function Choose({ subjects }: { subjects: string[] }) {
  const { say, here } = useExplorer();
  const all = useSubjects();
  const change = (place: number, value: string) => {
    const next = [...subjects];
    next[place] = value;
    navigate(here({ of: next.filter((one, i) => one && next.indexOf(one) === i).join(",") }), { keepScroll: true });
  };
  const fields = Math.min(Math.max(subjects.length + 1, 2), MOST);
  return (
    <form class="row choose" onSubmit={(event) => event.preventDefault()} aria-label={say("compareChoose")}>
      {Array.from({ length: fields }, (_, i) => (
        <Field key={`${i} ${subjects[i] ?? ""}`} number={i} value={subjects[i] ?? ""} all={all} onChange={(value) => change(i, value)} />
      ))}
      <datalist id="subjects">
        {all.map((one) => (
          <option key={one.value} value={one.label}>
            {say(KINDS[one.value.split("/")[0] as keyof typeof KINDS])}
          </option>
        ))}
      </datalist>
    </form>
  );
}

function Field({ number, value, all, onChange }: { number: number; value: string; all: Subject[]; onChange: (value: string) => void }) {
  const { say } = useExplorer();
  const [unknown, setUnknown] = useState("");
  const now = all.find((one) => one.value === value);
  const take = (text: string) => {
    const wish = fold(text.trim());
    // the name as a whole, or the only one that begins so
    const near = all.filter((one) => fold(one.label).startsWith(wish));
    const found = all.find((one) => fold(one.label) === wish) ?? (near.length === 1 ? near[0] : undefined);
    setUnknown(wish && !found ? text.trim() : "");
    if (!wish || found) onChange(found?.value ?? "");
  };
  return (
    <label class="field">
      <span>{say("compareSubject", { n: number + 1 })}</span>
      <input
        type="search"
        list="subjects"
        autocomplete="off"
        placeholder={say("compareType")}
        defaultValue={now?.label ?? value}
        key={now?.label ?? value}
        onChange={(event) => take(event.currentTarget.value)}
        data-subject={number}
      />
      {unknown && (
        <span class="help" role="alert">
          {say("compareNotOne", { name: unknown })}
        </span>
      )}
    </label>
  );
}
