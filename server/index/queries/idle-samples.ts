interface Group {
  readonly group: { readonly name: string | null };
  /** Those to choose from, the best choice first. */
  readonly versions: readonly bigint[];
}

/** Groups in the order of their turns: one of each name before the second of any; what comes first within a name stays first. */
function turnsByName(groups: readonly Group[]): number[] {
  const met = new Map<string | null, number>();
  return groups
    .map(({ group: { name } }, place) => {
      const rank = met.get(name) ?? 0;
      met.set(name, rank + 1);
      return { place, rank };
    })
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .map(({ place }) => place);
}

/** At most `most` versions of all groups together, spread over names first, then over groups; one list a group. */
export function pickSamples(groups: readonly Group[], most: number): bigint[][] {
  const picked: bigint[][] = groups.map(() => []);
  const turns = turnsByName(groups);
  let left = most;
  for (let round = 0; left > 0; round++) {
    const leftBefore = left;
    for (const place of turns) {
      const version = groups[place]?.versions[round];
      if (version === undefined || left === 0) continue;
      picked[place]?.push(version);
      left -= 1;
    }
    if (left === leftBefore) break;
  }
  return picked;
}
