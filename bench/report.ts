import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | '×' | 'MB' | 'kB' | 'rows/s' | 'requests/min' | 'nodes' | 'rows';
  /** What is aimed at, in words; absent where the figure only explains another. */
  readonly goal?: string;
  readonly isMet?: boolean;
}

export interface Section {
  readonly title: string;
  /** How it was measured. */
  readonly how: string;
  readonly figures: readonly Figure[];
}

function written({ value, unit }: Figure): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const number = value.toLocaleString('en', { maximumFractionDigits: digits });
  return unit === '×' ? `${number} ×` : `${number} ${unit}`;
}

function line(figure: Figure): string {
  const verdict = figure.isMet === undefined ? '' : figure.isMet ? 'met' : '**missed**';
  return `| ${figure.what} | ${written(figure)} | ${figure.goal ?? ''} | ${verdict} |`;
}

function asMarkdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, how, figures }) =>
      [
        `## ${title}`,
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

/** Leaves the figures as JSON and as the page of the documentation. */
export function writeReport(name: string, sections: readonly Section[]): void {
  const json = `dist/bench/${name}.json`;
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify({ machine: machine(), sections }, null, 2)}\n`);
  const page = [
    '# Performance',
    '',
    `Written by \`npm run bench -- ${name}\`. Medians of at least five runs each unless a line says otherwise.`,
    'Absolute times depend on the machine; ratios were measured in the same run.',
    '',
    machine(),
    '',
    asMarkdown(sections),
  ].join('\n');
  writeFileSync('docs/performance.md', page);
  process.stdout.write(`\n${page}\nAs JSON: ${json}\n`);
}
