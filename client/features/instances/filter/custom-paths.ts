interface CustomPath {
  readonly path: readonly string[];
  /** How many of the custom statuses have it. */
  readonly count: number;
}

const maxDepth = 4;
const maxPaths = 200;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (Array.isArray(value)) return [];
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  if (path.length === maxDepth) return [];
  return Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]));
}

/** Where custom statuses that are JSON objects have single values, the most frequent first. */
export function customPathsOf(customStatuses: readonly string[]): CustomPath[] {
  const found = new Map<string, CustomPath>();
  for (const path of customStatuses.flatMap((text) => pathsIn(parsed(text)))) {
    const key = JSON.stringify(path);
    const before = found.get(key)?.count ?? 0;
    if (before > 0 || found.size < maxPaths) found.set(key, { path, count: before + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}
