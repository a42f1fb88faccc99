import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { getHubAccess } from '../../../../shared/contract/access.ts';
import {
  deleteTaskHub,
  previewHubDeletion,
  type HubDeletionPreview,
} from '../../../../shared/contract/command-previews.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { makeHubAccess } from '../../../../shared/testing/commands.ts';
import { makeConnectionSummary, makeHubSummary } from '../../../../shared/testing/hubs.ts';
import { press, refusalOf } from '../../../testing/refusable.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint } from '../../../testing/stub-endpoint.ts';

const page = '/hubs/orders~TestHub/operations?tab=danger';
let sent: unknown[];

function preview(overrides: Partial<HubDeletionPreview> = {}): HubDeletionPreview {
  return {
    resources: [
      { kind: 'queue', name: 'testhub-control-00' },
      { kind: 'table', name: 'TestHubInstances' },
    ],
    counts: [{ kind: 'orchestration', status: 'Running', count: 2 }],
    liveWorkers: ['worker-7'],
    warnings: ['Workers are running on this task hub.'],
    ...overrides,
  };
}

beforeEach(() => {
  sent = [];
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  stubEndpoint(previewHubDeletion, preview());
  stubEndpoint(deleteTaskHub, ({ body }) => {
    sent.push(body);
    return { deleted: ['testhub-control-00', 'TestHubInstances'], failed: [] };
  });
});

it('says beforehand what goes, who works on it, and offers an export', async () => {
  renderApp(page);
  const resources = await screen.findByRole('list', { name: 'Resources that go' });
  expect(resources.textContent).toBe('queuetesthub-control-00tableTestHubInstances');
  expect(screen.getByRole('list', { name: 'Instances that go' }).textContent).toBe('2 orchestrationsRunning');
  expect(screen.getByText('worker-7', { exact: false })).toBeDefined();
  expect(screen.getByText('Workers are running on this task hub.')).toBeDefined();
  const href = screen.getByRole('link', { name: 'Export all instances first' }).getAttribute('href');
  expect(href).toContain('/api/hubs/orders~TestHub/instance-export');
});

it('wants the name typed and the tick for what is in use, then the hub is gone from the overview', async () => {
  const { history } = renderApp(page);
  const name = await screen.findByLabelText('Name of the task hub');
  await userEvent.type(name, 'testhub');
  await press('Delete task hub');
  expect(await screen.findByText('Type TestHub to go on.')).toBeDefined();
  expect(screen.getByText('Tick this to go on.')).toBeDefined();
  expect(sent).toEqual([]);
  await userEvent.clear(name);
  await userEvent.type(name, 'TestHub');
  await userEvent.click(screen.getByRole('checkbox'));
  await userEvent.type(screen.getByLabelText('Reason'), 'moved');
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [] });
  await press('Delete task hub');
  expect(await screen.findByText('The task hub TestHub is deleted: 2 resources went.')).toBeDefined();
  expect(history.location.pathname).toBe('/');
  expect(sent).toEqual([{ confirmedName: 'TestHub', isForced: true, reason: 'moved' }]);
  await waitFor(() => expect(within(screen.getByRole('main')).queryByText('TestHub')).toBeNull());
});

it('a hub of ended orchestrations needs no tick', async () => {
  stubEndpoint(
    previewHubDeletion,
    preview({ counts: [{ kind: 'orchestration', status: 'Completed', count: 2 }] }),
  );
  renderApp(page);
  await userEvent.type(await screen.findByLabelText('Name of the task hub'), 'TestHub');
  expect(screen.queryByRole('checkbox')).toBeNull();
  await press('Delete task hub');
  await waitFor(() => expect(sent).toEqual([{ confirmedName: 'TestHub', isForced: false, reason: '' }]));
});

it('what is still there is told with why, and deleting can go on', async () => {
  stubEndpoint(deleteTaskHub, {
    deleted: ['testhub-control-00'],
    failed: [{ name: 'TestHubInstances', message: 'Somebody holds a lease.' }],
  });
  renderApp(page);
  await userEvent.type(await screen.findByLabelText('Name of the task hub'), 'TestHub');
  await userEvent.click(screen.getByRole('checkbox'));
  await press('Delete task hub');
  const result = await screen.findByRole('region', { name: 'What was deleted' });
  expect(result.textContent).toContain('TestHubInstances is still there: Somebody holds a lease.');
  expect(result.textContent).toContain('testhub-control-00 is gone');
  expect(screen.getByRole('button', { name: 'Delete task hub' })).toBeDefined();
});

it('is for admins: an operator sees what would go and why it cannot be done', async () => {
  stubEndpoint(getHubAccess, makeHubAccess({ role: 'operator' }));
  renderApp(page);
  expect(await refusalOf('Delete task hub')).toBe('This needs the role admin; yours here is operator.');
  await userEvent.type(await screen.findByLabelText('Name of the task hub'), 'TestHub{Enter}');
  expect(sent).toEqual([]);
});
