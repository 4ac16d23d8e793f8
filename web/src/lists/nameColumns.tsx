import type { Thing } from "../api/records";
import type { Column } from "../parts/sorting";
import { ThingLink, sphereOf } from "../parts/spheres";
import type { Explorer } from "../shell/context";

/** Who it is, and of which sphere. */
export function nameColumns<T extends Thing>({ heading, label, word }: Explorer): Column<T>[] {
  return [
    { key: "label", title: heading("actor"), value: label, show: (one) => <ThingLink thing={one} /> },
    { key: "sphere", title: heading("sphere"), value: (one) => word(sphereOf(one.sphere)) },
  ];
}
