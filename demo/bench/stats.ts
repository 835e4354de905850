/** The value below which that share of the sorted-or-not numbers lies. */
export const percentile = (numbers: ArrayLike<number>, share: number): number => {
  const sorted = Float64Array.from(numbers).toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

export const median = (numbers: ArrayLike<number>): number => percentile(numbers, 0.5);

export const spreadOf = (numbers: number[]): [number, number] => [Math.min(...numbers), Math.max(...numbers)];

/** Runs A, B, A, B…: what slows the machine for a moment slows both. The first round warms up and is dropped. */
export const interleave = async <K extends string, T>(
  rounds: number,
  sides: Record<K, () => Promise<T>>,
): Promise<Record<K, T>[]> => {
  const taken: Record<K, T>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const results: [string, T][] = [];
    for (const [name, run] of Object.entries<() => Promise<T>>(sides)) results.push([name, await run()]);
    if (round > 0) taken.push(Object.fromEntries(results) as Record<K, T>);
  }
  return taken;
};
