type SearchValues = Record<string, unknown>;

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** `?status=Failed&status=Running`: a list is a repeated key, so that links stay readable. */
export function stringifySearch(values: SearchValues): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values))
    for (const item of Array.isArray(value) ? value : [value]) {
      const text = textOf(item);
      if (text !== null) search.append(key, text);
    }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Every value is text, or a list of texts when the key is repeated; each route's schema makes more of it. */
export function parseSearch(text: string): SearchValues {
  const values: SearchValues = {};
  const search = new URLSearchParams(text);
  for (const key of new Set(search.keys())) {
    const all = search.getAll(key);
    values[key] = all.length === 1 ? all[0] : all;
  }
  return values;
}
