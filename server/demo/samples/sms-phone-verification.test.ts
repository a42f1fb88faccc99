import { expect, it } from 'vitest';
import { runSample, type Script } from './run-sample.ts';
import { challengeCodeFor, smsPhoneVerificationSample } from './sms-phone-verification.ts';

const phone = '+1 555 0101';
const right = challengeCodeFor(phone);
const responses = (...codes: number[]): Script['events'] =>
  codes.map((data, n) => ({ atMs: (n + 1) * 1000, name: 'SmsChallengeResponse', data }));
const verify = (events: Script['events'] = []) =>
  runSample(smsPhoneVerificationSample, 'E4_SmsPhoneVerification', {
    input: phone,
    answers: { E4_SendSmsChallenge: () => right },
    events,
  });

it('accepts the right code on the last try and cancels the timer', () => {
  expect(verify(responses(1, 2, right))).toMatchObject({
    outcome: 'completed',
    result: true,
    endedAtMs: 3000,
    openTimers: 0,
  });
});

it('refuses after three wrong codes without waiting for a fourth', () => {
  const run = verify(responses(1, 2, 3, right));
  expect(run).toMatchObject({ result: false, endedAtMs: 3000, openTimers: 0 });
  expect(run.statuses.at(-1)).toEqual({ state: 'refused', phone, tries: 3 });
});

it('gives up after ninety seconds', () => {
  const run = verify();
  expect(run).toMatchObject({ result: false, endedAtMs: 90_000 });
  expect(run.statuses.at(-1)).toEqual({ state: 'timed out', phone });
});

it('fails without a phone number', () => {
  expect(runSample(smsPhoneVerificationSample, 'E4_SmsPhoneVerification', { input: '' }).outcome).toBe(
    'failed',
  );
});
