import { expect, it } from 'vitest';
import { helloSequenceSample } from './hello-sequence.ts';
import { runSample } from './run-sample.ts';

it('greets the cities one after the other', () => {
  const run = runSample(helloSequenceSample, 'E1_HelloSequence', {
    answers: { E1_SayHello: (city) => `Hello ${String(city)}!` },
  });
  expect(run.result).toEqual(['Hello Tokyo!', 'Hello Seattle!', 'Hello London!']);
});
