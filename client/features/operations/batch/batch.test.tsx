import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { getHubAccess } from '../../../../shared/contract/access.ts';
import { listFailures } from '../../../../shared/contract/failures.ts';
import { createJob, getJob, listJobItems, previewJob } from '../../../../shared/contract/jobs.ts';
import { makeHubAccess } from '../../../../shared/testing/commands.ts';
import { at, makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { makeJob, makeJobItem, makeJobPreview } from '../../../../shared/testing/jobs.ts';
import { makeFailures } from '../../../../shared/testing/pictures.ts';
import { onSelection } from '../../../lib/shown-selection.ts';
import { press, refusalOf } from '../../../testing/refusable.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure, type StubbedRequest } from '../../../testing/stub-endpoint.ts';
import { stubList } from '../../../testing/stub-list.ts';

const list = '/hubs/orders~TestHub/instances';
let asked: unknown[];
let made: unknown[];

beforeEach(() => {
  asked = [];
  made = [];
  stubList(
    ['a', 'b', 'c'].map((instanceId, place) =>
      makeInstanceRow({ instanceId, createdAt: at(9 - place), runtimeStatus: 'Running' }),
    ),
  );
  stubEndpoint(previewJob, ({ body }) => {
    asked.push(body);
    return makeJobPreview();
  });
  stubEndpoint(createJob, ({ body }: StubbedRequest) => {
    made.push(body);
    return makeJob();
  });
  stubEndpoint(getJob, makeJob());
  stubEndpoint(listJobItems, { items: [makeJobItem()], isLast: true });
});

async function pick(...ids: readonly string[]): Promise<void> {
  // The rest of the page has come: from now on rows stay the elements that they are.
  await screen.findByText('Columns');
  for (const id of ids) await userEvent.click(screen.getByLabelText(`Select ${id}`));
}

async function openForm(): Promise<void> {
  await press('Command');
  await screen.findByRole('dialog');
}

async function runDry(): Promise<void> {
  await press('Dry run');
  await screen.findByRole('button', { name: 'Run the dry run again' });
}

const command = (name: string, parameters: object = {}, reason = '') => ({ name, reason, parameters });

it('picked rows get a command after a dry run, and the job opens', async () => {
  const { history } = renderApp(list);
  await pick('a', 'c');
  await openForm();
  expect(screen.getByRole('dialog').textContent).toContain('For 2 picked instances');
  await userEvent.type(screen.getByLabelText('Reason'), 'out of stock');
  await runDry();
  const target = { kind: 'ids', instanceIds: ['a', 'c'] };
  expect(asked).toEqual([{ target, command: command('terminate', {}, 'out of stock') }]);
  const rate = screen.getByLabelText('At most a second');
  await userEvent.clear(rate);
  await userEvent.type(rate, '50');
  await press('Terminate 3');
  expect(await screen.findByRole('heading', { name: makeJob().title })).toBeDefined();
  expect(history.location.href).toBe('/hubs/orders~TestHub/operations?job=job-1');
  expect(made).toEqual([
    {
      target,
      command: command('terminate', {}, 'out of stock'),
      ratePerSecond: 50,
      concurrency: 4,
      expectedTotal: 3,
      confirmedName: null,
    },
  ]);
});

it('all that match are given as their filter', async () => {
  renderApp(`${list}?q=status%3Arunning`);
  await pick('a');
  await press('Select all 3 that match');
  await openForm();
  await runDry();
  expect(asked).toEqual([{ target: { kind: 'filter', q: 'status:running' }, command: command('terminate') }]);
});

it('whoever frames the page hears which rows are picked, and of all that match nothing', async () => {
  const told: (readonly string[])[] = [];
  const end = onSelection(({ instanceIds }) => told.push(instanceIds));
  renderApp(list);
  await pick('a', 'c');
  await screen.findByRole('button', { name: 'Command' });
  await press('Select all 3 that match');
  await press('Clear the selection');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Command' })).toBeNull());
  end();
  expect(told.filter((ids, place) => ids.join() !== told[place - 1]?.join())).toEqual([
    ['a'],
    ['a', 'c'],
    [],
  ]);
});

it('a dry run says what would be refused and why, what is unknown, and how fresh the index is', async () => {
  stubEndpoint(
    previewJob,
    makeJobPreview({
      total: 6,
      allowed: 3,
      byStatus: [
        { status: 'Running', count: 3 },
        { status: 'Completed', count: 2 },
      ],
      refused: [{ reason: 'The instance has ended: it is Completed.', count: 2, sample: ['x-1', 'x-2'] }],
      warnings: [{ warning: 'It has not started.', count: 1 }],
      unknownIds: ['ghost'],
    }),
  );
  renderApp(list);
  await pick('a');
  await openForm();
  await runDry();
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByRole('list', { name: 'By status' }).textContent).toBe('3 Running2 Completed');
  const refused = dialog.getByRole('region', { name: '2 would be refused' });
  expect(refused.textContent).toContain('2: The instance has ended: it is Completed.');
  expect(refused.textContent).toContain('x-1');
  expect(dialog.getByRole('list', { name: 'Warnings' }).textContent).toBe('1: It has not started.');
  expect(dialog.getByText(/1 id that the index does not know/)).toBeDefined();
  expect(dialog.getByText(/By what the index knows/).textContent).toContain('as of');
});

it('nothing is made of a job that nobody would get', async () => {
  stubEndpoint(
    previewJob,
    makeJobPreview({ allowed: 0, sample: [], refused: [{ reason: 'Ended.', count: 3, sample: ['a'] }] }),
  );
  renderApp(list);
  await pick('a');
  await openForm();
  await runDry();
  expect(await refusalOf(/^Terminate 0/)).toBe('No instance would get it.');
});

it('a purge wants the tick for what is in use, the name of the hub, and offers an export', async () => {
  const inUse = [{ reason: 'The instance is Running.', count: 3, sample: ['a'] }];
  stubEndpoint(previewJob, ({ body }) => {
    asked.push(body);
    const isForced = JSON.stringify(body).includes('"isForced":true');
    return isForced ? makeJobPreview() : makeJobPreview({ allowed: 0, sample: [], needsForce: inUse });
  });
  renderApp(`${list}?q=status%3Arunning`);
  await pick('a');
  await press('Select all 3 that match');
  await openForm();
  await userEvent.click(screen.getByRole('radio', { name: 'Purge' }));
  await runDry();
  expect(screen.getByRole('region', { name: '3 only if it is said explicitly' })).toBeDefined();
  const file = new URL(
    screen.getByRole('link', { name: 'Export these instances first' }).getAttribute('href') ?? '',
  );
  expect(file.searchParams.get('q')).toBe('status:running');
  await userEvent.click(screen.getByRole('checkbox', { name: /also those that have not ended/ }));
  await screen.findByText(/3/, { selector: 'p span.font-semibold' });
  expect(await refusalOf(/^Purge 3/)).toBe('Type TestHub to go on.');
  await userEvent.type(screen.getByLabelText('Name of the task hub'), 'TestHub');
  await press(/^Purge 3/);
  await waitFor(() => expect(made).toHaveLength(1));
  expect(made[0]).toMatchObject({
    command: command('purge', { isForced: true, includesChildren: false }),
    confirmedName: 'TestHub',
  });
});

it('a filter that matches more by now is looked at again before anything is made', async () => {
  stubFailure(createJob, {
    status: 409,
    code: 'conflict',
    message: '4 instances match by now',
    details: { found: 4, expected: 3 },
  });
  renderApp(list);
  await pick('a');
  await openForm();
  await runDry();
  await press('Terminate 3');
  expect((await screen.findByRole('alert')).textContent).toContain('4 instances match by now');
  expect(await refusalOf('Terminate 3')).toBe('More match by now: look at the dry run again.');
  stubEndpoint(previewJob, makeJobPreview({ total: 4, allowed: 4 }));
  await press('Run the dry run again');
  expect(await screen.findByRole('button', { name: 'Terminate 4' })).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('an event for many needs a name before the dry run, and a restart has no field for one id', async () => {
  renderApp(list);
  await pick('a');
  await openForm();
  await userEvent.click(screen.getByRole('radio', { name: 'Restart' }));
  expect(screen.queryByLabelText('New id', { selector: 'input[type="text"]' })).toBeNull();
  await userEvent.click(screen.getByRole('radio', { name: 'Raise event' }));
  await press('Dry run');
  expect(await screen.findByText('An event needs a name.')).toBeDefined();
  await userEvent.type(screen.getByLabelText('Event name'), 'Ship');
  await userEvent.click(screen.getByLabelText('Payload'));
  await userEvent.paste('{"by":"rail"}');
  await runDry();
  expect(asked).toMatchObject([
    { command: command('raise-event', { name: 'Ship', input: '{"by":"rail"}' }) },
  ]);
});

it('a viewer sees that commands are for operators, an operator that purging is for admins', async () => {
  stubEndpoint(getHubAccess, makeHubAccess({ role: 'viewer' }));
  const { queryClient } = renderApp(list);
  await pick('a');
  expect(await refusalOf('Command')).toBe('This needs the role operator; yours here is viewer.');
  stubEndpoint(getHubAccess, makeHubAccess({ role: 'operator' }));
  await queryClient.invalidateQueries();
  await openForm();
  const purge = screen.getByRole('radio', { name: 'Purge' });
  expect(purge.getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(purge);
  expect(screen.getByRole('radio', { name: 'Terminate' })).toHaveProperty('checked', true);
  // Purge and clean.
  expect(screen.getAllByText('This needs the role admin; yours here is operator.')).toHaveLength(2);
});

it('entities are cleaned by the filter of their list', async () => {
  renderApp('/hubs/orders~TestHub/entities?prefix=counter');
  await press('Clean entity storage');
  expect(await screen.findByRole('dialog', { name: 'Clean entity storage' })).toBeDefined();
  await runDry();
  expect(asked).toEqual([
    {
      target: { kind: 'filter', q: 'kind:entity id:@counter*' },
      command: command('clean-entity', { removesEmpty: true, releasesOrphanedLock: true }),
    },
  ]);
});

it('a group of failures is rewound by its filter, within that of the page', async () => {
  stubEndpoint(listFailures, makeFailures());
  renderApp('/hubs/orders~TestHub/failures?q=name%3AOrder*');
  await userEvent.click(await screen.findByRole('button', { name: 'Examples' }));
  await press('Rewind this group');
  const dialog = await screen.findByRole('dialog', { name: 'Rewind this group' });
  expect(dialog.textContent).toContain('For 3 instances of this group');
  await runDry();
  expect(asked).toEqual([
    { target: { kind: 'filter', q: 'name:Order* fingerprint:f1' }, command: command('rewind') },
  ]);
});
