import { expect, it } from 'vitest';
import { reportFailure } from './failure-report.ts';
import { openLog } from './log.ts';
import { redaction } from './redaction.ts';

it('every line at every level leaves without secrets, as JSON', () => {
  const lines: string[] = [];
  const log = openLog('trace', redaction(['the secret of the client']), {
    write: (line) => void lines.push(line),
  });
  const cause = new Error('AccountKey=c2VjcmV0;x=1');
  const failure = reportFailure(new Error('the secret of the client was wrong', { cause }));
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)
    log[level]({ failure, 'AccountKey=c2VjcmV0': 1 }, 'refused Bearer c2VjcmV0c2VjcmV0c2VjcmV0');
  expect(lines).toHaveLength(6);
  for (const line of lines) {
    expect(line).not.toMatch(/c2VjcmV0|secret of the client/);
    expect(JSON.parse(line)).toMatchObject({ failure: { message: '[hidden] was wrong' } });
  }
});
