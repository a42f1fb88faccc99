export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `null` when absent, null or not a text. */
export function textOf(record: JsonRecord, member: string): string | null {
  const value = record[member];
  return typeof value === 'string' ? value : null;
}

/** `null` when absent, null or not a number. */
export function numberOf(record: JsonRecord, member: string): number | null {
  const value = record[member];
  return typeof value === 'number' ? value : null;
}

/** The text of a JSON value for a History or message member; `undefined` has none. */
export function toJsonText(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** What a JSON text means to user code; a text that is no JSON is passed on as it is. */
export function fromJsonText(text: string | null | undefined): unknown {
  if (text === null || text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Tags without the serialiser's `$type`; `null` when there are none. */
export function tagsOf(value: unknown): Readonly<Record<string, string>> | null {
  if (!isRecord(value)) return null;
  const tags: Record<string, string> = {};
  for (const [key, text] of Object.entries(value)) {
    if (key !== '$type' && typeof text === 'string') tags[key] = text;
  }
  return tags;
}
