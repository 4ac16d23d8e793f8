import { useExplorer } from "../shell/context";
import { Bridge } from "./Bridge";
import { Change } from "./Change";
import { Disagreement } from "./Disagreement";

/** Three questions, answered from the release that is served; each answer opens its evidence. */
export function Answers() {
  const { say } = useExplorer();
  return (
    <section class="answers" aria-label={say("answersTitle")}>
      <Disagreement />
      <Bridge />
      <Change />
    </section>
  );
}
