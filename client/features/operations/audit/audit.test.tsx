import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { searchAudit } from '../../../../shared/contract/audit.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { makeAuditEntry } from '../../../../shared/testing/audit.ts';
import { makeConnectionSummary, makeHubSummary } from '../../../../shared/testing/hubs.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';

const page = '/hubs/orders~TestHub/operations?tab=audit';
let asked: Record<string, string>[];

beforeEach(() => {
  asked = [];
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  stubEndpoint(searchAudit, ({ query }) => {
    asked.push(Object.fromEntries(query));
    return { entries: [makeAuditEntry()], nextCursor: null, isDurable: true };
  });
});

it('an entry tells who, when, what, why, with which parameters and with what result', async () => {
  stubEndpoint(searchAudit, {
    entries: [
      makeAuditEntry({
        user: { id: 'ada@example.org', name: 'Ada' },
        command: 'raise-event',
        parameters: { name: 'Ship' },
        result: 'refused',
        code: 'action-refused',
        message: 'The instance has ended.',
        jobId: 'job-1',
      }),
      makeAuditEntry({ id: 'attempt-2', command: 'delete-task-hub', instanceId: null }),
      makeAuditEntry({
        ...{ id: 'attempt-3', command: 'save-alert-rule', instanceId: null, receipt: null },
        parameters: { rule: 'No worker', holdS: '60 → 300' },
      }),
    ],
    nextCursor: null,
    isDurable: false,
  });
  renderApp(page);
  const table = await screen.findByRole('table', { name: 'Audit log' });
  const row = within(table).getByRole('row', { name: /Ada/ });
  for (const text of [
    'Raise event',
    'out of stock',
    'name: Ship',
    'refused',
    'action-refused',
    'The instance has ended.',
    'request-1',
  ])
    expect(row.textContent).toContain(text);
  expect(within(row).getByRole('link', { name: 'order-1001' })).toBeDefined();
  expect(within(row).getByRole('link', { name: 'in a job' }).getAttribute('href')).toContain('job=job-1');
  expect(within(table).getByRole('row', { name: /Delete task hub/ }).textContent).toContain('whole task hub');
  const ofRule = within(table).getByRole('row', { name: /Save alert rule/ });
  expect(ofRule.textContent).toContain('rule: No worker');
  expect(ofRule.textContent).toContain('holdS: 60 → 300');
  expect(screen.getByText(/Kept in memory and on standard output only/)).toBeDefined();
});

it('what is looked for is in the address, and can be changed and cleared', async () => {
  const { history } = renderApp(
    `${page}&text=ada&command=purge&result=failed&instance=order-1&ofJob=job-1&from=2026-11-21T05:00:00.0000000Z`,
  );
  await screen.findByRole('table', { name: 'Audit log' });
  const rest = {
    result: 'failed',
    instanceId: 'order-1',
    jobId: 'job-1',
    from: '2026-11-21T05:00:00.0000000Z',
    limit: '100',
  };
  expect(asked).toEqual([{ ...rest, text: 'ada', command: 'purge' }]);
  expect(screen.getByLabelText('From')).toHaveProperty('value', '2026-11-21T05:00');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Command' }), 'Terminate');
  await waitFor(() => expect(asked.at(-1)).toEqual({ ...rest, text: 'ada', command: 'terminate' }));
  const text = screen.getByRole('searchbox', { name: /^Text in/ });
  await userEvent.clear(text);
  await userEvent.type(text, 'grace{Enter}');
  await waitFor(() => expect(asked.at(-1)).toEqual({ ...rest, text: 'grace', command: 'terminate' }));
  expect(history.location.search).toContain('text=grace');
  await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
  await waitFor(() => expect(asked.at(-1)).toEqual({ limit: '100' }));
  expect(history.location.search).toBe('?tab=audit');
});

it('what is not valid in an address is left out', async () => {
  renderApp(`${page}&command=explode&result=maybe&from=yesterday&text=ada`);
  await screen.findByRole('table', { name: 'Audit log' });
  expect(asked).toEqual([{ limit: '100', text: 'ada' }]);
});

it('looks further back by itself until something is found, and on when asked to', async () => {
  stubEndpoint(searchAudit, ({ query }) => {
    const cursor = Number(query.get('cursor') ?? 0);
    return {
      entries: cursor < 2 ? [] : [makeAuditEntry({ id: `attempt-${cursor}`, reason: `reason ${cursor}` })],
      nextCursor: cursor < 3 ? String(cursor + 1) : null,
      isDurable: true,
    };
  });
  renderApp(`${page}&text=rare`);
  expect(await screen.findByText('reason 2')).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Audit log: 1 entry so far' })).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Earlier ones' }));
  expect(await screen.findByText('reason 3')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Earlier ones' })).toBeNull();
});

it('an empty log says what will be in it, an empty search what was looked at', async () => {
  stubEndpoint(searchAudit, { entries: [], nextCursor: null, isDurable: true });
  const { history } = renderApp(page);
  expect(await screen.findByText('Nobody has given a command here yet')).toBeDefined();
  history.push(`${page}&text=nobody`);
  expect(await screen.findByText('No attempted command matches')).toBeDefined();
});

it('a log that cannot be read says so, with the request', async () => {
  stubFailure(searchAudit, { status: 500, code: 'internal', message: 'The log cannot be read.' });
  renderApp(page);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The log cannot be read.');
  expect(alert.textContent).toContain('request-1');
});
