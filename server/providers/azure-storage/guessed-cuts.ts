import { evenly, toCuts } from './key-ranges.ts';

const digits = '0123456789';
const small = 'abcdefghijklmnopqrstuvwxyz';
const capital = small.toUpperCase();
/** What ids count or draw with, the narrowest first; each in the order of its characters. */
const alphabets = [
  digits,
  `${digits}abcdef`,
  `${digits}ABCDEF`,
  digits + small,
  digits + capital,
  digits + capital + small,
];
const keysLookedAt = 20;

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}

function alphabetOf(keys: readonly string[], from: number): string {
  const step = Math.max(1, Math.floor(keys.length / keysLookedAt));
  const tails = keys.filter((_, i) => i % step === 0).map((key) => key.slice(from));
  const used = tails.join('').replace(/[^0-9A-Za-z]/g, '');
  const fits = (alphabet: string) => Array.from(used).every((character) => alphabet.includes(character));
  return alphabets.find(fits) ?? digits + capital + small;
}

/** Keys that begin like `key` and go on with a character behind its own at that place. */
function stepsUp(key: string, place: number, alphabet: string): string[] {
  const at = alphabet.indexOf(key.charAt(place));
  if (at < 0 || key.charAt(place) === '') return [];
  return Array.from(alphabet.slice(at + 1), (character) => key.slice(0, place) + character);
}

/**
 * Where the keys behind a full page might be cut into `count` more parts, knowing nothing but the page: where its keys differ,
 * they count or draw, so the place before goes on the same way; and any place before that may step up as well.
 */
export function guessCuts(keys: readonly string[], to: string | null, count: number): string[] {
  const first = keys[0] ?? '';
  const last = keys.at(-1) ?? '';
  const differAt = Math.min(commonLength(first, last), last.length - 1);
  const shared = to === null ? 0 : commonLength(last, to);
  const near = Math.max(differAt - 1, shared);
  const alphabet = alphabetOf(keys, differAt);
  const isBefore = (cut: string) => cut > last && (to === null || cut < to);
  const nearSteps = stepsUp(last, near, alphabet).filter(isBefore);
  const farSteps: string[] = [];
  for (let place = near - 1; place >= shared; place--) {
    const [next] = stepsUp(last, place, digits);
    if (next !== undefined && isBefore(next)) farSteps.push(next);
  }
  const [beyond] = stepsUp(last, shared, digits + capital + small).filter(isBefore);
  if (beyond !== undefined) farSteps.push(beyond);
  const far = evenly(farSteps, Math.max(1, Math.ceil(count / 2)));
  return toCuts([...evenly(nearSteps, count - Math.min(far.length, count - 1)), ...far]).slice(0, count);
}
