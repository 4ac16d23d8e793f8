import { useState } from "preact/hooks";
import { useExplorer } from "../shell/context";

/** Copies text; the fallback selects it, so that nobody is left without it. */
export function CopyButton({ text, label, done }: { text: () => string; label: string; done?: string }) {
  const { say } = useExplorer();
  const [state, setState] = useState<"" | "done" | "shown">("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setState("done");
    } catch {
      setState("shown");
    }
    setTimeout(() => setState((now) => (now === "done" ? "" : now)), 4000);
  };
  return (
    <span class="copy">
      <button type="button" onClick={copy} data-copy>
        {label}
      </button>
      <span role="status">{state === "done" ? (done ?? say("copied")) : ""}</span>
      {state === "shown" && (
        <input readOnly value={text()} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      )}
    </span>
  );
}

/** The URL of exactly this view, under the release it was seen in, so that it says the same later. */
export function shareUrl(release: number | undefined, lang: string): string {
  const url = new URL(location.href);
  if (release !== undefined && !/^\/r\/\d/.test(url.pathname)) url.pathname = `/r/${release}${url.pathname}`;
  url.searchParams.set("lang", lang);
  return url.toString();
}

export function ShareButton() {
  const { say, summary, lang } = useExplorer();
  return <CopyButton text={() => shareUrl(summary?.release, lang)} label={say("share")} done={say("shared")} />;
}
