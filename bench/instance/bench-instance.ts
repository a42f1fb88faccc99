import type { Browser } from 'playwright';
import { launchBrowser } from '../browser.ts';
import { startDashboard } from '../dashboard.ts';
import { asMarkdown, writeReport, type Section } from '../report.ts';
import { benchHistoryLoad } from './history-load.ts';
import { benchModelBuilding } from './model-building.ts';
import { startSeededHubs, type SeededHubs } from './seeded-hubs.ts';
import { benchServerMemory } from './server-memory.ts';
import { benchNodes, benchViews } from './views.ts';
import { benchWhileLoading } from './while-loading.ts';

const rounds = 5;

interface Scene {
  readonly hubs: SeededHubs;
  readonly browser: Browser;
  readonly url: string;
}

const sections: Readonly<Record<string, (scene: Scene) => Promise<Section>>> = {
  model: ({ hubs }) => benchModelBuilding(hubs, rounds),
  load: ({ hubs, browser, url }) => benchHistoryLoad(browser, url, hubs.histories.mixed, rounds),
  clicks: ({ hubs, browser, url }) => benchWhileLoading(browser, url, hubs.histories.mixed, rounds),
  views: ({ hubs, browser, url }) => benchViews(browser, url, hubs.histories['fan-out'], rounds),
  nodes: ({ hubs, browser, url }) => benchNodes(browser, url, Object.values(hubs.histories)),
  memory: ({ hubs }) => benchServerMemory(hubs),
};

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

async function measure(hubs: SeededHubs, names: readonly string[]): Promise<Section[]> {
  const browser = await launchBrowser();
  const dashboard = await startDashboard(['dist/server/main.js'], {
    AzureWebJobsStorage: hubs.azurite.connectionString,
  });
  const scene = { hubs, browser, url: dashboard.url };
  const measured: Section[] = [];
  try {
    for (const name of names) {
      say(name);
      const section = await sections[name]?.(scene);
      if (section !== undefined) measured.push(section);
    }
  } finally {
    await browser.close();
    await dashboard.stop();
  }
  return measured;
}

/** Everything the instance page is measured by; with names of sections only those, which are shown and not kept. */
export async function benchInstance(chosen: readonly string[]): Promise<void> {
  const unknown = chosen.filter((name) => !(name in sections));
  if (unknown.length > 0)
    throw new Error(
      `There is no section "${unknown.join('", "')}". Choose of: ${Object.keys(sections).join(', ')}.`,
    );
  say('seeding three histories into the storage emulator');
  const hubs = await startSeededHubs();
  try {
    const measured = await measure(hubs, chosen.length === 0 ? Object.keys(sections) : chosen);
    if (chosen.length === 0) writeReport('instance', measured);
    else process.stdout.write(`${asMarkdown(measured)}\n`);
  } finally {
    await hubs.azurite.stop();
  }
}
