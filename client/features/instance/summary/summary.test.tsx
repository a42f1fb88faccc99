import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAwaitedEvents } from '../../../../shared/contract/awaited-events.ts';
import { readHistory, type HistoryPage } from '../../../../shared/contract/history.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { getInstance, type InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { readPayload } from '../../../../shared/contract/payloads.ts';
import { msToInstant } from '../../../../shared/domain/instant.ts';
import {
  asked,
  childAsked,
  done,
  failed,
  makeHistory,
  started,
  turn,
  type HistoryRow,
} from '../../../../shared/testing/execution-history.ts';
import { at, makeInstanceDetail, makePayloadInfo } from '../../../../shared/testing/instances.ts';
import { makePayload } from '../../../../shared/testing/payloads.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001';

function page(...rows: readonly (HistoryRow | readonly HistoryRow[])[]): HistoryPage {
  return {
    executionId: 'first',
    events: makeHistory(...rows),
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: true,
    problems: [],
  };
}

/** Histories and rows of a family, by instance id. */
function stubInstances(
  instances: Readonly<Record<string, { history: HistoryPage; row?: Partial<InstanceDetail> }>>,
): void {
  const of = (id: string | undefined) => instances[id ?? '']!;
  stubEndpoint(getInstance, ({ params }) =>
    makeInstanceDetail({ instanceId: params.instanceId!, ...of(params.instanceId).row }),
  );
  stubEndpoint(readHistory, ({ params }) => of(params.instanceId).history);
}

beforeAll(() => Promise.all([import('../../../app/instance-screen.tsx'), import('./summary-tab.tsx')]));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(findAwaitedEvents, { candidates: [], othersRead: 0, problems: [] });
});

async function waiting() {
  const region = await screen.findByRole('region', { name: 'What it waits for' });
  const fold = within(region).getByRole('button', { name: /Everything it waits for/ });
  if (fold.getAttribute('aria-expanded') === 'false') await userEvent.click(fold);
  return region;
}

async function waitingText(pattern: RegExp): Promise<void> {
  const region = await waiting();
  await waitFor(() => expect(region.textContent).toMatch(pattern));
}

describe('what an instance waits for', () => {
  it('is an activity, the attempt and since when', async () => {
    stubInstances({ 'order-1001': { history: page(turn(started(), asked(0, 'Charge'))) } });
    renderApp(address);
    await waitingText(/Waits for the activity Charge for .+, since/);
  });

  it('are many at once in one line', async () => {
    const many = Array.from({ length: 88 }, (_, id) => asked(id, 'Square'));
    stubInstances({ 'order-1001': { history: page(turn(started(), ...many)) } });
    renderApp(address);
    await waitingText(/Waits for 88 runs of the activity Square/);
  });

  it('is a child, and what that child waits for in turn', async () => {
    stubInstances({
      'order-1001': { history: page(turn(started(), childAsked(0, 'ShipLine', 'ship-1'))) },
      'ship-1': { history: page(turn(started('ShipLine'), asked(0, 'Print'))) },
    });
    renderApp(address);
    await waitingText(/Waits for the child ship-1 \(ShipLine\).*The child is Running.*the activity Print/);
    const links = within(await waiting()).getAllByRole('link', { name: 'ship-1' });
    expect(links[0]?.getAttribute('href')).toBe('/hubs/store~TestHub/instances/ship-1');
  });

  it('does not go round in circles when children wait for each other', async () => {
    const history = page(turn(started(), childAsked(0, 'Again', 'order-1001')));
    stubInstances({ 'order-1001': { history } });
    renderApp(address);
    await waitFor(async () =>
      expect(within(await waiting()).getAllByText('The child is').length).toBeGreaterThan(1),
    );
    expect(within(await waiting()).getAllByText('The child is').length).toBeLessThan(6);
  });

  it('is probably an event, whose name is guessed with the reason', async () => {
    stubInstances({ 'order-1001': { history: page(turn(started())) } });
    stubEndpoint(findAwaitedEvents, {
      candidates: [
        { name: 'Event_Ship', evidence: [{ kind: 'queued', queue: 'q-00', insertedAt: null }] },
        {
          name: 'Approve',
          evidence: [{ kind: 'custom-status' }, { kind: 'others', instanceIds: ['order-7'] }],
        },
      ],
      othersRead: 1,
      problems: [],
    });
    renderApp(address);
    await waitingText(/Probably waits for an external event/);
    await waitingText(/writes nothing down/);
    const list = within(await screen.findByRole('list', { name: 'Events it may be waiting for' }));
    expect(list.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringMatching(/Maybe Event_Ship.*a message of that name waits in its control queue/),
      expect.stringMatching(/Maybe Approve.*its custom status says so; others .*order-7/),
    ]);
  });

  it('is a timer that counts down', async () => {
    const inAnHour = msToInstant(Date.now() + 3_600_000);
    const timer = { eventType: 'TimerCreated', eventId: 0, fireAt: inAnHour };
    stubInstances({ 'order-1001': { history: page(turn(started(), timer)) } });
    renderApp(address);
    await waitingText(/Waits for a timer in (?:1 h|59 min)/);
  });

  it('is a worker, for an instance that nobody has taken up', async () => {
    stubInstances({ 'order-1001': { history: page(), row: { runtimeStatus: 'Pending' } } });
    renderApp(address);
    await waitingText(/Waits for a worker to start it/);
  });

  it('is nothing once it ended', async () => {
    stubInstances({ 'order-1001': { history: page(turn(started())), row: { runtimeStatus: 'Completed' } } });
    renderApp(address);
    await screen.findByText('Execution id');
    expect(screen.queryByRole('region', { name: 'What it waits for' })).toBeNull();
  });

  it('stays in sight when the names of events cannot be found out', async () => {
    stubInstances({ 'order-1001': { history: page(turn(started())) } });
    stubFailure(findAwaitedEvents, { status: 503, code: 'store-unavailable', message: 'No answer.' });
    renderApp(address);
    await waitingText(/Probably waits for an external event.*storage cannot be reached/);
  });
});

describe('how far it is', () => {
  it('is told of what was asked for together', async () => {
    const history = page(
      turn(started(), ...Array.from({ length: 4 }, (_, id) => asked(id, 'Square'))),
      turn(done(0), done(1), failed(2)),
    );
    stubInstances({ 'order-1001': { history } });
    const { history: addresses } = renderApp(address);
    const section = within(await screen.findByRole('region', { name: 'Asked for together' }));
    expect(section.getByText('3 of 4')).toBeDefined();
    expect(section.getByRole('img', { name: 'Square: 1 failed, 1 open, 2 completed' })).toBeDefined();
    await userEvent.click(section.getByRole('button', { name: 'Square' }));
    await waitFor(() => expect(addresses.location.search).toContain('tab=timeline'));
  });

  it('names the last failure with its stack, hostile texts made visible', async () => {
    const info = makePayloadInfo({ ref: 'details', sizeBytes: 900, preview: '{"Err' });
    const failure = { ...failed(0), payloads: { FailureDetails: info } };
    stubInstances({
      'order-1001': { history: page(turn(started(), asked(0, 'Charge')), turn(failure)) },
    });
    const details = {
      ErrorType: 'Shop.Declined',
      ErrorMessage: '<img src=x onerror=alert(1)>\u001B[31m\u202Eevil',
      StackTrace: '   at Shop.Charge() in /src/Shop.cs:line 7\n   at System.Run()\n   at System.Start()',
      InnerFailure: { ErrorType: 'System.IO.IOException', ErrorMessage: 'disk is full' },
    };
    stubEndpoint(readPayload, makePayload(JSON.stringify(details)));
    renderApp(address);
    const section = within(await screen.findByRole('region', { name: 'Last failure of a step' }));
    expect(await section.findByText('Shop.Declined')).toBeDefined();
    expect(section.getByText('<img src=x onerror=alert(1)>⟨001B⟩[31m⟨202E⟩evil')).toBeDefined();
    expect(section.getByText('disk is full')).toBeDefined();
    const stack = within(section.getByRole('group', { name: 'Stack' }));
    expect(stack.getByText('Own code:').parentElement?.textContent).toContain(
      'Shop.Charge() …/src/Shop.cs:7',
    );
    expect(stack.getByText('2 framework frames')).toBeDefined();
    expect(stack.getAllByText('Framework:')[0]?.closest('details')?.open).toBe(false);
  });
});

it('tells the queue that all messages to it go through', async () => {
  stubInstances({
    'order-1001': { history: page(), row: { partition: 3, controlQueue: 'shop-control-03' } },
  });
  renderApp(address);
  expect(await screen.findByText('shop-control-03')).toBeDefined();
});

it('weighs the history by function and event type', async () => {
  const history = page(turn(started(), asked(0, 'Charge', 'x'.repeat(2_000))), turn(done(0, 'y')));
  stubInstances({ 'order-1001': { history } });
  renderApp(address);
  const byFunction = within(await screen.findByRole('table', { name: 'Size by function' }));
  expect(byFunction.getByRole('row', { name: /Charge/ }).textContent).toMatch(/Charge22 kB/);
  const byType = within(screen.getByRole('table', { name: 'Size by event type' }));
  expect(byType.getAllByRole('rowheader')[0]?.textContent).toBe('TaskScheduled');
});

describe('what an instance was given and gave', () => {
  const text = (preview: string) => makePayloadInfo({ preview, sizeBytes: preview.length });

  it('stands in the summary, the output with its own name', async () => {
    const row = { runtimeStatus: 'Completed', input: text('"in"'), output: text('"out"') } as const;
    stubInstances({ 'order-1001': { history: page(turn(started())), row: { ...row, completedAt: at(9) } } });
    renderApp(address);
    expect((await screen.findByRole('region', { name: 'Input' })).textContent).toContain('"in"');
    expect(screen.getByRole('region', { name: 'Output' }).textContent).toContain('"out"');
  });

  it.each([
    ['Terminated', at(9), 'Reason of the termination'],
    ['Suspended', null, 'Reason of the last command'],
  ] as const)('of a %s one names the reason as such', async (runtimeStatus, completedAt, title) => {
    const row = { runtimeStatus, completedAt, output: text('too slow') };
    stubInstances({ 'order-1001': { history: page(turn(started())), row } });
    renderApp(address);
    expect((await screen.findByRole('region', { name: title })).textContent).toContain('too slow');
  });
});
