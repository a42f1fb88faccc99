import type { JsonOutline } from '../../../shared/domain/json-outline.ts';

export interface TreeFinds {
  /** Values whose key or own text holds what was looked for, in order. */
  readonly nodes: readonly number[];
  /** There are more than were looked for. */
  readonly isCut: boolean;
}

const maxFinds = 10_000;
const shortEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\\\',
  '/': '/',
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
};

function literal(unit: string): string {
  return unit.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** JSON may write every character in up to three ways. */
function unitPattern(unit: string): string {
  const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
  const escape = shortEscapes[unit];
  return `(?:${literal(unit)}|\\\\u${code}${escape === undefined ? '' : `|\\\\${escape}`})`;
}

function searchPattern(words: string): RegExp {
  return new RegExp(words.split('').map(unitPattern).join(''), 'gi');
}

/** The value that the text at a place belongs to. */
export function nodeAt(outline: JsonOutline, at: number): number {
  let low = 0;
  let high = outline.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const keyStart = outline.keyStarts[middle] ?? -1;
    const begin = keyStart >= 0 ? keyStart : (outline.starts[middle] ?? 0);
    if (begin <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function findNodes(text: string, outline: JsonOutline, words: string): TreeFinds {
  const nodes: number[] = [];
  if (words === '' || outline.count === 0) return { nodes, isCut: false };
  for (const match of text.matchAll(searchPattern(words))) {
    const node = nodeAt(outline, match.index);
    if (nodes.at(-1) === node) continue;
    if (nodes.length === maxFinds) return { nodes, isCut: true };
    nodes.push(node);
  }
  return { nodes, isCut: false };
}
