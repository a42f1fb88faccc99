import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import { makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { sendHubChange } from '../../../testing/fake-event-source.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubList } from '../../../testing/stub-list.ts';

const hub = 'orders~TestHub';
const row = (instanceId: string) => makeInstanceRow({ instanceId });

async function openList(state: 'idle' | 'current') {
  const list = stubList([row('first')], makeCoverage({ state }));
  renderApp(`/hubs/${hub}/instances`);
  await screen.findByText('Columns');
  await screen.findByLabelText('first');
  return list;
}

it('a list of an index that nobody followed takes in what its first reading brings', async () => {
  const list = await openList('idle');
  list.rows = [row('second'), row('first')];
  sendHubChange(hub, makeCoverage());
  expect(await screen.findByLabelText('second')).toBeDefined();
});

it('a list of an index that was followed waits for its reader', async () => {
  const list = await openList('current');
  list.rows = [row('second'), row('first')];
  sendHubChange(hub, makeCoverage());
  expect(await screen.findByRole('button', { name: '1 new' })).toBeDefined();
  expect(screen.queryByLabelText('second')).toBeNull();
});
