import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { readHistory } from '../../../../shared/contract/history.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { getInstance } from '../../../../shared/contract/instance-detail.ts';
import { readPayload } from '../../../../shared/contract/payloads.ts';
import { makeHistoryEvent } from '../../../../shared/testing/history.ts';
import { makeInstanceDetail, makePayloadInfo } from '../../../../shared/testing/instances.ts';
import { makePayload } from '../../../../shared/testing/payloads.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint } from '../../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001?tab=payloads';

beforeAll(() =>
  Promise.all([
    import('../../../app/instance-screen.tsx'),
    import('./payloads-tab.tsx'),
    import('../../../components/payload-diff.tsx'),
  ]),
);

const inline = (ref: string, text: string) =>
  makePayloadInfo({ ref, preview: text, sizeBytes: new TextEncoder().encode(text).length });

const failureDetails = JSON.stringify({
  ErrorType: 'System.TimeoutException',
  ErrorMessage: 'too late',
  StackTrace: '   at Shop.Pay()\n   at Shop.Run()',
});

const events = [
  makeHistoryEvent({ ordinal: 1, name: 'Order', payloads: { Input: inline('start', '{"order":17}') } }),
  makeHistoryEvent({
    ordinal: 2,
    eventType: 'TaskScheduled',
    eventId: 0,
    name: 'Pay',
    payloads: { Input: inline('pay', '{"amount":5}') },
  }),
  makeHistoryEvent({
    ordinal: 3,
    eventType: 'TaskScheduled',
    eventId: 1,
    name: 'Ship',
    payloads: {
      Input: makePayloadInfo({
        ref: 'ship',
        location: 'blob',
        sizeBytes: null,
        storedBytes: 5_000,
        preview: null,
      }),
    },
  }),
  makeHistoryEvent({
    ordinal: 4,
    eventType: 'TaskFailed',
    taskScheduledId: 0,
    payloads: { FailureDetails: inline('failure', failureDetails) },
  }),
];

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(
    getInstance,
    makeInstanceDetail({
      runtimeStatus: 'Completed',
      input: inline('instance:Input', '{"order":17}'),
      output: null,
    }),
  );
  stubEndpoint(readHistory, {
    executionId: 'first',
    events,
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: true,
    problems: [],
  });
});

async function options(): Promise<string[]> {
  const list = within(await screen.findByRole('listbox', { name: 'Payloads' }));
  return (await list.findAllByRole('option')).map((option) => option.textContent);
}

it('lists all payloads of the instance by step, with sizes', async () => {
  renderApp(address);
  await screen.findByText('5 payloads');
  expect(await options()).toEqual([
    'Instanceinput12 B',
    'Orderinput#112 B',
    'Payinput#212 B',
    `Payfailure details#4${failureDetails.length} B`,
    'Shipinput#35 kB gzip',
  ]);
});

it('shows the chosen one in full and keeps the choice in the address', async () => {
  const { history } = renderApp(address);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('option', { name: /Pay.*failure details/ }));
  const shown = within(await screen.findByRole('region', { name: 'Pay failure details' }));
  expect(shown.getByText('System.TimeoutException')).toBeDefined();
  expect(shown.getByRole('radio', { name: 'Failure' })).toHaveProperty('checked', true);
  expect(history.location.search).toContain('payload=failure');
});

it('is walked by keyboard', async () => {
  renderApp(`${address}&payload=start`);
  await screen.findByText('5 payloads');
  screen.getByRole('listbox', { name: 'Payloads' }).focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(await screen.findByRole('region', { name: 'Pay input' })).toBeDefined();
  await userEvent.keyboard('{End}');
  expect(await screen.findByRole('region', { name: 'Ship input' })).toBeDefined();
});

it('finds by words and orders by size, both in the address', async () => {
  const { history } = renderApp(address);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('radio', { name: 'By size' }));
  expect((await options())[0]).toContain('Ship');
  await user.type(screen.getByRole('searchbox', { name: 'Find payloads' }), 'pay{Enter}');
  expect(await screen.findByText('2 of 5 payloads')).toBeDefined();
  expect(history.location.search).toContain('among=pay');
  expect(history.location.search).toContain('by=size');
  await user.type(screen.getByRole('searchbox', { name: 'Find payloads' }), ' nothing{Enter}');
  expect(await screen.findByText('None has these words')).toBeDefined();
});

it('puts any two side by side, chosen one after the other', async () => {
  stubEndpoint(readPayload, ({ query }) =>
    makePayload(query.get('ref') === 'pay' ? '{"amount":5}' : '{ "amount": 5 }'),
  );
  const { history } = renderApp(`${address}&payload=pay`);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Compare with …' }));
  expect(screen.getByText('Choose the payload to compare with.')).toBeDefined();
  await user.click(screen.getByRole('option', { name: /Order/ }));
  expect(await screen.findByText(/Both say the same; only white space differs/)).toBeDefined();
  expect(history.location.search).toContain('diff=start');
  await user.click(screen.getByRole('button', { name: 'End comparison' }));
  expect(await screen.findByRole('tree', { name: 'Pay input' })).toBeDefined();
});

it('does not compare texts that are too large, and offers them as files', async () => {
  stubEndpoint(readPayload, ({ query }) =>
    makePayload('[1', { isTruncated: query.get('ref') === 'ship', sizeBytes: 9_000_000 }),
  );
  renderApp(`${address}&payload=ship&diff=pay`);
  expect(await screen.findByText(/more than 2 MB are not compared here/)).toBeDefined();
  expect(screen.getAllByRole('link', { name: /^Download the/ })).toHaveLength(2);
});

it('leads to the event in the history', async () => {
  const { history } = renderApp(`${address}&payload=pay`);
  await userEvent.click(await screen.findByRole('button', { name: 'Event in the history' }));
  expect(history.location.search).toContain('tab=history');
  expect(history.location.search).toContain('event=');
});

it('says that the payload of the address is gone', async () => {
  renderApp(`${address}&payload=gone`);
  expect(await screen.findByText(/no longer there: the instance has moved on/)).toBeDefined();
});
