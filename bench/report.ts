import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { replacePart, type PartName } from './performance-page.ts';

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | '×' | 'MB' | 'kB' | 'rows/s' | 'requests/min' | 'nodes' | 'rows' | 'clicks';
  /** What is aimed at, in words; absent where the figure only explains another. */
  readonly goal?: string;
  readonly isMet?: boolean;
}

/** A figure that is not to be larger than this. */
export function atMost(limit: number, figure: Omit<Figure, 'goal' | 'isMet'>): Figure {
  const goal = `≤ ${written({ ...figure, value: limit })}`;
  return { ...figure, goal, isMet: figure.value <= limit };
}

export interface Section {
  readonly title: string;
  /** How it was measured. */
  readonly how: string;
  readonly figures: readonly Figure[];
}

function written({ value, unit }: Figure): string {
  if (Number.isNaN(value)) return 'never';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const number = value.toLocaleString('en', { maximumFractionDigits: digits });
  return unit === '×' ? `${number} ×` : `${number} ${unit}`;
}

function line(figure: Figure): string {
  const verdict = figure.isMet === undefined ? '' : figure.isMet ? 'met' : '**missed**';
  return `| ${figure.what} | ${written(figure)} | ${figure.goal ?? ''} | ${verdict} |`;
}

export function asMarkdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, how, figures }) =>
      [
        `### ${title}`,
        '',
        how,
        '',
        '| figure | measured | goal | |',
        '| --- | --- | --- | --- |',
        ...figures.map(line),
        '',
      ].join('\n'),
    )
    .join('\n');
}

function machine(): string {
  const [cpu] = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.versions.node}, ${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${memoryGb} GB memory.`;
}

const pageFile = 'docs/performance.md';

/** Leaves the figures as JSON and as a part of the documentation's page. */
export function writeReport(name: PartName, sections: readonly Section[]): void {
  const json = `dist/bench/${name}.json`;
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify({ machine: machine(), sections }, null, 2)}\n`);
  const part = [`Written by \`npm run bench -- ${name}\`.`, '', machine(), '', asMarkdown(sections)].join(
    '\n',
  );
  const before = existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : '';
  writeFileSync(pageFile, replacePart(before, name, part));
  process.stdout.write(`\n${part}\nAs JSON: ${json}\n`);
}
