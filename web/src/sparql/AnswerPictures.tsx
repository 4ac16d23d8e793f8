import { useContext, useMemo } from "preact/hooks";
import { Bars } from "../charts/Bars";
import { Curve } from "../charts/Curve";
import { Empty } from "../parts/Notice";
import { PlaceMap } from "../places/PlaceMap";
import { useExplorer } from "../shell/context";
import { AnswerTable, Labels } from "./AnswerTable";
import type { Answer } from "./answer";
import { placesOf, plotOf } from "./drawable";

export function AnswerMap({ answer }: { answer: Answer }) {
  const { say } = useExplorer();
  const points = useMemo(() => (answer.kind === "rows" ? placesOf(answer.columns, answer.rows) : []), [answer]);
  if (!points.length) return <Empty title={say("noMap")}>{say("noMapHint")}</Empty>;
  return (
    <>
      <PlaceMap points={points} label={say("mapLabel", { n: points.length })} file="answer" />
      <AnswerTable answer={answer} />
    </>
  );
}

export function AnswerChart({ answer }: { answer: Answer }) {
  const { say, word, hasWord } = useExplorer();
  const labels = useContext(Labels);
  const plot = useMemo(() => (answer.kind === "rows" ? plotOf(answer.columns, answer.rows, labels) : undefined), [answer, labels]);
  if (!plot) return <Empty title={say("noChart")}>{say("noChartHint")}</Empty>;
  const label = say("chartLabel", { title: `${plot.label}, ${plot.value}` });
  const lines = plot.points.every((point) => point.x !== null);
  const values = plot.points.map((point) => ({ key: { [plot.label]: point.label }, value: point.y }));
  return (
    <>
      {lines ? (
        <Curve label={label} xName={plot.label} series={[{ name: plot.value, points: plot.points.map((p) => ({ x: p.x ?? 0, y: p.y })) }]} />
      ) : (
        <Bars values={values} items={[plot.label]} name={(part) => (part && hasWord(part) ? word(part) : (part ?? ""))} label={label} />
      )}
      <AnswerTable answer={answer} />
    </>
  );
}
