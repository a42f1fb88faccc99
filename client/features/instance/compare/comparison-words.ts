import {
  stepLengthMs,
  type ComparedStep,
  type Comparison,
} from '../../../../shared/domain/execution/alignment.ts';
import type { Step } from '../../../../shared/domain/execution/execution-model.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { stepStateLooks, stepTitle } from '../step-look.ts';

const maxNameChars = 80;

/** In one list or sentence not more than these are named. */
const named = 2;

export function pairTitle({ left, right }: Pick<ComparedStep, 'left' | 'right'>): string {
  const step = left ?? right;
  const title = step === null ? '' : stepTitle(step);
  return toVisibleText(title.length > maxNameChars ? `${title.slice(0, maxNameChars)}…` : title);
}

/** How much longer it took here; `null` when one side does not say. */
function gapMs({ left, right }: ComparedStep): number | null {
  const here = left && stepLengthMs(left);
  const there = right && stepLengthMs(right);
  return here === null || there === null ? null : here - there;
}

/** “+2.8 s (8×)”. */
export function gapWords(row: ComparedStep): string {
  const gap = gapMs(row);
  if (gap === null) return '';
  if (Math.abs(gap) < 0.5) return '±0';
  const here = (row.left && stepLengthMs(row.left)) ?? 0;
  const there = (row.right && stepLengthMs(row.right)) ?? 0;
  const factor = Math.max(here, there) / Math.max(Math.min(here, there), 0.1);
  const times =
    factor >= 2 && factor < 1_000 ? ` (${gap > 0 ? '' : '1/'}${Number(factor.toPrecision(2))}×)` : '';
  return `${gap > 0 ? '+' : ''}${formatDuration(gap)}${times}`;
}

function sideWords(step: Step | null, place: string): string {
  if (step === null) return `not ${place}`;
  const length = stepLengthMs(step);
  const tries = step.attempts.length > 1 ? ` in ${plural(step.attempts.length, 'attempt')}` : '';
  const took = length === null ? '' : ` after ${formatDuration(length)}`;
  return `${place} ${stepStateLooks[step.state].word}${tries}${took}`;
}

/** “ChargeCard: here failed after 3.2 s, there completed after 0.4 s”. */
export function rowWords(row: ComparedStep): string {
  const payload = row.difference === 'payload' ? ', with another input or result' : '';
  return `${pairTitle(row)}: ${sideWords(row.left, 'here')}, ${sideWords(row.right, 'there')}${payload}`;
}

/** Titles with their number where there are several. */
function titlesOf(rows: readonly ComparedStep[]): Map<ComparedStep, string> {
  const counts = new Map<string, number>();
  for (const title of rows.map(pairTitle)) counts.set(title, (counts.get(title) ?? 0) + 1);
  const seen = new Map<string, number>();
  return new Map(
    rows.map((row) => {
      const title = pairTitle(row);
      const number = (seen.get(title) ?? 0) + 1;
      seen.set(title, number);
      return [row, (counts.get(title) ?? 0) > 1 ? `${title} #${formatCount(number)}` : title];
    }),
  );
}

function outcomeWords({ left, right }: ComparedStep, title: string): string {
  if (left === null || right === null) return `${title} is only ${left === null ? 'there' : 'here'}`;
  if (left.state !== right.state)
    return `${title} ${stepStateLooks[left.state].word} here and ${stepStateLooks[right.state].word} there`;
  return `${title} took ${plural(left.attempts.length, 'attempt')} here and ${formatCount(right.attempts.length)} there`;
}

function nameFew(sentences: readonly string[], others: string): string[] {
  const rest = sentences.length - named;
  return [...sentences.slice(0, named), ...(rest > 0 ? [`${formatCount(rest)} more ${others}`] : [])];
}

function stepWords({ common, onlyLeft, onlyRight }: Comparison): string {
  if (onlyLeft + onlyRight === 0) return `The same ${plural(common, 'step')}`;
  const parts = [
    `${plural(common, 'step')} in both`,
    onlyLeft > 0 && `${formatCount(onlyLeft)} only here`,
    onlyRight > 0 && `${formatCount(onlyRight)} only there`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** Less than this is what a busy machine does to any step. */
const notableMs = 100;
const notableFactor = 1.5;

function isNotable(row: ComparedStep): boolean {
  const gap = Math.abs(gapMs(row) ?? 0);
  const lengths = [row.left, row.right].map((step) => (step && stepLengthMs(step)) ?? 0);
  return gap >= notableMs && Math.max(...lengths) >= notableFactor * Math.min(...lengths);
}

function lengthSentence({ left, right }: ComparedStep, title: string): string {
  const words = [left, right].map((step) => formatDuration((step && stepLengthMs(step)) ?? 0));
  return `${title} took ${words.join(' instead of ')}`;
}

/** The comparison in words: what was done otherwise, then what took longer or shorter. */
export function comparisonSummary(comparison: Comparison, isComplete: boolean): string {
  const { rows } = comparison;
  const missing = rows.filter(({ difference }) => difference === 'missing');
  const outcomes = rows.filter(({ difference }) => difference === 'outcome');
  const lengths = rows.filter(isNotable).sort((a, b) => Math.abs(gapMs(b) ?? 0) - Math.abs(gapMs(a) ?? 0));
  const payloads = rows.filter(({ difference }) => difference === 'payload').length;
  const titles = titlesOf(rows);
  const say = (about: typeof outcomeWords) => (row: ComparedStep) => about(row, titles.get(row) ?? '');
  const sentences = [
    stepWords(comparison),
    ...nameFew(outcomes.map(say(outcomeWords)), 'ended otherwise'),
    ...(missing.length <= named ? missing.map(say(outcomeWords)) : []),
    ...nameFew(lengths.map(say(lengthSentence)), 'took longer or shorter'),
    ...(payloads > 0 ? [`${plural(payloads, 'step')} had another input or result`] : []),
  ];
  return `${sentences.join('; ')}${isComplete ? '' : ', in what was read so far'}.`;
}
