function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a path leads to inside a custom status, as text; `null` when there is no such place, or no JSON. */
export function customStatusField(customStatus: string, path: string): string | null {
  let value = parsed(customStatus);
  for (const segment of path.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    value = new Map<string, unknown>(Object.entries(value)).get(segment);
  }
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
