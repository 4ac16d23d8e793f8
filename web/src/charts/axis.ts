/** Where an axis has its ticks, how far it reaches, and bins of a distribution. */

/** Round ticks that cover [low, high], about `count` of them. */
export function ticksOf(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? rough;
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-6; tick += step) ticks.push(Number(tick.toPrecision(12)));
  return ticks;
}

export function extent(numbers: (number | null | undefined)[], around?: number): [number, number] {
  const known = numbers.filter((n): n is number => typeof n === "number" && Number.isFinite(n));
  if (around !== undefined) known.push(around);
  if (!known.length) return [0, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const margin = (high - low || Math.abs(high) || 1) * 0.06;
  return [low - margin, high + margin];
}

export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** Numbers in at most about twenty bins of one round width; each bin holds from <= n < to, the last also its end. */
export function binsOf(numbers: number[], most = 20): Bin[] {
  const known = numbers.filter(Number.isFinite);
  if (!known.length) return [];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const whole = known.every(Number.isInteger);
  if (low === high) return [{ from: low, to: high, count: known.length }];
  const [one, two] = ticksOf(low, high, most);
  const step = Math.max((two ?? high) - (one ?? low), whole ? 1 : 0);
  const start = Math.floor(low / step + 1e-9) * step;
  const count = Math.max(1, Math.ceil((high - start) / step - 1e-9) + (whole && step === 1 ? 1 : 0));
  const bins = Array.from({ length: count }, (_, i): Bin => ({ from: Number((start + i * step).toPrecision(12)), to: Number((start + (i + 1) * step).toPrecision(12)), count: 0 }));
  for (const n of known) {
    const bin = bins[Math.min(count - 1, Math.floor((n - start) / step + 1e-9))];
    if (bin) bin.count++;
  }
  return bins;
}
