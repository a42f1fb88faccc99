import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureSummary } from '../contract/instances.ts';
import { normaliseMessage, summariseFailure } from './failure-summary.ts';

describe('the summary of a failure', () => {
  it('has type and message apart', () => {
    expect(summariseFailure('System.InvalidOperationException: card declined: limit 1000')).toMatchObject({
      errorType: 'System.InvalidOperationException',
      message: 'card declined: limit 1000',
      failingFunction: null,
    });
    expect(summariseFailure('{"ErrorType":"A.B","ErrorMessage":"no"}')).toMatchObject({
      errorType: 'A.B',
      message: 'no',
    });
  });

  it.each([
    ["Task 'Charge' (#3) failed with an unhandled exception: boom", 'Charge'],
    ['The activity function \'Charge\' failed: "boom". See the function execution logs.', 'Charge'],
    ["Orchestrator function 'Order' failed: Activity function 'Charge' failed:  Error: boom", 'Charge'],
    ['A.FailedException: The sub-orchestrator function \'Child\' failed: "boom"', 'Child'],
    ["The function 'Charge' doesn't exist, is disabled, or is not an activity function.", 'Charge'],
    ["Operation 'withdraw' of entity '@account@a-1' failed: boom", 'account'],
    ['Exception while executing function: Functions.Charge', 'Charge'],
    ["Result: Failure\nException: Activity function 'Charge' failed", 'Charge'],
    ['boom', null],
  ])('names the function in “%s”', (output, failingFunction) => {
    expect(summariseFailure(output).failingFunction).toBe(failingFunction);
  });

  it('cuts a long message where no character is torn', () => {
    const { message } = summariseFailure(`${'x'.repeat(499)}😀`);
    expect(message).toBe('x'.repeat(499));
  });

  it('tells types, functions and messages apart', () => {
    const outputs = [
      'A.Exception: late',
      'B.Exception: late',
      'A.Exception: early',
      "A.Exception: Task 'X' (#1) failed: late",
      "A.Exception: Task 'Y' (#1) failed: late",
      '',
    ];
    const fingerprints = outputs.map((output) => summariseFailure(output).fingerprint);
    expect(new Set(fingerprints).size).toBe(outputs.length);
    expect(fingerprints.every((fingerprint) => /^[0-9a-f]{16}$/.test(fingerprint))).toBe(true);
  });

  it('survives hostile text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (output) => {
        expect(failureSummary.parse(summariseFailure(output)).message.length).toBeLessThanOrEqual(500);
      }),
    );
  });

  it.each(['a.', '"1', "'", '/a', '0', 'a@', '{"a":', '-', 'http://', '\\\\', ' ', "Task '"])(
    'takes a moment for 64 kB of “%s”',
    (piece) => {
      const output = piece.repeat(Math.ceil(65_536 / piece.length));
      const startedAt = Date.now();
      summariseFailure(output);
      expect(Date.now() - startedAt).toBeLessThan(100);
    },
  );
});

describe('a normalised message', () => {
  it.each([
    ['order 1001 of 2,000.50 failed', 'order <n> of <n> failed'],
    ['no row 7c9e6679-7425-40de-944b-e07fc1f90ae7', 'no row <id>'],
    ['at 2026-11-20T10:00:00.123Z and 2026-11-20', 'at <time> and <time>'],
    ['GET https://host/a?b=1 gave 503', 'GET <url> gave <n>'],
    ['mail to a.b+c@mail.example.com bounced', 'mail to <email> bounced'],
    ['no such file /var/lib/x.json', 'no such file <path>'],
    ['no such file C:\\data\\x.json', 'no such file <path>'],
    ['key "order-17" is not there, "total" is', 'key <text> is not there, "total" is'],
    ["can't find 'abc-1' in 'total'", "can't find <text> in 'total'"],
    ['at 0xDEADBEEF in 22df34922d264e51a2e100c2c15817e7', 'at <n> in <n>'],
    ['first   line\n   at Some.Method() line 12', 'first line'],
    ['and/or deadbeefs', 'and/or deadbeefs'],
  ])('%s', (message, normalised) => {
    expect(normaliseMessage(message)).toBe(normalised);
  });

  it('is the same whatever ids, numbers, times and addresses the message has', () => {
    const values = fc.record({
      id: fc.uuid(),
      number: fc.nat(),
      time: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
      url: fc.webUrl(),
      email: fc.stringMatching(/^[a-z0-9]{1,20}@[a-z0-9]{1,20}\.[a-z]{2,5}$/),
      long: fc.stringMatching(/^[a-z]{0,200}\d[a-z]{0,200}$/),
    });
    const write = (one: typeof values extends fc.Arbitrary<infer Value> ? Value : never) =>
      `Order ${one.number} (${one.id}) for ${one.email} at ${one.time.toISOString()}: "${one.long}" from ${one.url} said no ${'again '.repeat(80)}`;
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(summariseFailure(write(one)).fingerprint).toBe(summariseFailure(write(other)).fingerprint);
      }),
    );
  });
});
