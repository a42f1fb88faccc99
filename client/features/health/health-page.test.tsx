import { screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { getHubVerdict, type HubVerdict } from '../../../shared/contract/diagnosis.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { makeConnectionSummary, makeCoverage, makeHubSummary } from '../../../shared/testing/hubs.ts';
import { at } from '../../../shared/testing/instances.ts';
import { makeFinding } from '../../../shared/testing/findings.ts';
import { makeHubVerdict, makeStuckGroup } from '../../../shared/testing/verdict.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';
import { stubHealthPanels } from '../../testing/stub-health-panels.ts';

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  stubHealthPanels();
});

function show(verdict: Partial<HubVerdict>) {
  stubEndpoint(getHubVerdict, makeHubVerdict(verdict));
  return renderApp('/hubs/orders~TestHub/health');
}

function verdictRegion(): Promise<HTMLElement> {
  return screen.findByRole('region', { name: 'Verdict' });
}

const noWorker = {
  rule: 'no-worker',
  severity: 'broken',
  sentence: ['No worker runs while messages wait in ', { kind: 'count', count: 3 }, ' queues.'],
  evidence: [
    { kind: 'queue', queue: 'testhub-control-00', text: ['7 messages'] },
    { kind: 'lease', partition: 2, text: ['Partition 2: owned by nobody'] },
    { kind: 'lease', partition: 3, text: ['Partition 3: owned by nobody'] },
  ],
} satisfies HubVerdict['reasons'][number];

test('a broken hub says so in a word, with reasons and where they are to be seen', async () => {
  show({ health: 'broken', reasons: [noWorker] });
  const region = within(await verdictRegion());
  expect(region.getByText('The task hub, or a partition of it, stands still.')).toBeDefined();
  const [reason] = within(region.getByRole('list', { name: 'Reasons' })).getAllByRole('listitem');
  expect(reason!.textContent).toContain('No worker runs while messages wait in 3 queues.');
  const links = within(reason!).getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '/hubs/orders~TestHub/partitions?queue=testhub-control-00',
    '/hubs/orders~TestHub/partitions?partition=2',
    '/hubs/orders~TestHub/partitions?partition=3',
  ]);
  expect(within(reason!).getByText('1 more')).toBeDefined();
});

test('stuck instances are grouped by cause, each group with its instances and the way to all of them', async () => {
  const event = makeStuckGroup({
    rule: 'awaits-event',
    subject: 'Approve',
    severity: 'delayed',
    sentence: ['They wait for the event ', { kind: 'name', name: 'Approve' }, '.'],
    count: 12,
    estimate: 1_200,
    q: 'status:running name:Approval',
    examples: [
      {
        instanceId: 'approval/1',
        name: 'Approval',
        since: at(0),
        finding: makeFinding({
          sentence: ['It waits for an event.'],
          nextStep: { text: ['Raise it.'], command: null, instanceId: 'approval/1', eventName: null },
        }),
      },
    ],
  });
  show({
    health: 'degraded',
    stuck: [makeStuckGroup(), event],
    candidates: 1_300,
    explained: 1,
    examined: 40,
  });
  expect(await screen.findByText('About 1,201 instances stuck, by 2 causes')).toBeDefined();
  expect(
    screen.getByText(
      '1,300 instances have not ended and did not change for 1 min. The rows and queues of 1 tell why. ' +
        'Of the 1,299 others, 40 were looked at closely, spread over names and ages.',
    ),
  ).toBeDefined();
  const group = within(screen.getByRole('article', { name: 'They wait for the event Approve.' }));
  expect(group.getByText('about 1,200 instances, 12 of them known')).toBeDefined();
  expect(group.getByRole('link', { name: /Show these/ }).getAttribute('href')).toBe(
    '/hubs/orders~TestHub/instances?q=status%3Arunning+name%3AApproval',
  );
  expect(group.getByRole('link', { name: 'approval/1' })).toBeDefined();
  expect(group.getByText('Raise it.')).toBeDefined();
});

test('what waits as it is meant to is told apart from what is stuck', async () => {
  const waiting = makeStuckGroup({
    rule: 'not-due',
    severity: 'normal',
    sentence: ['They are scheduled to start later.'],
    count: 30,
    q: 'status:pending scheduled>now',
  });
  show({ waiting: [waiting], candidates: 30, explained: 30 });
  expect(await screen.findByText('Nothing is stuck')).toBeDefined();
  const table = within(screen.getByRole('region', { name: 'Waiting as they are meant to' }));
  expect(table.getByRole('row', { name: /scheduled to start later\. *30/ })).toBeDefined();
});

test('nothing found is not sold as nothing there', async () => {
  const { queryClient } = show({ candidates: 100, examined: 40 });
  expect(await screen.findByText('Nothing stuck among those looked at')).toBeDefined();
  expect(screen.getByText(/^60 instances that did not change/)).toBeDefined();
  stubEndpoint(
    getHubVerdict,
    makeHubVerdict({ health: 'unknown', coverage: makeCoverage({ state: 'building', asOf: null }) }),
  );
  await queryClient.invalidateQueries();
  expect(await screen.findByText('Nothing stuck found so far')).toBeDefined();
  expect(screen.getByText('Not known')).toBeDefined();
});

test('a healthy hub has instances that are worth a look, none that are said to be stuck', async () => {
  show({ health: 'healthy', stuck: [makeStuckGroup()], candidates: 1, examined: 1 });
  expect(await screen.findByText('1 instance worth a look, by 1 cause')).toBeDefined();
  expect(screen.getByText('Messages are taken, and nothing is known to be late or stuck.')).toBeDefined();
  expect(screen.getByText(/did not change for 1 min\. It was looked at closely\.$/)).toBeDefined();
});

test('where nothing could be looked at nothing is said to be well', async () => {
  show({ candidates: 646, explained: 7, examined: 0 });
  expect(await screen.findByText('Not known whether anything is stuck')).toBeDefined();
  expect(screen.getByText(/None of the 639 others could be looked at closely\.$/)).toBeDefined();
});

test('what could not be looked at is named', async () => {
  show({ problems: ['The queue testhub-control-03 is missing.'] });
  expect(await screen.findByText('The queue testhub-control-03 is missing.')).toBeDefined();
});

test('a failure takes the place of the verdict, and a later one marks it as old', async () => {
  const failure = { status: 503, code: 'store-unavailable', message: 'Storage does not answer.' } as const;
  stubFailure(getHubVerdict, failure);
  const { queryClient } = renderApp('/hubs/orders~TestHub/health');
  expect(await screen.findByText('Storage does not answer.')).toBeDefined();
  stubEndpoint(getHubVerdict, makeHubVerdict());
  await queryClient.invalidateQueries();
  await verdictRegion();
  stubFailure(getHubVerdict, failure);
  await queryClient.invalidateQueries();
  expect(await screen.findByText(/old: /)).toBeDefined();
  expect(await verdictRegion()).toBeDefined();
});
