import {
  kindOf,
  keyOf,
  stringValue,
  type JsonKind,
  type JsonOutline,
} from '../../../shared/domain/json-outline.ts';
import { formatCount, plural } from '../../lib/format-count.ts';

/** More of a value does not fit on a line. */
const maxShownChars = 300;

export interface ShownValue {
  readonly kind: JsonKind;
  /** `null` = it has a place instead. */
  readonly key: string | null;
  readonly place: number;
  readonly text: string;
  /** Characters that are not shown. */
  readonly hiddenChars: number;
}

function containerWords(kind: 'object' | 'array', count: number): string {
  if (count === 0) return kind === 'object' ? '{}' : '[]';
  return kind === 'object'
    ? `{ ${plural(count, 'property', 'properties')} }`
    : `[ ${plural(count, 'item')} ]`;
}

/** What a line of the tree says. */
export function shownValue(text: string, outline: JsonOutline, node: number): ShownValue {
  const kind = kindOf(outline, node);
  const common = { kind, key: keyOf(text, outline, node), place: outline.places[node] ?? 0 };
  if (kind === 'object' || kind === 'array')
    return { ...common, text: containerWords(kind, outline.childCounts[node] ?? 0), hiddenChars: 0 };
  const start = outline.starts[node] ?? 0;
  const end = outline.ends[node] ?? start;
  const shown = text.slice(start, Math.min(end, start + maxShownChars));
  const isWhole = start + shown.length === end;
  const readable = kind === 'string' && isWhole ? `"${stringValue(shown)}"` : shown;
  return { ...common, text: readable, hiddenChars: end - start - shown.length };
}

/** What a reader wants to have of a value: strings as what they say, all else as it is written. */
export function copiedValue(text: string, outline: JsonOutline, node: number): string {
  const written = text.slice(outline.starts[node], outline.ends[node]);
  return kindOf(outline, node) === 'string' ? stringValue(written) : written;
}

export function hiddenWords(hiddenChars: number): string {
  return `… ${formatCount(hiddenChars)} more`;
}
