import { expect, test } from 'vitest';
import { findZones } from './zone-choices.ts';

const nowMs = Date.UTC(2026, 10, 21);
const valuesOf = (text: string) => findZones(text, nowMs).choices.map(({ value }) => value);

test('without a text the list begins with UTC and says how many there are besides', () => {
  const { choices, others } = findZones('', nowMs);
  expect(choices[0]).toEqual({ value: 'UTC', label: 'UTC', offset: '+00:00' });
  expect(choices.length + others).toBeGreaterThan(300);
});

test('zones are found by a part of their name, with blanks instead of underscores', () => {
  expect(valuesOf('berl')).toEqual(['Europe/Berlin']);
  expect(valuesOf('new york')).toEqual(['America/New_York']);
  expect(findZones('berlin', nowMs).choices[0]?.offset).toBe('+01:00');
});

test('zones are found by how far they are from UTC', () => {
  expect(valuesOf('+05:45')).toEqual(['Asia/Kathmandu', 'Asia/Katmandu']);
  expect(valuesOf('UTC-3:30')).toEqual(['America/St_Johns']);
  expect(valuesOf('+1')).toContain('Europe/Berlin');
});

test('places are found by the names they have today', () => {
  for (const zone of ['Asia/Kolkata', 'Europe/Kyiv', 'Asia/Ho_Chi_Minh'])
    expect(valuesOf(zone.slice(zone.indexOf('/') + 1))).toContain(zone);
});

test('a name that no list has works, and what is none finds nothing', () => {
  expect(valuesOf('US/Pacific')).toEqual(['US/Pacific']);
  expect(valuesOf('mars')).toEqual([]);
});
