/** Both sides `null` = any value will do. */
export interface Bounds<Bound> {
  readonly from: Bound | null;
  readonly to: Bound | null;
}

type WithSide<Point> = Point & { readonly isInclusive: boolean };

const comparison = /^([<>]=?)([^]*)$/;

/** What one side of a range says; a range includes where it begins and excludes where it ends unless it says otherwise. */
function parseSide<Point>(text: string, side: '>' | '<', parsePoint: (text: string) => Point | null) {
  if (text === '') return null;
  const [, operator = side === '>' ? '>=' : '<', rest = text] = comparison.exec(text) ?? [];
  const point = operator.startsWith(side) ? parsePoint(rest) : null;
  return point === null ? undefined : { ...point, isInclusive: operator.endsWith('=') };
}

/** `>a`, `<=b`, `a..b`, `a..`, `..b`, `>a..<=b`; `null` when the text is none of them. */
export function parseBounds<Point extends object>(
  text: string,
  parsePoint: (text: string) => Point | null,
): Bounds<WithSide<Point>> | null {
  const dots = text.indexOf('..');
  if (dots >= 0) {
    const from = parseSide(text.slice(0, dots), '>', parsePoint);
    const to = parseSide(text.slice(dots + 2), '<', parsePoint);
    if (from === undefined || to === undefined || (from === null && to === null)) return null;
    return { from, to };
  }
  if (!comparison.test(text)) return null;
  const side = text.startsWith('>') ? '>' : '<';
  const bound = parseSide(text, side, parsePoint);
  if (bound === undefined || bound === null) return null;
  return side === '>' ? { from: bound, to: null } : { from: null, to: bound };
}
