import { useEffect } from "preact/hooks";
import type { Paths } from "../api/networks";
import type { ThingPage } from "../api/page";
import type { Thing } from "../api/records";
import { TieCard, spanOf } from "../parts/Evidence";
import { Await, Empty } from "../parts/Notice";
import { SearchBox } from "../parts/SearchBox";
import { ThingLink } from "../parts/spheres";
import { useExplorer, useGet } from "../shell/context";
import type { Change, TiesState } from "./state";

/** The shortest way from one actor to another, with the evidence of each step. */
export function PathFinder({
  state,
  change,
  onPath,
}: {
  state: TiesState;
  change: Change;
  onPath: (keys: string[]) => void;
}) {
  const explorer = useExplorer();
  const { say, label } = explorer;
  const both = state.from && state.to;
  const { focus: _focus, k: _k, isolates: _isolates, level: _level, community: _community, ...filters } = state.parameters;
  const paths = useGet<Paths>(both ? `/networks/${state.projection}/paths` : null, {
    source: state.from,
    target: state.to,
    ...filters,
  });
  const from = useGet<ThingPage>(state.from ? `/data/actor/${state.from}` : null, { format: "json" });
  const to = useGet<ThingPage>(state.to ? `/data/actor/${state.to}` : null, { format: "json" });
  // One of the two is not in the network: the filters leave it out, or it has no tie there.
  const outside = paths.problem?.code === "unknown-thing";
  const keys = both ? (paths.data?.paths[0]?.nodes.map((node) => node.key) ?? []) : [];
  useEffect(() => onPath(keys), [keys.join()]);
  return (
    <section class="path-finder" aria-label={say("path")}>
      <h2>{say("path")}</h2>
      <SearchBox id="path-from" label={say("pathFrom")} kind="actor" value={label(from.data?.thing)} onChoose={(thing) => change({ from: thing.key })} />
      <SearchBox id="path-to" label={say("pathTo")} kind="actor" value={label(to.data?.thing)} onChoose={(thing) => change({ to: thing.key })} />
      {(state.from || state.to) && (
        <button type="button" class="quiet" onClick={() => change({ from: "", to: "" })}>
          {say("pathClear")}
        </button>
      )}
      {both && outside && <Empty title={say("noPath")}>{say("noPathHint")}</Empty>}
      {both && !outside && (
        <Await loaded={paths}>
          {(answer) => {
            const path = answer.paths[0];
            if (!path) return <Empty title={say("noPath")}>{say("noPathHint")}</Empty>;
            const named = new Map(path.nodes.map((node) => [node.key, node]));
            const thing = (end: string | Thing) => (typeof end === "string" ? named.get(end) : end);
            return (
              <div data-path={keys.join(",")}>
                <p>{say("pathLength", { n: path.length })}</p>
                <ol class="steps">
                  {path.steps.map((step, index) => {
                    const [a, b] = [thing(step.from), thing(step.to)];
                    return (
                      <li key={index}>
                        <p class="ends">
                          {a && <ThingLink thing={a} />} <span class="arrow">–</span> {b && <ThingLink thing={b} />}
                        </p>
                        {step.ties.slice(0, 2).map((tie) => (
                          <p key={tie.iri} class="step-tie">
                            <strong>{label(tie.type)}</strong> <span class="muted">({spanOf(explorer, tie)})</span>{" "}
                            {explorer.pick(tie.evidence[0]?.statements, tie.evidence[0]?.statement) || say("noEvidence")}
                          </p>
                        ))}
                        <details>
                          <summary>{say("stepEvidence", { n: step.ties.length })}</summary>
                          {step.ties.map((tie) => (
                            <TieCard key={tie.iri} tie={tie} />
                          ))}
                        </details>
                      </li>
                    );
                  })}
                </ol>
              </div>
            );
          }}
        </Await>
      )}
    </section>
  );
}
