import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { getHubAccess } from '../../../shared/contract/access.ts';
import { commandProgress, startInstance } from '../../../shared/contract/commands.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { instanceFacets, type Facet } from '../../../shared/contract/instance-facets.ts';
import { makeCommandReceipt, makeHubAccess } from '../../../shared/testing/commands.ts';
import { makeCoverage } from '../../../shared/testing/hubs.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubNoAnswer } from '../../testing/stub-endpoint.ts';

const nothing: Facet = { values: [], distinct: 0 };

beforeAll(() => import('./start-page.tsx'));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(instanceFacets, {
    status: nothing,
    kind: nothing,
    name: { values: [{ value: 'OrderWorkflow', label: null, count: 3 }], distinct: 1 },
    version: nothing,
    failure: nothing,
    partition: nothing,
    coverage: makeCoverage(),
  });
});

async function openForm() {
  renderApp('/hubs/store~TestHub/start');
  const form = within(await screen.findByRole('form', { name: 'Start an orchestration' }));
  const send = form.getByRole('button', { name: 'Start' });
  return { form, send };
}

async function ready(): Promise<void> {
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Start' }).getAttribute('aria-disabled')).toBe('false'),
  );
}

it('starts with everything that was given, follows it, and forgets it', async () => {
  const bodies: unknown[] = [];
  stubEndpoint(startInstance, ({ body }) => {
    bodies.push(body);
    return makeCommandReceipt({ command: 'start', instanceId: 'order-9', executionId: 'e1' });
  });
  stubEndpoint(commandProgress, ({ query }) => {
    expect(query.get('executionId')).toBe('e1');
    return { state: 'applied' as const, detail: 'A worker has begun it.' };
  });
  const { form, send } = await openForm();
  await ready();
  await userEvent.click(send);
  expect(form.getByText('An orchestration has a name.')).toBeDefined();
  const name = form.getByLabelText('Orchestrator');
  await waitFor(() => expect(name.getAttribute('list')).not.toBeNull());
  expect(document.getElementById(name.getAttribute('list') ?? '')?.innerHTML).toContain('OrderWorkflow');
  await userEvent.type(name, 'OrderWorkflow');
  await userEvent.type(form.getByLabelText('Instance id'), 'order-9');
  await userEvent.click(form.getByRole('button', { name: 'Add a tag' }));
  await userEvent.type(form.getByRole('textbox', { name: 'Name of tag 1' }), 'team');
  await userEvent.type(form.getByRole('textbox', { name: 'Value of tag 1' }), 'shop');
  await userEvent.click(send);
  const sent = within(await screen.findByRole('list', { name: 'Commands sent' }));
  expect(await sent.findByText(/^applied/)).toBeDefined();
  expect(sent.getByRole('link', { name: 'order-9' }).getAttribute('href')).toContain('/instances/order-9');
  expect(bodies).toEqual([
    {
      name: 'OrderWorkflow',
      instanceId: 'order-9',
      input: null,
      version: null,
      tags: { team: 'shop' },
      scheduledAt: null,
      reason: '',
    },
  ]);
  expect(screen.getByLabelText<HTMLInputElement>('Orchestrator').value).toBe('');
});

it('wants a time at most seven days ahead when it is to start later', async () => {
  const { form, send } = await openForm();
  await ready();
  await userEvent.type(form.getByLabelText('Orchestrator'), 'OrderWorkflow');
  await userEvent.click(form.getByRole('radio', { name: 'Later' }));
  await userEvent.click(send);
  expect(form.getByText('Say when.')).toBeDefined();
  const time = form.getByLabelText('Date and time');
  const far = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 19);
  await userEvent.type(time, far);
  expect(form.getByText('At most seven days ahead.')).toBeDefined();
  expect(form.getByText(/in UTC/)).toBeDefined();
});

it('is there for those who may not start, with the reason', async () => {
  stubEndpoint(getHubAccess, makeHubAccess({ role: 'viewer' }));
  const { form, send } = await openForm();
  expect(
    await screen.findByText(/needs the role operator; yours here is viewer/, { selector: 'div' }),
  ).toBeDefined();
  await userEvent.type(form.getByLabelText('Orchestrator'), 'OrderWorkflow');
  await userEvent.click(send);
  expect(screen.queryByText('Outcome unknown')).toBeNull();
  expect(send.getAttribute('aria-disabled')).toBe('true');
});

it('of unknown outcome is filled in again only when asked, with a warning', async () => {
  stubNoAnswer(startInstance);
  const { form, send } = await openForm();
  await ready();
  await userEvent.type(form.getByLabelText('Orchestrator'), 'OrderWorkflow');
  await userEvent.click(send);
  await userEvent.click(await screen.findByRole('button', { name: /Send again/ }));
  expect(await screen.findByText(/Nobody knows whether it was sent before/)).toBeDefined();
  expect(screen.getByLabelText<HTMLInputElement>('Orchestrator').value).toBe('OrderWorkflow');
});
