import { useExplorer } from "../shell/context";

/** The parts of a long page, with how much each holds. */
export function OnThisPage({ parts }: { parts: [string, string, number][] }) {
  const { say, number } = useExplorer();
  if (parts.length < 2) return null;
  return (
    <nav class="on-page" aria-label={say("onThisPage")}>
      <ul>
        {parts.map(([id, title, count]) => (
          <li key={id}>
            <a href={`#${id}`}>
              {title} <span class="count">{number(count)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
