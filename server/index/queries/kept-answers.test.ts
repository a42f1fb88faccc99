import { expect, it } from 'vitest';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { askedRows, type AskedRows } from '../../testing/asked-rows.ts';
import { questionTime } from '../../testing/random-instances.ts';
import { systemClock } from '../clock.ts';
import { InstanceQuestions } from './instance-questions.ts';
import { KeptAnswers } from './kept-answers.ts';
import { Parameters } from './parameters.ts';
import type { Ask } from './row-source.ts';
import { wasThereAt } from './revision-sql.ts';
import { countOf } from './stored-row.ts';

const failed = (instanceId: string) =>
  makeInstanceRow({
    instanceId,
    runtimeStatus: 'Failed',
    completedAt: at(1),
    failure: { errorType: 'Error', message: 'broken', failingFunction: null, fingerprint: 'f' },
  });

/** Questions about the rows; each first lets happen what was set, when it has begun and has read nothing yet. */
function interruptedQuestions({ store }: AskedRows) {
  const interruption = { run: (): Promise<unknown> => Promise.resolve() };
  const rows = Object.assign(Object.create(store) as typeof store, {
    within: async <Answer>(read: (ask: Ask) => Promise<Answer>) => {
      await interruption.run();
      return store.within(read);
    },
  });
  return {
    interruption,
    questions: new InstanceQuestions(rows, { ...systemClock, now: () => questionTime }),
  };
}

it('a change that came while a question began, and was taken back, is told by no later answer', async () => {
  const asked = await askedRows([failed('one'), failed('two')]);
  const { interruption, questions } = interruptedQuestions(asked);
  const total = async () => (await questions.failures({ q: '', order: 'count', limit: 5 })).total;
  interruption.run = () => asked.store.upsert([failed('passing')]);
  await total();
  interruption.run = () => Promise.resolve();
  await asked.store.remove('passing');
  expect(await total()).toBe(2);
});

it('an answer is given for no earlier moment than its own, and stays the one that is kept', async () => {
  const { store } = await askedRows([failed('one')]);
  const answers = new KeptAnswers<number>(5);
  let looks = 0;
  const countAt = (visible: number) =>
    store.within((ask) =>
      answers.find(store, ask, { key: 'all', matches: () => 'true', visible }, async () => {
        looks += 1;
        const parameters = new Parameters();
        const sql = `SELECT count(*) AS total FROM instances WHERE ${wasThereAt(visible, parameters)}`;
        const [record = {}] = await ask(parameters.statement(sql));
        return countOf(record, 'total');
      }),
    );
  const earlier = store.revision;
  store.hold(earlier);
  await store.upsert([failed('two')]);
  expect([await countAt(store.revision), await countAt(earlier)]).toEqual([2, 1]);
  looks = 0;
  expect(await countAt(store.revision)).toBe(2);
  expect(looks).toBe(0);
});
