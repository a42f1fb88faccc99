const escapes: Readonly<Record<string, string>> = { '^': '^^', '/': '^0', '\\': '^1', '#': '^2', '?': '^3' };
const unescapes: Readonly<Record<string, string>> = { '^': '^', '0': '/', '1': '\\', '2': '#', '3': '?' };
const controlOffset = 0xc0;

function isControl(code: number): boolean {
  return code <= 0x1f || (code >= 0x7f && code <= 0x9f);
}

/** Instance id → PartitionKey of the Instances and History tables. Not idempotent: never escape twice. */
export function escapePartitionKey(instanceId: string): string {
  let key = '';
  for (let i = 0; i < instanceId.length; i++) {
    const unit = instanceId.charAt(i);
    const code = instanceId.charCodeAt(i);
    key += escapes[unit] ?? (isControl(code) ? `^${String.fromCharCode(code + controlOffset)}` : unit);
  }
  return key;
}

export function unescapePartitionKey(key: string): string {
  if (!key.includes('^')) return key;
  let id = '';
  for (let i = 0; i < key.length; i++) {
    const unit = key.charAt(i);
    if (unit !== '^' || i + 1 === key.length) {
      id += unit;
      continue;
    }
    i++;
    const code = key.charCodeAt(i);
    id += unescapes[key.charAt(i)] ?? String.fromCharCode(code < controlOffset ? code : code - controlOffset);
  }
  return id;
}

/** A text as an OData string literal. */
export function odataString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
