import { expect, test } from 'vitest';
import { createFewAtOnce } from './few-at-once.ts';

function deferred() {
  const handles: { resolve?: (text: string) => void; reject?: (error: Error) => void } = {};
  const promise = new Promise<string>((resolve, reject) => Object.assign(handles, { resolve, reject }));
  return {
    promise,
    resolve: (text: string) => handles.resolve?.(text),
    reject: (error: Error) => handles.reject?.(error),
  };
}

const never = new AbortController().signal;

test('works wait until one of the few before them is done, also when that fails', async () => {
  const run = createFewAtOnce(2);
  const started: string[] = [];
  const ends = new Map<string, ReturnType<typeof deferred>>();
  function work(name: string) {
    const end = deferred();
    ends.set(name, end);
    return run(never, () => {
      started.push(name);
      return end.promise;
    });
  }
  const works = ['a', 'b', 'c', 'd'].map(work);
  expect(started).toEqual(['a', 'b']);
  ends.get('b')?.reject(new Error('broken'));
  await expect(works[1]).rejects.toThrow('broken');
  expect(started).toEqual(['a', 'b', 'c']);
  ends.get('a')?.resolve('done');
  await expect(works[0]).resolves.toBe('done');
  expect(started).toEqual(['a', 'b', 'c', 'd']);
});

test('what nobody waits for any more is not begun', async () => {
  const run = createFewAtOnce(1);
  const first = deferred();
  const running = run(never, () => first.promise);
  const abort = new AbortController();
  let isBegun = false;
  const waiting = run(abort.signal, () => {
    isBegun = true;
    return Promise.resolve('late');
  });
  abort.abort();
  first.resolve('done');
  await expect(running).resolves.toBe('done');
  await expect(waiting).rejects.toThrow();
  expect(isBegun).toBe(false);
  await expect(run(never, () => Promise.resolve('next'))).resolves.toBe('next');
});
