import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint } from '../../testing/stub-endpoint.ts';

// Alone in its file: the code of the palette is read once for a file of tests.

test('what is typed while the palette is on its way stands in its field', async () => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  renderApp('/nowhere');
  await screen.findByRole('button', { name: 'Find anything' });
  act(() => void fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true }));
  for (const key of 'dark') act(() => void fireEvent.keyDown(document.body, { key }));
  expect(await screen.findByRole('combobox')).toHaveProperty('value', 'dark');
  expect(await screen.findByRole('option', { name: 'Dark theme' })).toBeDefined();
});
