import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { getSession } from '../../../shared/contract/access.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { makeSession } from '../../../shared/testing/commands.ts';
import { setPreferences } from '../../lib/preferences.ts';
import { tellSelection } from '../../lib/shown-selection.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint } from '../../testing/stub-endpoint.ts';

const portal = 'https://portal.example';
const told: [unknown, string][] = [];
const parent = { postMessage: (message: unknown, target: string) => told.push([message, target]) };

function hear(data: unknown, origin = portal, source: unknown = parent): void {
  const event = new MessageEvent('message', { data, origin });
  Object.defineProperty(event, 'source', { value: source });
  window.dispatchEvent(event);
}

function open(frameAncestors: string[]) {
  stubEndpoint(getSession, makeSession({ frameAncestors }));
  return renderApp('/?embed=1').history;
}

beforeEach(() => {
  told.length = 0;
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  vi.spyOn(window, 'parent', 'get').mockReturnValue(parent as unknown as Window);
  vi.spyOn(document, 'referrer', 'get').mockReturnValue(`${portal}/dashboards`);
});
afterEach(() => {
  vi.restoreAllMocks();
  setPreferences({ theme: 'system' });
});

it('an embedded page has no shell, and tells the allowed portal where it is and what is selected', async () => {
  open([portal]);
  await waitFor(() =>
    expect(told).toContainEqual([
      { channel: 'durascope', type: 'ready', version: 1, path: '/?embed=1' },
      portal,
    ]),
  );
  expect(screen.queryByRole('link', { name: 'Durascope' })).toBeNull();
  tellSelection({ hub: 'a~B', instanceIds: ['x'] });
  expect(told.at(-1)).toEqual([
    { channel: 'durascope', type: 'selection', hub: 'a~B', instanceIds: ['x'] },
    portal,
  ]);
});

it('follows the portal to a page, which stays embedded, and into its theme', async () => {
  const history = open([portal]);
  await waitFor(() => expect(told).not.toEqual([]));
  hear({ channel: 'durascope', type: 'theme', theme: 'dark' });
  expect(document.documentElement.dataset.theme).toBe('dark');
  hear({ channel: 'durascope', type: 'navigate', path: '/import' });
  await waitFor(() => expect(history.location.pathname).toBe('/import'));
  await waitFor(() =>
    expect(told.at(-1)).toEqual([
      { channel: 'durascope', type: 'navigate', path: history.location.href },
      portal,
    ]),
  );
  expect(history.location.search).toContain('embed=1');
});

it('does not listen to other origins and other windows', async () => {
  open([portal]);
  await waitFor(() => expect(told).not.toEqual([]));
  hear({ channel: 'durascope', type: 'theme', theme: 'dark' }, 'https://attacker.example');
  hear({ channel: 'durascope', type: 'theme', theme: 'dark' }, portal, window);
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

it('tells nothing to a page that may not frame it', async () => {
  open(['https://another.example']);
  expect(await screen.findByRole('main')).toBeDefined();
  tellSelection({ hub: 'a~B', instanceIds: ['x'] });
  expect(told).toEqual([]);
});
