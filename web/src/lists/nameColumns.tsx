import type { Thing } from "../api/records";
import type { Column } from "../parts/Table";
import { ThingLink, sphereOf } from "../parts/spheres";
import type { Explorer } from "../shell/context";

/** Who it is, and of which sphere. */
export function nameColumns<T extends Thing>({ say, label, word }: Explorer): Column<T>[] {
  return [
    { key: "label", title: say("columnActor"), value: label, show: (one) => <ThingLink thing={one} /> },
    { key: "sphere", title: say("columnSphere"), value: (one) => word(sphereOf(one.sphere)) },
  ];
}
