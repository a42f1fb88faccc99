import { expect, it } from 'vitest';
import { compileMasking, maskingRule } from './masking-rules.ts';

function problemsOf(...configs: object[]): string[] {
  const problems: string[] = [];
  compileMasking(
    configs.map((config) => maskingRule.parse(config)),
    'withhold',
    problems,
  );
  return problems;
}

it('has nothing to say about good rules', () => {
  expect(
    problemsOf(
      { path: '$.card.number', names: ['ChargeCard'] },
      { pattern: String.raw`\b(?:\d[ -]?){13,16}\b` },
      { pattern: 'token=[^&]*', flags: 'i', longestMatch: 2_000 },
    ),
  ).toEqual([]);
});

it('lists everything that is wrong, each with its place', () => {
  expect(
    problemsOf(
      {},
      { path: 'a', pattern: 'b' },
      { path: '$.' },
      { pattern: '(' },
      { path: '$.a', flags: 'i' },
    ).map((problem) => problem.slice(0, 10)),
  ).toEqual(['masking.0:', 'masking.1:', 'masking.2:', 'masking.3:', 'masking.4:']);
});

it.each(['a*', '|secret', String.raw`\s*`])('refuses %s, which matches everywhere', (pattern) => {
  expect(problemsOf({ pattern })[0]).toContain('matches the empty text');
});

it.each(['(a+)+$', String.raw`^(\d|\d\d)+$`, '(?:a|a)*!', String.raw`\s*\s*\s*\s*x`])(
  'refuses %s, which would stop the server',
  (pattern) => {
    expect(problemsOf({ pattern })[0]).toContain('far too long');
  },
);

it('has no rules when none are given', () => {
  expect(compileMasking([], 'withhold', [])).toBeNull();
});

it('knows the same rules again', () => {
  const signatureOf = (path: string) => compileMasking([{ path }], 'withhold', [])?.signature;
  expect(signatureOf('$.a')).toBe(signatureOf('$.a'));
  expect(signatureOf('$.a')).not.toBe(signatureOf('$.b'));
});
