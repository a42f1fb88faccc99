import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { getEventGrid } from '../../../../shared/contract/event-grid.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { getHubLinks } from '../../../../shared/contract/links.ts';
import { makeEventGridState } from '../../../../shared/testing/event-grid.ts';
import { makeConnectionSummary, makeHubSummary } from '../../../../shared/testing/hubs.ts';
import { at } from '../../../../shared/testing/instances.ts';
import { makeLinks } from '../../../../shared/testing/links.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint } from '../../../testing/stub-endpoint.ts';
import { stubHealthPanels } from '../../../testing/stub-health-panels.ts';

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  stubHealthPanels();
});

async function panel(name: string) {
  renderApp('/hubs/orders~TestHub/health');
  return within(await screen.findByRole('region', { name }, { timeout: 10_000 }));
}

it('says what to configure where no webhook is', async () => {
  const shown = await panel('Event Grid');
  expect(await shown.findByText(/"connection":"orders"/)).toBeDefined();
});

it('tells what came, what became of it, and what was refused', async () => {
  const state = makeEventGridState({
    ...{ path: '/webhooks/event-grid/orders', address: 'https://d.example/webhooks/event-grid/orders' },
    ...{ takesSecret: true, lastRefusedAt: at(9), refused: [{ cause: 'unauthenticated', count: 3 }] },
    events: {
      ...{ received: 1_200, read: 40, joined: 1_160, waiting: 2, failedReads: 1 },
      ...{ lastReceivedAt: at(9), lastReadAt: at(9) },
    },
  });
  stubEndpoint(getEventGrid, state);
  const shown = await panel('Event Grid');
  expect(await shown.findByText('https://d.example/webhooks/event-grid/orders')).toBeDefined();
  expect(shown.getByText('40, 2 waiting, 1 failed')).toBeDefined();
  expect(shown.getByText(/Refused.*3 without a secret or token/)).toBeDefined();
});

it('asks for the queries of another span of time', async () => {
  stubEndpoint(getHubLinks, ({ query }) =>
    makeLinks({ queries: [{ kind: 'hub-tracking', text: `minutes ${query.get('minutes')}`, url: null }] }),
  );
  const shown = await panel('Links and queries');
  expect(await shown.findByText('minutes 60')).toBeDefined();
  await userEvent.click(shown.getByRole('radio', { name: '7 days' }));
  expect(await shown.findByText('minutes 10080')).toBeDefined();
});
