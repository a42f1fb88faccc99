import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { readHistory } from '../../../shared/contract/history.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { getInstanceLinks } from '../../../shared/contract/links.ts';
import { makeInstanceDetail } from '../../../shared/testing/instances.ts';
import { makeLinks } from '../../../shared/testing/links.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const tracking = { kind: 'instance-tracking', text: 'traces\n| take 1', url: null } as const;

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getInstance, makeInstanceDetail({ instanceId: 'order-1', runtimeStatus: 'Completed' }));
  stubEndpoint(readHistory, {
    ...{ executionId: 'first', events: [], nextCursor: null, leftoverRows: 0 },
    ...{ isCheckpointComplete: true, problems: [] },
  });
});

async function panel() {
  renderApp('/hubs/store~TestHub/instances/order-1');
  return within(await screen.findByRole('region', { name: 'Links and queries' }, { timeout: 10_000 }));
}

it('leads elsewhere in another tab, without telling where from', async () => {
  stubEndpoint(
    getInstanceLinks,
    makeLinks({
      links: [
        { label: 'Orders', url: 'https://shop.example/order-1', missing: [] },
        { label: 'Trace', url: null, missing: ['traceId'] },
      ],
    }),
  );
  const shown = await panel();
  const link = await shown.findByRole('link', { name: /Orders/ });
  expect(link.getAttribute('href')).toBe('https://shop.example/order-1');
  expect(link.getAttribute('target')).toBe('_blank');
  expect(link.getAttribute('rel')).toContain('noopener');
  expect(shown.getByText('Trace: left out, traceId is not known')).toBeDefined();
  expect(shown.queryByRole('link', { name: /Trace/ })).toBeNull();
});

it('has queries to copy, and says what they need', async () => {
  stubEndpoint(getInstanceLinks, makeLinks({ queries: [tracking] }));
  const user = userEvent.setup();
  const written = vi.spyOn(navigator.clipboard, 'writeText');
  const shown = await panel();
  await user.click(await shown.findByRole('button', { name: 'Copy query: Tracking events' }));
  expect(written).toHaveBeenCalledWith(tracking.text);
  expect(shown.getByText(/Host\.Triggers\.DurableTask/)).toBeDefined();
  expect(shown.getByText(/name the resource in/)).toBeDefined();
});

it('opens queries in the portal where that is configured', async () => {
  const url = 'https://portal.azure.com/#blade/x';
  stubEndpoint(getInstanceLinks, makeLinks({ queries: [{ ...tracking, url }] }));
  const shown = await panel();
  const link = await shown.findByRole('link', { name: /Open in the portal/ });
  expect(link.getAttribute('href')).toBe(url);
  expect(shown.queryByText(/name the resource in/)).toBeNull();
});

it('fails alone', async () => {
  stubFailure(getInstanceLinks, { status: 503, code: 'store-unavailable', message: 'No answer.' });
  const shown = await panel();
  expect(await shown.findByText(/request-1/)).toBeDefined();
  expect(screen.getByText('Execution id')).toBeDefined();
});

it('leaves it to the page to say that there is no such instance', async () => {
  stubFailure(getInstanceLinks, { status: 503, code: 'store-unavailable', message: 'No answer.' });
  const shown = await panel();
  const retry = await shown.findByRole('button', { name: 'Try again' });
  stubFailure(getInstanceLinks, { status: 404, code: 'not-found', message: 'No such instance.' });
  await userEvent.click(retry);
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Links and queries' })).toBeNull());
});
