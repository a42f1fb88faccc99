import { asMarkdown, writeReport, type Section } from '../report.ts';
import { benchHubVerdict } from './hub-verdict.ts';
import { benchInstanceDiagnosis } from './instance-diagnosis.ts';
import { benchQueueViewers } from './queue-viewers.ts';

const rounds = 5;

const sections: Readonly<Record<string, () => Promise<Section>>> = {
  instance: () => benchInstanceDiagnosis(rounds),
  hub: () => benchHubVerdict(rounds),
  queues: () => benchQueueViewers(),
};

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

/** How quickly it is told what is wrong; with names of sections only those, which are shown and not kept. */
export async function benchHealth(chosen: readonly string[]): Promise<void> {
  const unknown = chosen.filter((name) => !(name in sections));
  if (unknown.length > 0)
    throw new Error(
      `There is no section "${unknown.join('", "')}". Choose of: ${Object.keys(sections).join(', ')}.`,
    );
  const measured: Section[] = [];
  for (const name of chosen.length === 0 ? Object.keys(sections) : chosen) {
    say(name);
    const section = await sections[name]?.();
    if (section !== undefined) measured.push(section);
  }
  if (chosen.length === 0) writeReport('health', measured);
  else process.stdout.write(`${asMarkdown(measured)}\n`);
}
