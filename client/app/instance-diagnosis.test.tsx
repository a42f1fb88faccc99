import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getEntity } from '../../shared/contract/entities.ts';
import { diagnoseInstance, type Diagnosis, type Finding } from '../../shared/contract/diagnosis.ts';
import { readHistory } from '../../shared/contract/history.ts';
import { listHubs } from '../../shared/contract/hubs.ts';
import { getInstance, type InstanceDetail } from '../../shared/contract/instance-detail.ts';
import { makeDiagnosis, makeFinding } from '../../shared/testing/findings.ts';
import { makeInstanceDetail } from '../../shared/testing/instances.ts';
import { renderApp } from '../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001';

beforeAll(() =>
  Promise.all([
    import('./instance-screen.tsx'),
    import('../features/commands/command-bar.tsx'),
    import('../features/instance/summary/summary-tab.tsx'),
    import('../features/instance/diagnosis/diagnosis-panel.tsx'),
  ]),
);

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(readHistory, {
    ...{ executionId: null, events: [], nextCursor: null, leftoverRows: 0 },
    ...{ isCheckpointComplete: null, problems: [] },
  });
});

function open(findings: readonly Finding[], overrides: Partial<Diagnosis> = {}) {
  stubEndpoint(getInstance, ({ params }) => makeInstanceDetail({ instanceId: params.instanceId! }));
  stubEndpoint(diagnoseInstance, makeDiagnosis({ findings: [...findings], ...overrides }));
  return renderApp(address);
}

const panel = () => screen.findByRole('region', { name: 'Why does it not move?' });

describe('why an instance does not move', () => {
  it('is said first, with how bad, how sure, and what shows it', async () => {
    const evidence: Finding['evidence'] = [
      { kind: 'event', instanceId: 'order-1001', rowKey: '0000000000000004', text: ['Asked for here'] },
      { kind: 'message', queue: 'testhub-control-00', messageId: 'm-1', text: ['The message'] },
      { kind: 'lease', partition: 3, text: ['The lease'] },
      { kind: 'instances', q: 'name:Order*', text: ['Others'] },
      { kind: 'row', instanceId: '@account@a', text: ['The lock'] },
    ];
    open([makeFinding({ severity: 'broken', certainty: 'certain', evidence })]);
    const region = await panel();
    await waitFor(() => expect(region.textContent).toContain('Waits for the event Approve.'));
    expect(region.textContent).toMatch(/Broken.*certain/);
    const hrefs = within(within(region).getByRole('list', { name: 'Evidence' }))
      .getAllByRole('link')
      .map((link) => decodeURIComponent(link.getAttribute('href') ?? ''));
    expect(hrefs).toEqual([
      `${address}?tab=history&event=0000000000000004`,
      '/hubs/store~TestHub/partitions?queue=testhub-control-00&message=m-1',
      '/hubs/store~TestHub/partitions?partition=3',
      '/hubs/store~TestHub/instances?q=name:Order*',
      '/hubs/store~TestHub/entities/@account@a',
    ]);
  });

  it('leads along its children to the cause', async () => {
    const step = { name: null, runtimeStatus: 'Running' };
    open([makeFinding()], {
      chain: ['order-1001', 'ship-1', 'pack-1'].map((instanceId) => ({ ...step, instanceId })),
    });
    const chain = within(await screen.findByRole('navigation', { name: 'From this instance to the cause' }));
    expect(chain.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['ship-1', 'pack-1']);
  });

  it('has further reasons below, the rest of many on request', async () => {
    open(
      Array.from({ length: 7 }, (_, number) =>
        makeFinding({ sentence: ['Reason ', { kind: 'count', count: number }] }),
      ),
    );
    const further = await screen.findByRole('list', { name: 'Further findings' });
    expect(within(further).getAllByText(/^Reason/)).toHaveLength(4);
    await userEvent.click(screen.getByRole('button', { name: 'Show 2 more findings' }));
    expect(within(further).getAllByText(/^Reason/)).toHaveLength(6);
  });

  it('is not known where no rule finds anything, and what could not be looked at is told', async () => {
    open([], { problems: ['The leases cannot be read.'] });
    expect(await screen.findByText(/Nothing holds it up as far as can be seen/)).toBeDefined();
    expect(screen.getByText('The leases cannot be read.')).toBeDefined();
  });

  it('that cannot be found out says so in its place', async () => {
    open([]);
    stubFailure(diagnoseInstance, { status: 503, code: 'store-unavailable', message: 'No answer.' });
    const region = await panel();
    expect((await within(region).findByRole('alert')).textContent).toContain('request-1');
  });
});

describe('the next step', () => {
  const raise = (overrides: Partial<NonNullable<Finding['nextStep']>> = {}) =>
    makeFinding({
      nextStep: {
        text: ['Raise it.'],
        command: 'raise-event',
        instanceId: 'order-1001',
        eventName: 'Approve',
        ...overrides,
      },
    });

  it('opens the form of its command, with the name of the event', async () => {
    open([raise()]);
    const region = await panel();
    const button = await within(region).findByRole('button', { name: 'Raise event…' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).not.toBe('true'));
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: /name/i }).value).toBe('Approve');
  });

  it('that is refused says why', async () => {
    open([raise({ command: 'resume' })]);
    expect(
      await within(await panel()).findByText(
        'Only a suspended instance can be resumed; this one is Running.',
        {
          selector: 'span:not([hidden])',
        },
      ),
    ).toBeDefined();
  });

  it('for another instance opens the form on its page, once', async () => {
    const { history } = open([raise({ instanceId: 'ship-1' })]);
    await userEvent.click(await within(await panel()).findByRole('link', { name: 'Raise event…' }));
    const dialog = await screen.findByRole('dialog');
    expect(history.location.pathname).toBe('/hubs/store~TestHub/instances/ship-1');
    expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: /name/i }).value).toBe('Approve');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(history.location.state.requestedCommand).toBeUndefined());
  });

  it('for another instance that does not take it says why, without leading there', async () => {
    open([raise({ instanceId: 'ship-1', command: 'rewind' })]);
    expect(
      await within(await panel()).findByText('Only a failed instance can be rewound; this one is Running.', {
        selector: 'span:not([hidden])',
      }),
    ).toBeDefined();
    expect(within(await panel()).queryByRole('link', { name: 'Rewind…' })).toBeNull();
  });
});

describe('an instance that ended', () => {
  function openEnded(row: Partial<InstanceDetail>, findings: Finding[]) {
    const asked: string[] = [];
    stubEndpoint(getInstance, makeInstanceDetail(row));
    stubEndpoint(diagnoseInstance, ({ params }) => {
      asked.push(params.instanceId!);
      return makeDiagnosis({ findings });
    });
    renderApp(address);
    return asked;
  }

  it('in order is not asked about', async () => {
    const asked = openEnded({ runtimeStatus: 'Completed' }, [makeFinding()]);
    await screen.findByText('Execution id');
    expect(asked).toEqual([]);
    expect(screen.queryByRole('region', { name: 'Why does it not move?' })).toBeNull();
  });

  it('by a terminate before its start says when it starts all the same', async () => {
    const scheduledStartAt = '2026-11-27T00:00:00.0000000Z';
    openEnded({ runtimeStatus: 'Terminated', scheduledStartAt }, [
      makeFinding({ rule: 'terminated-yet-due', sentence: ['It starts all the same.'] }),
    ]);
    expect((await panel()).textContent).toContain('It starts all the same.');
  });
});

it('an entity says what is wrong with it, and nothing when nothing is', async () => {
  const instanceId = '@account@a';
  const state = {
    exists: true,
    stateText: '1',
    stateSizeBytes: 1,
    lockedBy: null,
    queue: [],
    senders: [],
    problem: null,
  };
  stubEndpoint(getEntity, ({ params }) => ({
    instance: makeInstanceDetail({ instanceId: params.instanceId! }),
    state,
  }));
  stubEndpoint(diagnoseInstance, makeDiagnosis({ findings: [makeFinding({ sentence: ['It is locked.'] })] }));
  renderApp(`/hubs/store~TestHub/entities/${encodeURIComponent(instanceId)}`);
  expect((await panel()).textContent).toContain('It is locked.');
});
