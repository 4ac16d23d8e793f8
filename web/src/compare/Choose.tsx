import { offer } from "../api/lists";
import { fold } from "../language";
import { SearchBox } from "../parts/SearchBox";
import { KINDS, type ProfileKind } from "../profile/types";
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
  const find = (wish: string) => subjectsNamed(all, wish).map((one) => offer(one.value, one.value, say(KINDS[one.value.split("/")[0] as ProfileKind]), one.label));
  const fields = Math.min(Math.max(subjects.length + 1, 2), MOST);
  return (
    <form class="row choose" onSubmit={(event) => event.preventDefault()} aria-label={say("compareChoose")}>
      {Array.from({ length: fields }, (_, i) => (
        <SearchBox
          key={`${i} ${subjects[i] ?? ""}`}
          id={`subject-${i}`}
          field={i}
          label={say("compareSubject", { n: i + 1 })}
          hint={say("compareType")}
          picks
          value={all.find((one) => one.value === subjects[i])?.label ?? subjects[i] ?? ""}
          find={find}
          onChoose={(thing) => change(i, thing.key)}
          onClear={() => change(i, "")}
        />
      ))}
    </form>
  );
}

/** Those whose name has all the words, wherever; those that begin so stand first. */
export function subjectsNamed(all: Subject[], wish: string): Subject[] {
  const words = fold(wish).split(/\s+/).filter(Boolean);
  const having = all.map((one) => ({ one, name: fold(one.label) })).filter(({ name }) => words.length > 0 && words.every((word) => name.includes(word)));
  const begins = (name: string) => Number(!name.startsWith(words[0] ?? ""));
  return having.sort((a, b) => begins(a.name) - begins(b.name)).map(({ one }) => one);
}
