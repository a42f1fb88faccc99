import { fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint } from '../../../testing/stub-endpoint.ts';

const coreEvents = [
  { EventType: 12, EventId: -1, Timestamp: '2026-11-21T05:28:37.0000000Z' },
  {
    EventType: 0,
    OrchestrationInstance: { InstanceId: 'order-1', ExecutionId: 'e' },
    ParentInstance: { Name: 'Boss', OrchestrationInstance: { InstanceId: 'boss' }, TaskScheduleId: 3 },
    Name: 'OrderWorkflow',
    Input: '{"total":250}',
    EventId: -1,
    Timestamp: '2026-11-21T05:28:36.0000000Z',
  },
  { EventType: 4, Name: 'ReserveStock', EventId: 0, Timestamp: '2026-11-21T05:28:37.1000000Z' },
  { EventType: 13, EventId: -1, Timestamp: '2026-11-21T05:28:37.2000000Z' },
];

// Pages and views are loaded lazily; the first test is not to wait for their compilation.
beforeAll(() =>
  Promise.all([
    import('./import-page.tsx'),
    import('../summary/summary-tab.tsx'),
    import('../history/history-tab.tsx'),
    import('../payloads/payloads-tab.tsx'),
  ]),
);

beforeEach(() => stubEndpoint(listHubs, { connections: [], hubs: [] }));

function historyFile(content: unknown, name = 'order.json'): File {
  return new File([typeof content === 'string' ? content : JSON.stringify(content)], name);
}

async function choose(file: File): Promise<void> {
  await userEvent.upload(await screen.findByLabelText('History file'), file);
}

it('shows the views of a file, marked as imported, without asking the server', async () => {
  renderApp('/import?tab=history');
  await choose(historyFile(coreEvents));
  expect(
    await screen.findByText(/Imported from order.json, a list of Durable Task Core events/),
  ).toBeDefined();
  const table = within(await screen.findByRole('region', { name: 'History events' }));
  expect(table.getByText('ReserveStock')).toBeDefined();
});

it('reads payloads out of the file', async () => {
  renderApp('/import?tab=payloads');
  await choose(historyFile(coreEvents));
  expect((await screen.findAllByText(/250/)).length).toBeGreaterThan(0);
});

it('a relative outside the file is named, and leads nowhere', async () => {
  renderApp('/import');
  await choose(historyFile(coreEvents));
  expect((await screen.findAllByText('boss')).length).toBeGreaterThan(0);
  expect(screen.queryByRole('link', { name: 'boss' })).toBeNull();
});

it('says why a file is no history, and takes another', async () => {
  renderApp('/import?tab=history');
  await choose(historyFile('{"a":1}'));
  expect((await screen.findByRole('alert')).textContent).toContain('has neither events nor historyEvents');
  await choose(historyFile(coreEvents));
  expect(await screen.findByText(/Imported from order.json/)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('takes a file that is dropped on the page', async () => {
  renderApp('/import?tab=history');
  await screen.findByLabelText('History file');
  fireEvent.drop(document.body, {
    dataTransfer: { files: [historyFile(coreEvents, 'dropped.json')], types: ['Files'] },
  });
  expect(await screen.findByText(/Imported from dropped.json/)).toBeDefined();
});

it('makes place for another file', async () => {
  const { history } = renderApp('/import?tab=history&event=0000000000000002');
  await choose(historyFile(coreEvents));
  await userEvent.click(await screen.findByRole('button', { name: 'Open another file' }));
  expect(await screen.findByLabelText('History file')).toBeDefined();
  expect(history.location.search).toBe('');
});
