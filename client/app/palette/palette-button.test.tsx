import { act, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
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
  const field = await screen.findByRole('combobox', { name: /^Ids, names/ });
  expect(field).toHaveProperty('value', 'dark');
  await userEvent.keyboard(' th');
  expect(field).toHaveProperty('value', 'dark th');
  expect(await screen.findByRole('option', { name: /Dark theme/ })).toBeDefined();
});
