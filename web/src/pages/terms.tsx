import { useExplorer } from "../shell/context";
import { Ontology } from "../terms/Ontology";
import { Scheme } from "../terms/Scheme";
import { Schemes } from "../terms/Schemes";

export default function Terms() {
  const { place } = useExplorer();
  const name = place.path.split("/")[2];
  if (name === "ontology") return <Ontology />;
  return name ? <Scheme name={name} /> : <Schemes />;
}
