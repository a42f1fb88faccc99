import type { TextPattern } from '../../../../../shared/domain/instance-filter/filter-term.ts';

export const textMatches = [
  { value: 'is', label: 'is' },
  { value: 'begins', label: 'starts with' },
  { value: 'contains', label: 'contains' },
  { value: 'ends', label: 'ends with' },
  { value: 'pattern', label: 'fits a pattern with *' },
  { value: 'none', label: 'has no value' },
] as const;
export type TextMatch = (typeof textMatches)[number]['value'];

/** How texts are compared, and with which, one a line. */
export interface TextQuestion {
  readonly match: TextMatch;
  readonly lines: readonly string[];
}

function matchOf(parts: TextPattern): TextMatch {
  const [first = '', second, third] = parts;
  if (parts.length === 1) return first === '' ? 'none' : 'is';
  if (parts.length === 2 && second === '' && first !== '') return 'begins';
  if (parts.length === 2 && first === '' && second !== '') return 'ends';
  return parts.length === 3 && first === '' && third === '' && second !== '' ? 'contains' : 'pattern';
}

function toLine(parts: TextPattern): string {
  return parts.map((part) => part.replace(/[\\*]/g, '\\$&')).join('*');
}

function fromLine(line: string): TextPattern {
  const parts = [''];
  for (const [token] of line.matchAll(/\\[\\*]|\*|[^\\*]+|\\/g)) {
    if (token === '*') parts.push('');
    else
      parts.push(
        (parts.pop() ?? '') + (token.length === 2 && token.startsWith('\\') ? token.slice(1) : token),
      );
  }
  return parts;
}

export function questionOf(patterns: readonly TextPattern[]): TextQuestion {
  const matches = new Set(patterns.map(matchOf));
  const [match = 'is'] = matches;
  if (matches.size > 1 || match === 'pattern') return { match: 'pattern', lines: patterns.map(toLine) };
  return { match, lines: match === 'none' ? [] : patterns.map((parts) => parts.join('')) };
}

const around: Record<Exclude<TextMatch, 'pattern' | 'none'>, (line: string) => TextPattern> = {
  is: (line) => [line],
  begins: (line) => [line, ''],
  contains: (line) => ['', line, ''],
  ends: (line) => ['', line],
};

export function patternsOf({ match, lines }: TextQuestion): readonly TextPattern[] {
  if (match === 'none') return [['']];
  const asked = lines.filter((line) => line !== '');
  return asked.map(match === 'pattern' ? fromLine : around[match]);
}
