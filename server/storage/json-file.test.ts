import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { openJsonFile, type FileSteps } from './json-file.ts';

const schema = z.object({ text: z.string() });
const empty = { text: '' };
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durascope-json-'));
  path = join(folder, 'file.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const openFile = (steps?: FileSteps) =>
  openJsonFile({ path, schema, empty, onNotice: () => undefined, ...(steps && { steps }) });

/** Steps of which the first `count` are done; there the process dies. */
function dyingAfter(count: number): FileSteps & { taken: number } {
  const death = new Error('killed');
  const steps = {
    taken: 0,
    step() {
      if (steps.taken >= count) throw death;
      steps.taken += 1;
    },
    async open(name: string, flags: string): Promise<FileHandle> {
      steps.step();
      const file = await open(name, flags);
      const writeFile = file.writeFile.bind(file);
      const sync = file.sync.bind(file);
      file.writeFile = async (text) => {
        const half = String(text).slice(0, 10);
        await writeFile(half);
        steps.step();
        await writeFile(String(text).slice(10));
      };
      file.sync = async () => {
        steps.step();
        await sync();
      };
      return file;
    },
    async rename(from: string, to: string): Promise<void> {
      steps.step();
      await rename(from, to);
    },
  };
  return steps;
}

const stepsOfOneChange = 6;

it.each(Array.from({ length: stepsOfOneChange + 1 }, (_, count) => count))(
  'holds a whole text when the process dies after %i steps of a change',
  async (count) => {
    await (await openFile()).change(() => ({ text: 'the old text' }));
    const steps = dyingAfter(count);
    const isKept = await (
      await openFile(steps)
    )
      .change(() => ({ text: 'the new text' }))
      .then(() => true)
      .catch(() => false);
    expect(isKept).toBe(count === stepsOfOneChange);
    const after = await openFile();
    expect(after.read().text).toBe(count <= 3 ? 'the old text' : 'the new text');
    expect(readdirSync(folder)).toEqual(['file.json']);
  },
);

it('keeps what is told as kept, in the order in which it was asked for', async () => {
  const file = await openFile();
  await Promise.all(
    Array.from({ length: 50 }, (_, n) => file.change(({ text }) => ({ text: `${text} ${n}` }))),
  );
  const all = Array.from({ length: 50 }, (_, n) => ` ${n}`).join('');
  expect((await openFile()).read().text).toBe(all);
});

it('goes on after a change that was refused', async () => {
  const file = await openFile();
  const refused = file.change(() => {
    throw new Error('no');
  });
  const next = file.change(({ text }) => ({ text: `${text}x` }));
  await expect(refused).rejects.toThrow('no');
  expect((await next).text).toBe('x');
});
