/** What the reader types into a filter box of a page stands in the address. */
import { navigate } from "../router";
import { useExplorer } from "../shell/context";

export function useWish(name = "q"): [string, (text: string) => void] {
  const { place, here } = useExplorer();
  const set = (text: string) => navigate(here({ [name]: text }), { replace: true, keepScroll: true });
  return [place.query.get(name) ?? "", set];
}
