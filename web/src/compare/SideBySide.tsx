import type { ComponentChildren } from "preact";
import { useExplorer } from "../shell/context";
import { profilePath } from "../profile/types";
import type { Compared } from "./types";
import { Scroll } from "../parts/Scroll";

/** A table with a column for each subject. */
export function SideBySide({ caption, subjects, rows }: { caption: string; subjects: Compared[]; rows: { key: string; title: ComponentChildren; cells: ComponentChildren[] }[] }) {
  const { say, label, link } = useExplorer();
  return (
    <Scroll label={caption}>
      <table class="side-by-side">
        <caption class="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say("compareRow")}</th>
            {subjects.map((one) => (
              <th key={one.thing.iri} scope="col">
                <a href={link(profilePath(one.kind, one.thing.key))}>{label(one.thing)}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-row={row.key}>
              <th scope="row">{row.title}</th>
              {row.cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
