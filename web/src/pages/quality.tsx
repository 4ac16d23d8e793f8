import { FaultList } from "../quality/FaultList";
import { Overview } from "../quality/Overview";
import { useExplorer } from "../shell/context";

export default function QualityPage() {
  const { place } = useExplorer();
  const check = place.path.split("/")[2];
  return check ? <FaultList check={check} /> : <Overview />;
}
