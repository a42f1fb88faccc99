import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { getHubAccess } from '../../../../shared/contract/access.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import {
  getJob,
  listJobItems,
  listJobs,
  pauseJob,
  resumeJob,
  retryJob,
  stopJob,
} from '../../../../shared/contract/jobs.ts';
import { makeHubAccess } from '../../../../shared/testing/commands.ts';
import { makeConnectionSummary, makeHubSummary } from '../../../../shared/testing/hubs.ts';
import { makeJob, makeJobCounts, makeJobItem } from '../../../../shared/testing/jobs.ts';
import { press, refusalOf } from '../../../testing/refusable.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';

const page = '/hubs/orders~TestHub/operations';
const ended = makeJobCounts({ done: 17, failed: 3 });

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  stubEndpoint(listJobItems, { items: [makeJobItem()], isLast: true });
});
afterEach(() => {
  vi.useRealTimers();
});

function openJob(job = makeJob(), more = '') {
  stubEndpoint(getJob, job);
  return renderApp(`${page}?job=${job.jobId}${more}`);
}

it('a hub without jobs says how to make one', async () => {
  stubEndpoint(listJobs, { jobs: [], isLast: true, isDurable: true });
  renderApp(page);
  expect(await screen.findByText('No batch jobs yet')).toBeDefined();
  expect(screen.getByRole('link', { name: 'the list' })).toBeDefined();
});

it('jobs are listed with how far they are, and that they are kept in memory', async () => {
  const jobs = [
    makeJob({ jobId: 'b', title: 'Second' }),
    makeJob({ jobId: 'a', title: 'First', state: 'done' }),
  ];
  stubEndpoint(listJobs, { jobs, isLast: true, isDurable: false });
  renderApp(page);
  const table = await screen.findByRole('table', { name: 'Batch jobs' });
  expect(
    within(table)
      .getAllByRole('link')
      .map((link) => link.textContent),
  ).toEqual(['Second', 'First']);
  expect(within(table).getAllByRole('row')[1]?.textContent).toContain('2 refused');
  expect(screen.getByText(/kept in memory/)).toBeDefined();
});

it('earlier jobs are asked for by the last one seen', async () => {
  stubEndpoint(listJobs, ({ query }) =>
    query.get('before') === null
      ? { jobs: [makeJob({ state: 'done', title: 'Later' })], isLast: false, isDurable: true }
      : {
          jobs: [makeJob({ state: 'done', jobId: 'old', title: `Before ${query.get('before')}` })],
          isLast: true,
          isDurable: true,
        },
  );
  renderApp(page);
  await press('Earlier ones');
  expect(await screen.findByRole('link', { name: 'Before job-1' })).toBeDefined();
});

it('a running job tells how far it is, how fast and for how long; who, why and for which filter', async () => {
  openJob();
  expect(await screen.findByText('10 of 20 instances · 2 a second · 5 s left')).toBeDefined();
  const counts = screen.getByRole('list', { name: 'Instances by what became of them' });
  expect(counts.textContent).toContain('8 done2 refused0 failed0 unknown0 stopped2 sending8 pending');
  expect(screen.getByText('Ada')).toBeDefined();
  expect(screen.getByText('out of stock')).toBeDefined();
  expect(screen.getByRole('link', { name: 'status:running' }).getAttribute('href')).toContain(
    '/instances?q=status%3Arunning',
  );
  const files = screen.getAllByRole('link', { name: /Download the results/ });
  expect(files.map((link) => new URL(link.getAttribute('href') ?? '').search)).toEqual([
    '?format=csv',
    '?format=ndjson',
  ]);
});

it('a job is asked for while it runs, and not once it is over', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let asked = 0;
  stubEndpoint(getJob, () => {
    asked += 1;
    return asked < 3 ? makeJob() : makeJob({ state: 'done', counts: ended, itemsPerSecond: null });
  });
  renderApp(`${page}?job=job-1`);
  await screen.findByText(/10 of 20/);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await screen.findByText('20 of 20 instances')).toBeDefined();
  const askedUntilOver = asked;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).toBe(askedUntilOver);
});

it('a job is paused, resumed and stopped', async () => {
  stubEndpoint(pauseJob, () => {
    const paused = makeJob({ state: 'paused', itemsPerSecond: null });
    stubEndpoint(getJob, paused);
    return paused;
  });
  stubEndpoint(resumeJob, () => {
    stubEndpoint(getJob, makeJob());
    return makeJob();
  });
  stubEndpoint(stopJob, () => {
    const stopped = makeJob({
      state: 'stopped',
      itemsPerSecond: null,
      counts: makeJobCounts({ done: 10, stopped: 10 }),
    });
    stubEndpoint(getJob, stopped);
    return stopped;
  });
  openJob();
  await press('Pause');
  await press('Resume');
  await press('Pause');
  await press('Stop');
  expect(await screen.findByText('10 of 20 instances · 10 left out')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Stop' }).getAttribute('aria-disabled')).toBe('true');
});

it('a control that the server refuses says why', async () => {
  stubFailure(pauseJob, { status: 409, code: 'action-refused', message: 'The job is stopping.' });
  openJob();
  await press('Pause');
  expect((await screen.findByRole('alert')).textContent).toContain('The job is stopping.');
});

it('a viewer sees every control, with the reason why it cannot be used', async () => {
  stubEndpoint(getHubAccess, makeHubAccess({ role: 'viewer' }));
  openJob();
  const reason = 'This needs the role operator; yours here is viewer.';
  for (const name of ['Pause', 'Stop', 'Retry what failed']) expect(await refusalOf(name)).toBe(reason);
});

it('trouble that paused a job is shown with its code', async () => {
  openJob(
    makeJob({
      state: 'paused',
      problem: { code: 'store-unavailable', message: 'The account cannot be reached.' },
    }),
  );
  expect(await screen.findByText('The job was paused by itself')).toBeDefined();
  expect(screen.getByText('The account cannot be reached.')).toBeDefined();
  expect(screen.getByText('store-unavailable')).toBeDefined();
});

it('what failed is repeated in a job of its own, which opens', async () => {
  stubEndpoint(retryJob, makeJob({ jobId: 'job-2', retryOf: 'job-1' }));
  const { history } = openJob(makeJob({ state: 'done', counts: ended }));
  stubEndpoint(getJob, ({ params }) =>
    params.jobId === 'job-2'
      ? makeJob({ jobId: 'job-2', title: 'The failed ones', retryOf: 'job-1' })
      : makeJob({ state: 'done', counts: ended }),
  );
  await press('Retry the 3 that failed');
  expect(await screen.findByRole('heading', { name: 'The failed ones' })).toBeDefined();
  expect(history.location.search).toBe('?job=job-2');
  expect(screen.getByRole('link', { name: 'the job before' }).getAttribute('href')).toContain('job=job-1');
});

it('results are asked for by state, which is in the address, and say why', async () => {
  stubEndpoint(listJobItems, ({ query }) => ({
    items: [
      makeJobItem({ state: 'done', instanceId: 'fine' }),
      makeJobItem({
        position: 1,
        state: 'refused',
        instanceId: 'late',
        code: 'action-refused',
        message: 'The instance has ended.',
      }),
      makeJobItem({ position: 2, state: 'unknown', instanceId: 'lost', code: 'outcome-unknown' }),
    ].filter(({ state }) => query.get('state') === null || state === query.get('state')),
    isLast: true,
  }));
  const { history } = openJob(makeJob({ state: 'done' }));
  const table = await screen.findByRole('table', { name: 'Results' });
  expect((await within(table).findByRole('row', { name: /lost/ })).textContent).toContain(
    'unknownoutcome-unknown',
  );
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Results that are' }), 'refused (2)');
  await waitFor(() => expect(screen.queryByRole('row', { name: /fine/ })).toBeNull());
  expect(screen.getByRole('row', { name: /late/ }).textContent).toContain('The instance has ended.');
  expect(history.location.search).toBe('?job=job-1&items=refused');
});

it('further results are read as they come into sight', async () => {
  stubEndpoint(listJobItems, ({ query }) =>
    query.get('after') === null
      ? { items: [makeJobItem({ instanceId: 'first' })], isLast: false }
      : { items: [makeJobItem({ position: 1, instanceId: `after ${query.get('after')}` })], isLast: true },
  );
  openJob(makeJob({ state: 'done', total: 2 }));
  expect(await screen.findByRole('row', { name: /after 0/ })).toBeDefined();
});

it('a job that is not there is told as such', async () => {
  stubFailure(getJob, { status: 404, code: 'not-found', message: 'This task hub has no such batch job.' });
  renderApp(`${page}?job=gone`);
  expect((await screen.findByRole('alert')).textContent).toContain('This task hub has no such batch job.');
  expect(screen.getByRole('link', { name: 'All batch jobs' })).toBeDefined();
});
