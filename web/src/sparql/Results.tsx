import { Empty } from "../parts/Notice";
import { Tabs } from "../parts/Tabs";
import { useExplorer } from "../shell/context";
import { AnswerGraph } from "./AnswerGraph";
import { AnswerChart, AnswerMap } from "./AnswerPictures";
import { AnswerTable } from "./AnswerTable";
import type { Answer } from "./answer";

export type ResultView = "table" | "graph" | "map" | "chart";

export function Results({ answer, view, onView }: { answer: Answer; view: ResultView; onView: (view: ResultView) => void }) {
  const { say, number } = useExplorer();
  const count = answer.kind === "rows" ? answer.rows.length : answer.kind === "graph" ? answer.triples.length : 1;
  return (
    <section data-answer={answer.kind} data-count={count}>
      <p class="row spread">
        <strong>
          {answer.kind === "yes-no" ? say(answer.value ? "yes" : "no") : say(answer.kind === "rows" ? "answerRows" : "answerTriples", { n: count })}
        </strong>
        <span class="muted">{say("answerTime", { seconds: number(answer.seconds, 2) })}</span>
      </p>
      {answer.kind !== "yes-no" && (
        <>
          <Tabs
            label={say("view")}
            value={view}
            onChange={onView}
            tabs={[
              ["table", say("viewTable")],
              ["graph", say("viewGraph")],
              ["map", say("viewMap")],
              ["chart", say("viewChart")],
            ]}
          />
          {count === 0 ? (
            <Empty title={say("answerEmpty")}>{say("answerEmptyHint")}</Empty>
          ) : view === "graph" ? (
            <AnswerGraph answer={answer} />
          ) : view === "map" ? (
            <AnswerMap answer={answer} />
          ) : view === "chart" ? (
            <AnswerChart answer={answer} />
          ) : (
            <AnswerTable answer={answer} />
          )}
        </>
      )}
    </section>
  );
}
