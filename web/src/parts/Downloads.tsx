import { useId } from "preact/hooks";
import { useExplorer } from "../shell/context";

export interface Download {
  label: string;
  href?: string;
  name?: string;
  run?: () => void;
  id?: string;
}

/** Files of exactly what is shown. */
export function Downloads({ items, title }: { items: Download[]; title?: string }) {
  const { say } = useExplorer();
  const id = useId();
  return (
    <div class="downloads">
      <p class="downloads-title" id={id}>
        {title ?? say("downloads")}
      </p>
      <ul class="chips" aria-labelledby={id}>
        {items.map((item) => (
          <li key={item.label}>
            {item.href ? (
              <a class="button quiet" href={item.href} download={item.name ?? ""} data-download={item.id ?? item.label}>
                {item.label}
              </a>
            ) : (
              <button type="button" class="quiet" onClick={item.run} data-download={item.id ?? item.label}>
                {item.label}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
