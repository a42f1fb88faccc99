import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { downloadName } from './download-name.ts';

it('says what the file is', () => {
  expect(downloadName('order-1003', 'ChargeCard result')).toBe('order-1003-ChargeCard-result.txt');
});

it.each([...hostileIds, '../../etc/passwd', 'a\r\nset-cookie: x=1', '\u202Egnp.exe', 'con'])(
  'is harmless for %j',
  (hostile) => {
    expect(downloadName(hostile, hostile)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,110}\.txt$/);
  },
);

it('is harmless and short whatever the words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (id, what) => {
      const name = downloadName(id, what);
      expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,110}\.txt$/);
      expect(name).not.toContain('..');
    }),
  );
});
