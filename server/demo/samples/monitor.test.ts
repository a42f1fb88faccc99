import { expect, it } from 'vitest';
import { hour, minute } from './orchestration.ts';
import { monitorSample } from './monitor.ts';
import { runSample } from './run-sample.ts';

const request = { location: 'Bergen', phone: '+47 555 0100' };
const clearAt = (n: number) => {
  let checks = 0;
  return () => ++checks === n;
};

it('checks every half hour and alerts once the sky is clear', () => {
  const run = runSample(monitorSample, 'E3_Monitor', {
    input: request,
    answers: { E3_GetIsClear: clearAt(3) },
  });
  expect(run).toMatchObject({
    outcome: 'completed',
    result: { alerted: request.phone, checks: 3 },
    endedAtMs: hour,
  });
  expect(run.log.at(-1)).toBe('E3_SendGoodWeatherAlert');
});

it('expires without an alert when it keeps raining', () => {
  const run = runSample(monitorSample, 'E3_Monitor', {
    input: { ...request, pollEverySeconds: 60, expiresAfterSeconds: 150 },
    answers: { E3_GetIsClear: () => false },
  });
  expect(run).toMatchObject({ result: { alerted: null, reason: 'expired' }, endedAtMs: 3 * minute });
  expect(run.log).not.toContain('E3_SendGoodWeatherAlert');
});
