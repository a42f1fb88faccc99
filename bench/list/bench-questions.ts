import { performance } from 'node:perf_hooks';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { parseFilter } from '../../shared/domain/instance-filter/parse-filter.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { matchesFilter } from '../../shared/testing/matches-filter.ts';
import { median } from '../measure.ts';
import type { Figure, Section } from '../report.ts';
import { asBefore, askAll, asNeverBefore, spread, type Asked } from './ask.ts';
import type { Question } from './questions.ts';

/** Milliseconds to answer a question once all rows have been read: filter, sort, cut. */
function answerInMemory(rows: readonly InstanceRow[], { query }: Question, now: Instant): number {
  const beganMs = performance.now();
  const terms = parseFilter(query.q ?? '', 'UTC').terms.map(({ term }) => term);
  rows
    .filter((row) => matchesFilter(row, terms, now))
    .sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1))
    .slice(0, 100);
  return performance.now() - beganMs;
}

function slowest(asked: readonly Asked[], count: number): Figure[] {
  return asked
    .map(({ question, samples }) => ({
      what: `— ${question.what}`,
      value: median(samples),
      unit: 'ms' as const,
    }))
    .sort((a, b) => b.value - a.value)
    .slice(0, count);
}

export interface NaiveRead {
  /** Milliseconds to read every row. */
  readonly readMs: number;
  readonly rows: readonly InstanceRow[];
  readonly now: Instant;
}

/** Questions over the API beside reading everything and looking through it, as today's tools do. */
export async function benchAgainstNaive(
  hubUrl: string,
  questions: readonly Question[],
  rounds: number,
  naive: NaiveRead,
): Promise<Section> {
  const asked = await askAll(hubUrl, questions, rounds, asNeverBefore(naive.now));
  const ratios = asked.map(({ question, samples }) => {
    const naiveMs = naive.readMs + answerInMemory(naive.rows, question, naive.now);
    return naiveMs / median(samples);
  });
  const { p50, p95, max } = spread(asked);
  const ratio = median(ratios);
  return {
    title: `Questions over the API, ${naive.rows.length.toLocaleString('en')} rows`,
    how: `${questions.length} questions, ${rounds} times each, every time as if it had never been asked; a row changes right before every question, and taking it in shares the machine with the answer. Naive: the sequential scan above, then filter, sort and cut in memory.`,
    figures: [
      { what: 'p50', value: p50, unit: 'ms' },
      { what: 'p95', value: p95, unit: 'ms' },
      { what: 'slowest', value: max, unit: 'ms' },
      {
        what: 'naive ÷ index, median of the questions',
        value: ratio,
        unit: '×',
        goal: '≥ 100 ×',
        isMet: ratio >= 100,
      },
      { what: 'naive ÷ index, worst question', value: Math.min(...ratios), unit: '×' },
    ],
  };
}

/** What the instances page asks: rows, facets and histogram. */
function isOfList({ path }: Question): boolean {
  return path.startsWith('instance');
}

export interface Scale {
  readonly rounds: number;
  readonly rowCount: number;
  /** The moment at which the rows end. */
  readonly endsAt: string;
}

export async function benchAtScale(
  hubUrl: string,
  questions: readonly Question[],
  { rounds, rowCount, endsAt }: Scale,
): Promise<Section> {
  const first = await askAll(hubUrl, questions, rounds, asNeverBefore(endsAt));
  const again = await askAll(hubUrl, questions, rounds, asBefore);
  const figuresOf = (asked: readonly Asked[], when: string): Figure[] => {
    const ofList = asked.filter(({ question }) => isOfList(question));
    const ofOtherPages = asked.filter(({ question }) => !isOfList(question));
    const { p50, p95, max } = spread(ofList);
    return [
      { what: `${when}: p50`, value: p50, unit: 'ms' },
      { what: `${when}: p95`, value: p95, unit: 'ms', goal: '≤ 50 ms', isMet: p95 <= 50 },
      { what: `${when}: slowest`, value: max, unit: 'ms' },
      ...slowest(ofList, 5),
      ...slowest(ofOtherPages, 2).map((figure) => ({
        ...figure,
        what: figure.what.replace('—', 'another page:'),
      })),
    ];
  };
  return {
    title: `Questions over the API, ${rowCount.toLocaleString('en')} rows`,
    how: `The same questions on generated rows loaded straight into the index and put in order, ${rounds} times each as if they had never been asked, then ${rounds} times as an open page asks them again and again. A row changes right before every question, and taking it in shares the machine with the answer. Percentiles are of the ${questions.filter(isOfList).length} questions of the instances page, of which the five slowest are named by their median; those of the throughput and failures pages stand by themselves.`,
    figures: [...figuresOf(first, 'asked for the first time'), ...figuresOf(again, 'asked again')],
  };
}
