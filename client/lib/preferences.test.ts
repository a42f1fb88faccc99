import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { browserZone, setPreferences, usePreferences } from './preferences.ts';

afterEach(() => setPreferences({ theme: 'system', timeZone: 'UTC', timeStyle: 'relative' }));

test('a choice is seen at once, marks the document and is kept', () => {
  const { result } = renderHook(() => usePreferences());
  act(() => setPreferences({ theme: 'dark', timeZone: 'local' }));
  expect(result.current).toMatchObject({ theme: 'dark', timeZone: browserZone(), isBrowserZone: true });
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(window.localStorage.getItem('durascope.preferences')).toContain('"theme":"dark"');
});

test('the theme of the system leaves the document unmarked', () => {
  setPreferences({ theme: 'light' });
  setPreferences({ theme: 'system' });
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test('a choice made in another tab arrives, and what makes no sense becomes the default', () => {
  const { result } = renderHook(() => usePreferences());
  window.localStorage.setItem('durascope.preferences', '{"theme":"purple","timeZone":"Asia/Tokyo"}');
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'durascope.preferences' })));
  expect(result.current).toMatchObject({ theme: 'system', timeZone: 'Asia/Tokyo', isBrowserZone: false });
});

test.each([
  ['utc', 'UTC', false],
  ['local', browserZone(), true],
  ['Mars/Olympus', 'UTC', false],
  [7, 'UTC', false],
])('a stored zone %s is read as %s', (timeZone, zone, isBrowserZone) => {
  const { result } = renderHook(() => usePreferences());
  window.localStorage.setItem('durascope.preferences', JSON.stringify({ timeZone }));
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'durascope.preferences' })));
  expect(result.current).toMatchObject({ timeZone: zone, isBrowserZone });
});
