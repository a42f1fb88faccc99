import { setTimeout as delay } from 'node:timers/promises';
import { msToInstant } from '../../shared/domain/instant.ts';
import { startDashboard } from '../dashboard.ts';
import { writeReport, type Section } from '../report.ts';
import { startSeededAzurite } from '../seed-azurite.ts';
import { seedInstances } from '../seed-rows.ts';
import { generatedHubName } from '../serve-rows.ts';
import { benchBuilds } from './bench-builds.ts';
import { benchAgainstNaive, benchAtScale } from './bench-questions.ts';
import { benchViewers } from './bench-viewers.ts';
import { benchFirstPage } from './first-page.ts';
import { hubUrlOf, untilBuilt } from './hub-url.ts';
import { listQuestions } from './questions.ts';

const rounds = 5;
const tableRows = 100_000;
const viewerRows = 10_000;
const indexRows = 1_000_000;
/** After a first reading the index puts its rows in order, which shares the machine with whoever asks. */
const tidyMs = 20_000;
const dayMs = 86_400_000;

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

/** A dashboard over generated rows, its index built. */
async function startGenerated(count: number, endsAt: string) {
  const dashboard = await startDashboard(['dist/bench/main.js', 'serve-rows', String(count), endsAt]);
  const hubUrl = hubUrlOf(dashboard.url, 'generated', generatedHubName);
  const builtMs = await untilBuilt(hubUrl);
  return { dashboard, hubUrl, builtMs };
}

async function benchOnTable(endsAt: string): Promise<{ sections: Section[]; naiveMs: number }> {
  say(`seeding ${tableRows} rows into the storage emulator`);
  const azurite = await startSeededAzurite('Bench', seedInstances({ count: tableRows, endsAt }));
  try {
    say('building, beside the bare and the naive scan');
    const { section, naiveMs } = await benchBuilds(azurite, rounds);
    return { sections: [section], naiveMs };
  } finally {
    await azurite.stop();
  }
}

async function benchSmall(endsAt: string, naiveMs: number): Promise<Section[]> {
  say(`questions over ${tableRows} rows`);
  const { dashboard, hubUrl } = await startGenerated(tableRows, endsAt);
  try {
    const rows = [...seedInstances({ count: tableRows, endsAt })].map(({ row }) => row);
    const naive = { readMs: naiveMs, rows, now: endsAt };
    const questions = await benchAgainstNaive(hubUrl, listQuestions(windowOf(endsAt)), rounds, naive);
    say('the first page in a browser');
    const pageUrl = `${dashboard.url}/hubs/generated~${generatedHubName}/instances`;
    return [questions, await benchFirstPage(pageUrl, rounds)];
  } finally {
    await dashboard.stop();
  }
}

async function benchMillion(endsAt: string): Promise<Section[]> {
  say(`questions over ${indexRows} rows`);
  const { dashboard, hubUrl, builtMs } = await startGenerated(indexRows, endsAt);
  try {
    await delay(tidyMs);
    const idle = dashboard.memoryMb();
    const scale = { rounds, rowCount: indexRows, endsAt };
    const questions = await benchAtScale(hubUrl, listQuestions(windowOf(endsAt)), scale);
    const { now } = dashboard.memoryMb();
    return [
      questions,
      {
        title: `Memory of the process, ${indexRows.toLocaleString('en')} rows`,
        how: `Resident memory of the whole dashboard process, ${tidyMs / 1000} s after the build, when the rows have been put in order. One run.`,
        figures: [
          { what: 'after the build', value: idle.now, unit: 'MB' },
          { what: 'after the questions', value: now, unit: 'MB', goal: '≤ 450 MB', isMet: now <= 450 },
          { what: 'highest, while building and ordering', value: idle.highest, unit: 'MB' },
          { what: 'build, rows made on the spot', value: builtMs / 1000, unit: 's' },
        ],
      },
    ];
  } finally {
    await dashboard.stop();
  }
}

async function benchManyViewers(endsAt: string): Promise<Section> {
  say('1, 20 and 200 viewers, a minute each');
  const azurite = await startSeededAzurite('Viewed', seedInstances({ count: viewerRows, endsAt }));
  try {
    return await benchViewers(azurite);
  } finally {
    await azurite.stop();
  }
}

function windowOf(endsAt: string): { from: string; to: string } {
  return { from: msToInstant(Date.parse(endsAt) - 7 * dayMs), to: endsAt };
}

/** Everything the instance list is measured by; about ten minutes. */
export async function benchList(): Promise<void> {
  const endsAt = msToInstant(Date.now());
  const { sections, naiveMs } = await benchOnTable(endsAt);
  sections.push(...(await benchSmall(endsAt, naiveMs)));
  sections.push(...(await benchMillion(endsAt)));
  sections.push(await benchManyViewers(endsAt));
  writeReport('list', sections);
}
