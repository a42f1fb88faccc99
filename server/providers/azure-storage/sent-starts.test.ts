import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ticksToInstant } from '../../../shared/domain/instant.ts';
import { openSentStarts, SentStarts, type SentStart } from './sent-starts.ts';

const now = ticksToInstant(0n);

function sent(second: number): SentStart {
  const dueAt = ticksToInstant(BigInt(second) * 10_000_000n);
  return { executionId: `e${second}`, queue: 'q', messageId: 'm', popReceipt: 'p', dueAt };
}

describe('starts that were sent', () => {
  let directory: string;
  const notices: string[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sent-starts-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('survive a restart in the data directory', async () => {
    const before = await openSentStarts(directory, (notice) => notices.push(notice));
    await before.keep(sent(5), now);
    const after = await openSentStarts(directory, (notice) => notices.push(notice));
    expect(after.find('e5')).toEqual(sent(5));
    expect(after.find('e6')).toBeNull();
    expect(notices).toEqual([]);
  });

  it('are forgotten once they are due', async () => {
    const starts = new SentStarts();
    await starts.keep(sent(5), now);
    await starts.keep(sent(9), sent(5).dueAt);
    expect(starts.find('e5')).toBeNull();
    expect(starts.find('e9')).not.toBeNull();
  });

  it('are bounded: the ones due first go', async () => {
    const starts = new SentStarts();
    for (let second = 1; second <= 1001; second++) await starts.keep(sent(second), now);
    expect(starts.find('e1')).toBeNull();
    expect(starts.find('e2')).not.toBeNull();
    expect(starts.find('e1001')).not.toBeNull();
  });

  it('that cannot be written down do not fail the start', async () => {
    const starts = await openSentStarts(directory, (notice) => notices.push(notice));
    await rm(directory, { recursive: true });
    await expect(starts.keep(sent(5), now)).resolves.toBeUndefined();
    directory = await mkdtemp(join(tmpdir(), 'sent-starts-'));
  });
});
