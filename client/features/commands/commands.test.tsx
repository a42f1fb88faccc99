import { screen, waitFor, within } from '@testing-library/react';
import { getHubAccess } from '../../../shared/contract/access.ts';
import { findAwaitedEvents } from '../../../shared/contract/awaited-events.ts';
import { makeCommandReceipt, makeHubAccess } from '../../../shared/testing/commands.ts';
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
  stubEndpoint(findAwaitedEvents, { candidates: [], othersRead: 0, problems: [] });
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(readHistory, noHistory);
});

async function choose(command: string): Promise<void> {
  await screen.findByRole('button', { name: command });
  // While access loads it waits.
  await waitFor(() =>
    expect(screen.getByRole('button', { name: command }).hasAttribute('aria-disabled')).toBe(false),
  );
  await userEvent.click(screen.getByRole('button', { name: command }));
}

async function confirm(command: string): Promise<void> {
  await choose(command);
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: command }));
}

describe('commands of an instance', () => {
  it('are all there, and one that cannot be given says why and opens nothing', async () => {
    openInstance();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Terminate' }).hasAttribute('aria-disabled')).toBe(false),
    );
    const resume = screen.getByRole('button', { name: 'Resume' });
    expect(resume.getAttribute('aria-disabled')).toBe('true');
    const reasonId = resume.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(reasonId)?.textContent).toBe(
      'Only a suspended instance can be resumed; this one is Running.',
    );
    await userEvent.click(resume);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('wait, but are there, while nobody knows what the reader may do', async () => {
    let answer: () => void = () => undefined;
    stubEndpoint(getHubAccess, async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return makeHubAccess();
    });
    openInstance();
    const terminate = await screen.findByRole('button', { name: 'Terminate' });
    expect(terminate.getAttribute('aria-disabled')).toBe('true');
    answer();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Terminate' }).hasAttribute('aria-disabled')).toBe(false),
    );
  });

  it.each([
    ['a viewer', makeHubAccess({ role: 'viewer' }), /needs the role operator; yours here is viewer/],
    [
      'a read-only connection',
      makeHubAccess({ readOnlyReason: 'The connection is read-only.' }),
      /read-only/,
    ],
  ])('say in one line why %s can give none', async (_, access, words) => {
    stubEndpoint(getHubAccess, access);
    openInstance();
    const commands = await screen.findByRole('group', { name: 'Commands' });
    expect(await within(commands).findByText(words, { selector: ':not([hidden])' })).toBeDefined();
    for (const button of within(commands).getAllByRole('button'))
      if (button.textContent !== 'More') expect(button.getAttribute('aria-disabled')).toBe('true');
  });

  it('say when it could not be read what the reader may do, and read it again', async () => {
    stubFailure(getHubAccess, { status: 503, code: 'store-unavailable', message: 'Away.' });
    openInstance();
    const commands = await screen.findByRole('group', { name: 'Commands' });
    await within(commands).findByText(/could not be read: Away/);
    stubEndpoint(getHubAccess, makeHubAccess());
    await userEvent.click(within(commands).getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Terminate' }).hasAttribute('aria-disabled')).toBe(false),
    );
  });

  it('that are rare are in a menu, where one that cannot be given is reached and says why', async () => {
    openInstance();
    (await screen.findByRole('button', { name: 'More' })).focus();
    await userEvent.keyboard('{Enter}{ArrowDown}');
    const cancel = await screen.findByRole('menuitem', { name: 'Cancel scheduled start' });
    expect(document.activeElement).toBe(cancel);
    expect(cancel.textContent).toContain('Only a scheduled start that has not begun');
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.keyboard('{ArrowUp}{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Set the custom status' })).toBeDefined();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More' })));
  });

  it('are in the palette too', async () => {
    openInstance();
    await screen.findByRole('button', { name: 'Terminate' });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Terminate' }).hasAttribute('aria-disabled')).toBe(false),
    );
    await userEvent.keyboard('{Control>}k{/Control}');
    const palette = within(await screen.findByRole('dialog', { name: 'Find anything' }));
    await userEvent.type(palette.getByRole('combobox'), 'terminate');
    await userEvent.click(await palette.findByRole('option', { name: /^Terminate/ }));
    expect(await screen.findByRole('dialog', { name: 'Terminate this instance?' })).toBeDefined();
  });

  it('need a reason where one is required, and send it by keyboard', async () => {
    stubEndpoint(getHubAccess, makeHubAccess({ isReasonRequired: true }));
    openInstance();
    const reasons: unknown[] = [];
    stubEndpoint(commandEndpoints.terminate, ({ body }) => {
      reasons.push(body);
      return receipt;
    });
    stubEndpoint(commandProgress, { state: 'queued', detail: '' });
    await choose('Terminate');
    const dialog = within(await screen.findByRole('dialog'));
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    expect(document.activeElement).toBe(reason);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(dialog.getByText('A reason is required here.')).toBeDefined();
    expect(reasons).toEqual([]);
    await userEvent.type(reason, 'ticket 17');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText(/queued/);
    expect(reasons).toEqual([{ reason: 'ticket 17' }]);
  });

  it('remember nothing of what was typed before', async () => {
    openInstance();
    await choose('Terminate');
    await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), 'a secret');
    await userEvent.keyboard('{Escape}');
    await choose('Terminate');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Reason/ }).value).toBe('');
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
    await choose('Terminate');
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
    await choose('Terminate');
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
    expect(await within(sent).findByText(/is looked for on, and not sent again by itself/)).toBeDefined();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('look for one of unknown outcome where there is something to look for, and warn before it is sent again', async () => {
    openInstance();
    let isApplied = false;
    let sends = 0;
    stubFailure(commandEndpoints.suspend, {
      status: 504,
      code: 'outcome-unknown',
      message: 'No answer in time.',
      details: makeCommandReceipt({ command: 'suspend' }),
    });
    stubEndpoint(commandProgress, ({ query }) => {
      expect(query.get('command')).toBe('suspend');
      return { state: isApplied ? ('applied' as const) : ('queued' as const), detail: 'In the history.' };
    });
    await confirm('Suspend');
    const sent = within(await screen.findByRole('list', { name: 'Commands sent' }));
    expect(await sent.findByText(/not seen so far/)).toBeDefined();
    stubEndpoint(commandEndpoints.suspend, () => {
      sends += 1;
      return makeCommandReceipt({ command: 'suspend' });
    });
    await userEvent.click(sent.getByRole('button', { name: /Send again/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/Nobody knows whether it was sent before/).textContent).toContain('A second one');
    await userEvent.keyboard('{Escape}');
    isApplied = true;
    expect(await sent.findByText('found: it was applied', {}, { timeout: 3000 })).toBeDefined();
    expect(sends).toBe(0);
  });

  it('suggest the events that the instance may wait for, with what speaks for them', async () => {
    stubEndpoint(findAwaitedEvents, {
      candidates: [{ name: 'Event_Ship', evidence: [{ kind: 'custom-status' }] }],
      othersRead: 0,
      problems: [],
    });
    openInstance();
    await choose('Raise event');
    const events = within(await screen.findByRole('list', { name: 'Events it may be waiting for' }));
    expect(events.getByText(/its custom status says/)).toBeDefined();
    await userEvent.click(events.getByRole('button', { name: 'Use Event_Ship' }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Event name' }).value).toBe('Event_Ship');
  });

  it('raise an event with its payload, once it is JSON', async () => {
    openInstance();
    const bodies: unknown[] = [];
    stubEndpoint(commandEndpoints['raise-event'], ({ body }) => {
      bodies.push(body);
      return { ...receipt, command: 'raise-event' as const } as const;
    });
    stubEndpoint(commandProgress, { state: 'dropped', detail: 'The instance ended without it.' });
    await choose('Raise event');
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
    expect(bodies).toEqual([{ name: 'Event_Ship', input: '{"by":1}', reason: '' }]);
  });

  it('warn instead of promising where the engine will not act', async () => {
    openInstance({ runtimeStatus: 'Pending', scheduledStartAt: at(9_999) });
    await choose('Terminate');
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

    await userEvent.click(screen.getByRole('button', { name: 'Stop watching' }));
    expect(screen.getByText(/not watched any more/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Keep watching' }));
    isApplied = true;
    vi.advanceTimersByTime(2_000);
    expect(await screen.findByText(/applied/)).toBeDefined();
    expect(screen.queryByText(/No worker has picked it up/)).toBeNull();
  });
});
