/** What a judgement about an item says. */
import type { MetricValue } from "../api/metrics";

export const STATE_MARK: Record<string, string> = { met: "●", present: "●", partial: "◐", unmet: "○", absent: "○", unknown: "?" };

export function stateOf(value: MetricValue): string {
  if (value.category) return value.category;
  if (value.value === null) return "unknown";
  return value.value >= 2 ? "met" : value.value === 1 ? "present" : "absent";
}
