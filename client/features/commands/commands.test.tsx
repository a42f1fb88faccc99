import { screen, waitFor, within } from '@testing-library/react';
import { makeCommandReceipt } from '../../../shared/testing/commands.ts';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { getBacklog } from '../../../shared/contract/backlog.ts';
import { commandProgress, commandEndpoints } from '../../../shared/contract/commands.ts';
import { readHistory, type HistoryPage } from '../../../shared/contract/history.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { getInstance, type InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { makeBacklog } from '../../../shared/testing/backlog.ts';
import { at, makeInstanceDetail } from '../../../shared/testing/instances.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure, stubNoAnswer } from '../../testing/stub-endpoint.ts';

const noHistory: HistoryPage = {
  executionId: null,
  events: [],
  nextCursor: null,
  leftoverRows: 0,
  isCheckpointComplete: null,
  problems: [],
};

const receipt = makeCommandReceipt();

function openInstance(overrides: Partial<InstanceDetail> = {}): void {
  stubEndpoint(getInstance, makeInstanceDetail(overrides));
  renderApp('/hubs/store~TestHub/instances/order-1001');
}

// The page is loaded lazily; the first test is not to wait for its compilation.
beforeAll(() => import('../../app/instance-screen.tsx'));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(readHistory, noHistory);
});

async function confirm(command: string): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name: command }));
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: command }));
}

describe('commands of an instance', () => {
  it('are all there, and one that cannot be given says why and opens nothing', async () => {
    openInstance();
    const resume = await screen.findByRole('button', { name: 'Resume' });
    expect(resume.getAttribute('aria-disabled')).toBe('true');
    const reasonId = resume.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(reasonId)?.textContent).toBe(
      'Only a suspended instance can be resumed; this one is Running.',
    );
    await userEvent.click(resume);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Terminate' }).hasAttribute('aria-disabled')).toBe(false);
  });

  it('say in sight why an instance that has ended takes none', async () => {
    openInstance({ runtimeStatus: 'Completed' });
    const commands = await screen.findByRole('group', { name: 'Commands' });
    expect(within(commands).getByText(/has ended/, { selector: ':not([hidden])' })).toBeDefined();
  });

  it('follow a terminate from the queue to its effect', async () => {
    openInstance();
    const reasons: unknown[] = [];
    let isApplied = false;
    stubEndpoint(commandEndpoints.terminate, ({ body }) => {
      reasons.push(body);
      return receipt;
    });
    stubEndpoint(commandProgress, () =>
      isApplied
        ? ({ state: 'applied', detail: 'The engine terminated it.' } as const)
        : ({ state: 'queued', detail: 'Not picked up yet.' } as const),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Terminate' }));
    const dialog = await screen.findByRole('dialog', { name: 'Terminate this instance?' });
    expect(within(dialog).getByText(/child instances are not terminated/)).toBeDefined();
    await userEvent.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'stuck');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Terminate' }));

    const sent = await screen.findByRole('list', { name: 'Commands sent' });
    expect(await within(sent).findByText(/queued/)).toBeDefined();
    expect(reasons).toEqual([{ reason: 'stuck' }]);

    stubEndpoint(getInstance, makeInstanceDetail({ runtimeStatus: 'Terminated' }));
    isApplied = true;
    expect(await within(sent).findByText(/applied/, {}, { timeout: 3000 })).toBeDefined();
    expect(await screen.findByText('Terminated')).toBeDefined();
  });

  it('are not sent twice by two clicks', async () => {
    openInstance();
    let calls = 0;
    let answer: () => void = () => undefined;
    stubEndpoint(commandEndpoints.terminate, async () => {
      calls += 1;
      await new Promise<void>((resolve) => (answer = resolve));
      return receipt;
    });
    stubEndpoint(commandProgress, { state: 'queued', detail: '' });
    await userEvent.click(await screen.findByRole('button', { name: 'Terminate' }));
    const button = within(await screen.findByRole('dialog')).getByRole('button', { name: 'Terminate' });
    button.click();
    button.click();
    await waitFor(() => expect(calls).toBe(1));
    answer();
    await screen.findByText(/queued/);
    expect(calls).toBe(1);
  });

  it('show a refusal in the dialog, with code and request id', async () => {
    openInstance();
    stubFailure(commandEndpoints.terminate, {
      status: 409,
      code: 'action-refused',
      message: 'It is Completed now.',
    });
    await confirm('Terminate');
    const alert = await within(screen.getByRole('dialog')).findByRole('alert');
    expect(alert.textContent).toContain('It is Completed now.');
    expect(alert.textContent).toContain('action-refused');
    expect(alert.textContent).toContain('request-1');
  });

  it.each([
    [
      'the server says so',
      () =>
        stubFailure(commandEndpoints.terminate, {
          status: 502,
          code: 'outcome-unknown',
          message: 'The connection broke.',
        }),
    ],
    ['no answer came', () => stubNoAnswer(commandEndpoints.terminate)],
  ])('are shown as of unknown outcome when %s, and cannot be repeated by accident', async (_, fail) => {
    openInstance();
    fail();
    await confirm('Terminate');
    const sent = await screen.findByRole('list', { name: 'Commands sent' });
    expect(await within(sent).findByText('outcome unknown')).toBeDefined();
    expect(within(sent).getByText(/may have been sent/).textContent).toContain('ExecutionTerminated');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('raise an event with its payload, once it is JSON', async () => {
    openInstance();
    const bodies: unknown[] = [];
    stubEndpoint(commandEndpoints['raise-event'], ({ body }) => {
      bodies.push(body);
      return { ...receipt, command: 'raise-event' as const } as const;
    });
    stubEndpoint(commandProgress, { state: 'dropped', detail: 'The instance ended without it.' });
    await userEvent.click(await screen.findByRole('button', { name: 'Raise event' }));
    const dialog = await screen.findByRole('dialog');
    const send = within(dialog).getByRole('button', { name: 'Raise event' });
    await userEvent.click(send);
    expect(within(dialog).getByText('An event needs a name.')).toBeDefined();
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Event name' }), 'Event_Ship');
    const payload = within(dialog).getByRole('textbox', { name: /Payload/ });
    await userEvent.type(payload, '{{"by":');
    expect(within(dialog).getByText(/Not JSON at line 1, column 7/)).toBeDefined();
    await userEvent.click(send);
    expect(bodies).toEqual([]);
    await userEvent.type(payload, '1}');
    await userEvent.click(send);
    expect(await screen.findByText('The instance ended without it.')).toBeDefined();
    expect(bodies).toEqual([{ name: 'Event_Ship', input: '{"by":1}' }]);
  });

  it('warn instead of promising where the engine will not act', async () => {
    openInstance({ runtimeStatus: 'Pending', scheduledStartAt: at(9_999) });
    await userEvent.click(await screen.findByRole('button', { name: 'Terminate' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/starts it at the due time/)).toBeDefined();
    expect(within(dialog).queryByText(/ends the instance at once/)).toBeNull();
  });
});

describe('a command nobody picks up', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is explained by its queue after half a minute, and followed on', async () => {
    openInstance({ runtimeStatus: 'Suspended' });
    let isApplied = false;
    stubEndpoint(commandEndpoints.resume, { ...receipt, command: 'resume' as const });
    stubEndpoint(commandProgress, () => ({
      state: isApplied ? ('applied' as const) : ('queued' as const),
      detail: '',
    }));
    const [partition] = makeBacklog().partitions;
    stubEndpoint(getBacklog, makeBacklog({ partitions: [{ ...partition!, depth: 7 }] }));
    await confirm('Resume');
    await screen.findByText('waiting for a worker to take it');
    expect(screen.queryByText(/No worker has picked it up/)).toBeNull();

    vi.advanceTimersByTime(31_000);
    expect(await screen.findByText(/No worker has picked it up yet/)).toBeDefined();
    expect(
      await screen.findByText(/testhub-control-00 holds 7 messages. Worker worker-1 owns it/),
    ).toBeDefined();

    isApplied = true;
    vi.advanceTimersByTime(2_000);
    expect(await screen.findByText(/applied/)).toBeDefined();
    expect(screen.queryByText(/No worker has picked it up/)).toBeNull();
  });
});
