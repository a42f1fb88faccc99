/**
 * JSON treated as text: digits, escapes, key order and repeated keys stay as they were written,
 * which `JSON.stringify(JSON.parse(…))` would not keep.
 */
export interface JsonProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

type Expected =
  | 'a value'
  | 'a value or ]'
  | 'a property name in quotes'
  | 'a property name in quotes or }'
  | 'a colon'
  | 'a comma or ]'
  | 'a comma or }'
  | 'nothing more';

const string = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const space = /[ \t\n\r]*/y;

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function isPunctuation(character: string): boolean {
  return '{}[],:'.includes(character);
}

function tokenAt(text: string, at: number): string {
  const first = text.charAt(at);
  if (isPunctuation(first)) return first;
  return text.slice(at, at + lengthOf(first === '"' ? string : scalar, text, at));
}

function afterValue(open: readonly string[]): Expected {
  const innermost = open.at(-1);
  if (innermost === undefined) return 'nothing more';
  return innermost === '{' ? 'a comma or }' : 'a comma or ]';
}

function afterOpening(bracket: '{' | '[', open: string[]): Expected {
  open.push(bracket);
  return bracket === '{' ? 'a property name in quotes or }' : 'a value or ]';
}

function afterClosing(open: string[]): Expected {
  open.pop();
  return afterValue(open);
}

/** What may follow once `token` stands where `expected` was; `null` when it may not stand there. */
function advance(expected: Expected, token: string, open: string[]): Expected | null {
  if ((token === ']' || token === '}') && expected.endsWith(token)) return afterClosing(open);
  switch (expected) {
    case 'a value':
    case 'a value or ]':
      if (token === '{' || token === '[') return afterOpening(token, open);
      return isPunctuation(token) ? null : afterValue(open);
    case 'a property name in quotes':
    case 'a property name in quotes or }':
      return token.startsWith('"') ? 'a colon' : null;
    case 'a colon':
      return token === ':' ? 'a value' : null;
    case 'a comma or }':
      return token === ',' ? 'a property name in quotes' : null;
    case 'a comma or ]':
      return token === ',' ? 'a value' : null;
    case 'nothing more':
      return null;
  }
}

function problemAt(text: string, at: number, message: string): JsonProblem {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message };
}

/** `token` is empty where no token begins. */
function describeFound(token: string, rest: string, expected: Expected): string {
  if (token === '' && rest.startsWith('"'))
    return 'this string is not closed or holds a character that must be escaped';
  const word = /^[\w.+-]+/.exec(rest)?.[0] ?? rest.charAt(0);
  return `expected ${expected}, found ${token === '' ? word : token}`;
}

/** The first place where a text stops being JSON; `null` when all of it is. */
export function findJsonProblem(text: string): JsonProblem | null {
  const open: string[] = [];
  let expected: Expected = 'a value';
  let at = lengthOf(space, text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    const next: Expected | null = token === '' ? null : advance(expected, token, open);
    if (next === null) {
      return problemAt(text, at, describeFound(token.slice(0, 20), text.slice(at, at + 20), expected));
    }
    expected = next;
    at += token.length;
    at += lengthOf(space, text, at);
  }
  return expected === 'nothing more' ? null : problemAt(text, at, `the text ends, expected ${expected}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Deeper lines begin at the same place: a small text can be nested so deeply that its indents would fill all memory. */
const maxIndents = 40;

function newLine(depth: number): string {
  return `\n${'  '.repeat(Math.min(depth, maxIndents))}`;
}

/** The text with line breaks and two-space indents; `null` when it is not JSON. */
export function indentJson(text: string): string | null {
  if (!isJson(text)) return null;
  const parts: string[] = [];
  let depth = 0;
  let at = lengthOf(space, text, 0);
  let previous = '';
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (token === '}' || token === ']') {
      depth -= 1;
      if (previous !== '{' && previous !== '[') parts.push(newLine(depth));
    } else if (previous === '{' || previous === '[' || previous === ',') parts.push(newLine(depth));
    parts.push(token === ':' ? ': ' : token);
    if (token === '{' || token === '[') depth += 1;
    previous = token;
    at += token.length;
    at += lengthOf(space, text, at);
  }
  return parts.join('');
}
