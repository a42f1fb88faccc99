import type { FailureSummary } from '../contract/instances.ts';
import { parseFailureDetails, splitFailureText } from './failure-details.ts';

const longestMessage = 500;
const longestType = 300;
const longestNormalised = 300;
/** Read before normalising, so that ids of other lengths do not move the end of the result. */
const longestRead = 2_000;

/** Cut where no pair of surrogates is torn. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

// Workers in other languages put this line before the one that says something.
const hostPreamble = /^\s*(?:Result: Failure\s*(?:Exception: )?)?/;

function headOf(message: string): string {
  const [line = ''] = cut(message, longestRead)
    .replace(hostPreamble, '')
    .split(/[\r\n]/, 1);
  return line;
}

/** What differs between failures that are the same, in the order in which it has to be looked for. */
const placeholders: readonly (readonly [RegExp, (match: string) => string])[] = [
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"<>]+/gi, () => '<url>'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, () => '<email>'],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, () => '<time>'],
  [/[{(]?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b[)}]?/gi, () => '<id>'],
  [/"[^"]*"|(?<!\w)'[^']*'|“[^”]*”|`[^`]*`/g, (quoted) => (/\d/.test(quoted) ? '<text>' : quoted)],
  [/(?:\b[a-z]:\\|\\\\)[^\s"'<>|]+|(?<![\w<>])\/[\w.@~-]+(?:\/[\w.@~-]+)+/gi, () => '<path>'],
  [/\b0x[0-9a-f]+\b|\b(?=[a-f]*\d)[0-9a-f]{8,}\b/gi, () => '<n>'],
  [/\d+(?:[.,:]\d+)*/g, () => '<n>'],
];

/** The first line of a message without what differs from one failure to the next; at most 300 characters. */
export function normaliseMessage(message: string): string {
  let text = headOf(message);
  for (const [pattern, placeholder] of placeholders) text = text.replace(pattern, placeholder);
  return cut(text.replace(/\s+/g, ' ').trim(), longestNormalised);
}

const failingFunctions: readonly RegExp[] = [
  /\b(?:task|function) '([^']{1,200})' (?:\(#\d+\) )?(?:failed|doesn't exist|does not exist)/gi,
  /\bof entity '@([^'@]{1,200})@[^']*' failed/gi,
  /\bException while executing function: (?:Functions\.)?([\w.-]{1,200})/g,
];

/** A failure that came up through others names all of them; the last is where it began. */
function findFailingFunction(head: string): string | null {
  const named = failingFunctions
    .flatMap((pattern) => [...head.matchAll(pattern)])
    .sort((one, other) => one.index - other.index);
  return named.at(-1)?.[1] ?? null;
}

/** 64 bits as 16 hex digits: far from safe against an attacker, far from chance collisions below a million. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ (unit + (one >>> 15)), 0x85ebca6b);
    other ^= other >>> 13;
  }
  one = Math.imul(one ^ (one >>> 16), 0xc2b2ae35);
  return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

function splitOutput(output: string): { errorType: string | null; message: string } {
  const details = output.trimStart().startsWith('{') ? parseFailureDetails(output) : null;
  const { errorType, message } = details ?? splitFailureText(output);
  return errorType !== null && errorType.length > longestType
    ? { errorType: null, message: output }
    : { errorType, message };
}

/** What the output of a failed instance says about why it failed. */
export function summariseFailure(output: string): FailureSummary {
  const { errorType, message } = splitOutput(output);
  const failingFunction = findFailingFunction(headOf(message));
  return {
    errorType,
    message: cut(message, longestMessage),
    failingFunction,
    fingerprint: hash([errorType ?? '', failingFunction ?? '', normaliseMessage(message)].join('\n')),
  };
}
