/**
 * Whether a pattern covers `<connection>~<task hub>`: `*` stands for any characters, every other one for itself. Without
 * regular expressions, which take their time over many `*`.
 */
export function matchesHub(pattern: string, hub: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return hub === first;
  if (!hub.startsWith(first) || !hub.endsWith(last) || hub.length < first.length + last.length) return false;
  const end = hub.length - last.length;
  let from = first.length;
  for (const part of rest) {
    const found = hub.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
