import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listHubs } from '../../shared/contract/hubs.ts';
import { makeConnectionSummary, makeHubSummary } from '../../shared/testing/hubs.ts';
import { at } from '../../shared/testing/instances.ts';
import { InstantText } from '../components/instant-text.tsx';
import { browserZone, setPreferences } from '../lib/preferences.ts';
import { renderApp } from '../testing/render-app.tsx';
import { stubEndpoint } from '../testing/stub-endpoint.ts';

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
});

afterEach(() => setPreferences({ timeZone: 'UTC' }));

async function openPicker() {
  renderApp('/nowhere');
  const button = await screen.findByRole('button', { name: /^Time zone:/ });
  await userEvent.click(button);
  return { button, picker: within(await screen.findByRole('dialog', { name: 'Time zone' })) };
}

test('a zone found by its name is what times are written in from then on', async () => {
  render(<InstantText instant={at(0)} as="full" />);
  const { button } = await openPicker();
  await userEvent.paste('new york');
  await userEvent.keyboard('{Enter}');
  expect(screen.getByText('2026-11-21 00:00:00.000 −05:00')).toBeDefined();
  expect(button.textContent).toContain('New York');
  expect(button.title).toBe('Times in America/New_York');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(button);
});

test('the zone of the browser can be followed without naming it', async () => {
  const { button, picker } = await openPicker();
  await userEvent.click(picker.getByRole('option', { name: /^Local/ }));
  expect(button.textContent).toContain('Local');
  expect(button.title).toContain(browserZone());
});

test('Escape keeps the zone, and a text that names none says so', async () => {
  const { button, picker } = await openPicker();
  await userEvent.paste('mars');
  expect(picker.getByRole('status').textContent).toBe('No time zone has “mars” in its name or offset.');
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(button);
  expect(button.textContent).toContain('UTC');
});
