import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentOf } from './payload-document.ts';

const never = new AbortController().signal;

it('holds the text as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string()), async (lines) => {
      const text = lines.map((line) => line.replaceAll(/[\r\n]/g, ' ')).join('\n');
      expect((await documentOf(text, never)).toString()).toBe(text);
    }),
  );
});

it('is put together from parts without losing a line', async () => {
  const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}`);
  const document = await documentOf(lines.join('\n'), never);
  expect(document.lines).toBe(100_000);
  expect(document.line(77_778).text).toBe('line 77777');
});

it('breaks a line that is too long', async () => {
  const document = await documentOf('x'.repeat(1_000_000), never);
  expect(document.lines).toBe(500);
});

it('ends when it is no longer wanted', async () => {
  await expect(documentOf('x'.repeat(900_000), AbortSignal.abort())).rejects.toThrow();
});
