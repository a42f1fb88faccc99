import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { getSession } from '../../../shared/contract/access.ts';
import { searchAudit, type AuditEntry } from '../../../shared/contract/audit.ts';
import { getBacklog } from '../../../shared/contract/backlog.ts';
import { commandEndpoints, commandProgress } from '../../../shared/contract/commands.ts';
import { readHistory } from '../../../shared/contract/history.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { makeAuditEntry } from '../../../shared/testing/audit.ts';
import { makeBacklog } from '../../../shared/testing/backlog.ts';
import { makeCommandReceipt, makeSession } from '../../../shared/testing/commands.ts';
import { at, makeInstanceDetail } from '../../../shared/testing/instances.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubNoAnswer } from '../../testing/stub-endpoint.ts';

const reader = { id: 'ada', name: 'Ada', highestRole: 'admin' } as const;
const ada = { id: 'ada', name: 'Ada' };
const grace = { id: 'grace', name: 'Grace' };

function entryOf(
  receipt: Parameters<typeof makeCommandReceipt>[0],
  rest: Partial<AuditEntry> = {},
): AuditEntry {
  const given = makeCommandReceipt(receipt);
  return makeAuditEntry({
    id: `${given.command} ${given.sentAt}`,
    instanceId: 'order-1001',
    command: given.command,
    at: given.sentAt,
    user: ada,
    parameters: {},
    receipt: given,
    ...rest,
  });
}

function openInstance(): void {
  renderApp('/hubs/store~TestHub/instances/order-1001');
}

/** What the log holds, for whoever asks for one command or all. */
function stubLog(entries: () => readonly AuditEntry[]): URLSearchParams[] {
  const questions: URLSearchParams[] = [];
  stubEndpoint(searchAudit, ({ query }) => {
    questions.push(query);
    const command = query.get('command');
    const found = entries().filter((entry) => command === null || entry.command === command);
    return { entries: [...found], nextCursor: null, isDurable: true };
  });
  return questions;
}

const strip = async () => within(await screen.findByRole('list', { name: 'Commands sent' }));

beforeAll(() => import('../../app/instance-screen.tsx'));
beforeEach(() => {
  stubEndpoint(getSession, makeSession({ mode: 'oidc', user: reader }));
  stubEndpoint(getBacklog, makeBacklog());
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getInstance, makeInstanceDetail());
  stubEndpoint(readHistory, {
    executionId: null,
    events: [],
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: null,
    problems: [],
  });
});

describe('commands sent before the page was opened', () => {
  it('are followed on while they wait, whoever sent them, until they are dismissed', async () => {
    const questions = stubLog(() => [
      entryOf({ command: 'suspend', sentAt: at(9) }, { user: grace }),
      entryOf({ command: 'raise-event', sentAt: at(8) }, { parameters: { name: 'Ship' } }),
      entryOf({ command: 'resume', sentAt: at(7) }),
      entryOf({ command: 'set-custom-status', sentAt: at(6), queue: null }),
      entryOf({ command: 'terminate', sentAt: at(5) }, { result: 'refused', receipt: null }),
    ]);
    let isSuspended = false;
    stubEndpoint(commandProgress, ({ query }) => {
      const command = query.get('command');
      const isApplied = command === 'resume' || (command === 'suspend' && isSuspended);
      return { state: isApplied ? ('applied' as const) : ('queued' as const), detail: 'As it is.' };
    });
    openInstance();
    const sent = await strip();
    await waitFor(() => expect(sent.getAllByRole('listitem')).toHaveLength(2));
    const [event, suspend] = sent.getAllByRole('listitem').map((item) => item.textContent);
    expect(event).toMatch(/Raise event.*Ship.*queued/);
    expect(event).not.toContain('by ');
    expect(suspend).toMatch(/Suspend.*by Grace.*queued/);
    const asked = questions.find((query) => query.get('from') !== null);
    expect(asked?.get('instanceId')).toBe('order-1001');
    isSuspended = true;
    await waitFor(() => expect(sent.getAllByRole('listitem')[1]?.textContent).toContain('applied'), {
      timeout: 4_000,
    });
    await userEvent.click(sent.getAllByRole('button', { name: 'Dismiss' })[0]!);
    expect(sent.getAllByRole('listitem')).toHaveLength(1);
  });

  it('are looked for where nobody knows what became of them, and cannot be sent again by a click', async () => {
    stubLog(() => [
      entryOf({ command: 'suspend' }, { result: 'unknown', code: 'outcome-unknown', message: 'No answer.' }),
    ]);
    stubEndpoint(commandProgress, { state: 'queued', detail: '' });
    openInstance();
    const sent = await strip();
    expect(await sent.findByText(/not seen so far/)).toBeDefined();
    expect(sent.getByText(/No answer\./)).toBeDefined();
    expect(sent.queryByRole('button', { name: /Send again/ })).toBeNull();
  });

  it('that are scheduled are not called late before they are due', async () => {
    const dueAt = msToInstant(Date.now() + 3_600_000);
    stubLog(() => [entryOf({ command: 'start' }, { parameters: { name: 'Order', scheduledAt: dueAt } })]);
    const asked: (string | null)[] = [];
    stubEndpoint(commandProgress, ({ query }) => {
      asked.push(query.get('dueAt'));
      return { state: 'queued' as const, detail: 'The start is scheduled.' };
    });
    openInstance();
    const sent = await strip();
    expect(await sent.findByText('The start is scheduled.')).toBeDefined();
    expect(sent.queryByText(/No worker has picked it up/)).toBeNull();
    expect(asked[0]).toBe(dueAt);
  });

  it('are the latest five at most', async () => {
    stubLog(() => Array.from({ length: 9 }, (_, i) => entryOf({ command: 'suspend', sentAt: at(100 - i) })));
    const followed = new Set<string | null>();
    stubEndpoint(commandProgress, ({ query }) => {
      followed.add(query.get('sentAt'));
      return { state: 'queued' as const, detail: '' };
    });
    openInstance();
    const sent = await strip();
    await waitFor(() => expect(sent.getAllByRole('listitem')).toHaveLength(5));
    expect([...followed].sort()).toEqual([96, 97, 98, 99, 100].map((second) => at(second)));
  });
});

async function terminateWithoutAnswer() {
  stubNoAnswer(commandEndpoints.terminate);
  openInstance();
  const name = 'Terminate';
  await waitFor(() => expect(screen.getByRole('button', { name }).hasAttribute('aria-disabled')).toBe(false));
  await userEvent.click(screen.getByRole('button', { name }));
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name }));
  const sent = await strip();
  await sent.findByText('outcome unknown');
  return sent;
}

describe('a command that got no answer', () => {
  it('is followed once the log of the server says that it was accepted', async () => {
    let log: readonly AuditEntry[] = [];
    const questions = stubLog(() => log);
    stubEndpoint(commandProgress, { state: 'applied', detail: 'The engine took it in.' });
    const sent = await terminateWithoutAnswer();
    expect(await sent.findByText(/has not written it down so far/)).toBeDefined();
    const asked = questions.find((query) => query.get('command') === 'terminate');
    expect(asked?.get('instanceId')).toBe('order-1001');
    log = [
      entryOf({ sentAt: at(9) }, { user: grace }),
      entryOf({ sentAt: at(8) }, { result: 'unknown', receipt: null }),
    ];
    expect(await sent.findByText(/written down that it began/, {}, { timeout: 4_000 })).toBeDefined();
    log = [entryOf({ sentAt: at(8) })];
    expect(await sent.findByText('The engine took it in.', {}, { timeout: 4_000 })).toBeDefined();
    expect(sent.getByText(/the server took it at/)).toBeDefined();
  });

  it('was not sent when the log says that it was refused', async () => {
    stubLog(() => [
      entryOf({}, { result: 'refused', receipt: null, code: 'action-refused', message: 'It has ended.' }),
    ]);
    const sent = await terminateWithoutAnswer();
    expect((await sent.findByText(/nothing was sent: refused/)).textContent).toContain('It has ended.');
  });

  describe('nor an entry', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], shouldAdvanceTime: true });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('most likely never arrived, and is not asked for for ever', async () => {
      const questions = stubLog(() => []);
      const sent = await terminateWithoutAnswer();
      await sent.findByText(/has not written it down so far/);
      const from = questions.find((query) => query.get('command') !== null)?.get('from');
      expect(from && from <= msToInstant(Date.now())).toBe(true);
      vi.advanceTimersByTime(125_000);
      expect(await sent.findByText(/most likely it never arrived/)).toBeDefined();
      const before = questions.length;
      vi.advanceTimersByTime(60_000);
      await sent.findByText(/not sent again by itself/);
      expect(questions.length).toBe(before);
    });
  });
});
