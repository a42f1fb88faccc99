import { expect, it } from 'vitest';
import { instantToMs } from '../../../../../shared/domain/instant.ts';
import { fromWallText, toWallText } from '../../../../lib/wall-time.ts';
import { presetsOf } from './wall-time.ts';

const noon = '2026-11-20T12:00:00.0000000Z';

it('writes and reads the clock of the reader’s zone', () => {
  expect(toWallText(noon, 'Europe/Berlin')).toBe('2026-11-20T13:00:00');
  expect(fromWallText('2026-11-20T13:00:00', 'Europe/Berlin')).toBe(noon);
  expect(fromWallText('2026-11-20T12:00', 'UTC')).toBe(noon);
});

it('takes a field that is not filled in as no time', () => {
  for (const text of ['', '2026-11', '2026-11-20T']) expect(fromWallText(text, 'UTC')).toBeNull();
});

it('begins days at midnight of the zone', () => {
  const late = instantToMs('2026-11-20T23:30:00.0000000Z');
  const today = presetsOf('created', late, 'Europe/Berlin').find(({ label }) => label === 'Today');
  expect(today).toMatchObject({
    from: { at: '2026-11-20T23:00:00.0000000Z', isInclusive: true },
    to: { at: '2026-11-21T23:00:00.0000000Z', isInclusive: false },
  });
});

it('makes days as long as they are when clocks change', () => {
  const day = instantToMs('2026-10-25T12:00:00.0000000Z');
  const today = presetsOf('updated', day, 'Europe/Berlin').find(({ label }) => label === 'Today');
  expect(today).toMatchObject({
    from: { at: '2026-10-24T22:00:00.0000000Z' },
    to: { at: '2026-10-25T23:00:00.0000000Z' },
  });
});
