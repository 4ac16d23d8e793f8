import { useContext, useMemo, useRef, useState } from "preact/hooks";
import { GraphCanvas, type GraphHandle } from "../graph/GraphCanvas";
import { pictureDownloads } from "../graph/downloads";
import { sceneOf } from "../graph/model";
import { Downloads } from "../parts/Downloads";
import { Empty } from "../parts/Notice";
import { navigate } from "../router";
import { pathOf, useExplorer } from "../shell/context";
import { AnswerTable, Labels } from "./AnswerTable";
import type { Answer } from "./answer";
import { networkOf } from "./drawable";

export function AnswerGraph({ answer }: { answer: Answer }) {
  const explorer = useExplorer();
  const { say } = explorer;
  const labels = useContext(Labels);
  const network = useMemo(() => networkOf(answer, labels), [answer, labels]);
  const scene = useMemo(() => network && sceneOf(network, (node) => node.label, () => ""), [network]);
  const handle = useRef<GraphHandle>(null);
  const [selected, setSelected] = useState<string>();
  if (!scene || !network) return <Empty title={say("noGraph")}>{say("noGraphHint")}</Empty>;
  const title = say("pictureTitle", { n: network.nodes.length, m: network.links.length });
  const source = say("pictureSource", {
    release: String(explorer.summary?.release ?? ""),
    year: explorer.asOf === undefined ? say("allYears") : String(explorer.asOf),
    licence: explorer.summary?.licence_name ?? say("noLicence"),
  });
  return (
    <>
      <GraphCanvas
        handle={handle}
        scene={scene}
        family={String(answer.seconds)}
        label={say("graphLabel", { n: network.nodes.length, m: network.links.length })}
        selected={selected}
        onSelect={(point) => setSelected(point?.key)}
        onOpen={(point) => {
          const path = pathOf(point.key);
          if (path.startsWith("/page/")) navigate(explorer.link(path));
        }}
      />
      <Downloads items={pictureDownloads(handle, "answer", { title, source })} />
      <AnswerTable answer={answer} />
    </>
  );
}
