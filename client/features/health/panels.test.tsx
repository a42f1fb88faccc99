import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { getHubVerdict } from '../../../shared/contract/diagnosis.ts';
import { checkGate, openInstances } from '../../../shared/contract/gate.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { getStorageCost } from '../../../shared/contract/storage-cost.ts';
import { makeConnectionSummary, makeCoverage, makeHubSummary } from '../../../shared/testing/hubs.ts';
import { at } from '../../../shared/testing/instances.ts';
import { makeHubVerdict } from '../../../shared/testing/verdict.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';
import { stubHealthPanels } from '../../testing/stub-health-panels.ts';

const open = { name: 'Order', version: '1.0', status: 'Running', count: 3 } as const;

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  stubEndpoint(getHubVerdict, makeHubVerdict());
  stubHealthPanels();
});

function show(): void {
  renderApp('/hubs/orders~TestHub/health');
}

test('what runs of which version leads to the list of it', async () => {
  const groups = [open, { ...open, version: '', status: 'Suspended' as const, count: 1 }];
  stubEndpoint(openInstances, { groups, isComplete: true, coverage: makeCoverage() });
  show();
  const table = await screen.findByRole('table', { name: 'Running by version' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => row.textContent)).toEqual(['Ordernone11 Suspended', 'Order1.033 Running']);
  const link = within(rows[1]!).getByRole('link', { name: '3' });
  expect(decodeURIComponent(link.getAttribute('href') ?? '')).toContain('version:1.0');
});

test('says that nothing is under way', async () => {
  show();
  expect(await screen.findByText('No orchestration is under way')).toBeDefined();
});

test('the gate answers with its reasons, and asks only for what was chosen', async () => {
  const asked: string[] = [];
  stubEndpoint(openInstances, { groups: [open], isComplete: true, coverage: makeCoverage() });
  stubEndpoint(checkGate, ({ query }) => {
    asked.push(String(query));
    return {
      result: 'fail' as const,
      reasons: [
        {
          code: 'open-instances' as const,
          text: '3 orchestrations have not ended.',
          count: 3,
          q: 'name:Order',
        },
      ],
      open: [open],
      version: '1.0',
      names: ['Order'],
      coverage: makeCoverage(),
    };
  });
  show();
  await userEvent.type(await screen.findByRole('textbox', { name: 'Functions that change' }), 'Order');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Version that goes away' }), '1.0');
  await userEvent.click(screen.getByRole('button', { name: 'Check' }));
  const answer = await screen.findByText('3 orchestrations have not ended.');
  expect(screen.getByText('Fail')).toBeDefined();
  expect(within(answer).getByRole('link', { name: 'Show them' })).toBeDefined();
  expect(asked).toEqual(['names=Order&version=1.0']);
});

test('requests are counted and reckoned, with the formula', async () => {
  stubEndpoint(getStorageCost, {
    dashboard: {
      countedSince: at(0),
      hub: [{ service: 'queue', operation: 'read', total: 1234, perMinute: [4, 52] }],
      account: [],
    },
    estimate: {
      parts: [{ what: 'leases', formula: '(1 workers + 4 partitions) × 6', perMinute: 30 }],
      hasMessageRates: false,
      problems: [],
    },
  });
  show();
  const counted = await screen.findByRole('table', { name: 'Requests of this dashboard' });
  expect(within(counted).getAllByRole('row')[1]?.textContent).toContain('52');
  expect(screen.getByText('(1 workers + 4 partitions) × 6')).toBeDefined();
  expect(screen.getByText(/about 1,296,000 requests in 30 days/).textContent).toContain('left out');
});

test('a panel that cannot be read leaves the verdict', async () => {
  stubFailure(getStorageCost, { status: 503, code: 'store-unavailable', message: 'The store is down.' });
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('The store is down.');
  expect(screen.getByRole('region', { name: 'Verdict' })).toBeDefined();
});
