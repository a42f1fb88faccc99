import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { setPreferences, usePreferences } from './preferences.ts';

afterEach(() => setPreferences({ theme: 'system', timeZone: 'utc', timeStyle: 'relative' }));

test('a choice is seen at once, marks the document and is kept', () => {
  const { result } = renderHook(() => usePreferences());
  act(() => setPreferences({ theme: 'dark', timeZone: 'local' }));
  expect(result.current).toMatchObject({ theme: 'dark', timeZone: 'local' });
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
  window.localStorage.setItem('durascope.preferences', '{"theme":"purple","timeZone":"local"}');
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'durascope.preferences' })));
  expect(result.current).toMatchObject({ theme: 'system', timeZone: 'local' });
});
