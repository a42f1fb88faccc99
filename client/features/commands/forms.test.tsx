import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchAudit } from '../../../shared/contract/audit.ts';
import { previewPurge, previewRewind, type PurgePreview } from '../../../shared/contract/command-previews.ts';
import { commandEndpoints, commandProgress } from '../../../shared/contract/commands.ts';
import { readHistory, type HistoryPage } from '../../../shared/contract/history.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { getInstance, type InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { readPayload } from '../../../shared/contract/payloads.ts';
import { makeCommandReceipt } from '../../../shared/testing/commands.ts';
import { at, makeInstanceDetail, makePayloadInfo } from '../../../shared/testing/instances.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const noHistory: HistoryPage = {
  executionId: null,
  events: [],
  nextCursor: null,
  leftoverRows: 0,
  isCheckpointComplete: null,
  problems: [],
};

beforeAll(() => import('../../app/instance-screen.tsx'));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(readHistory, noHistory);
  stubEndpoint(commandProgress, { state: 'queued', detail: '' });
});

async function openForm(command: string, instance: Partial<InstanceDetail>) {
  stubEndpoint(getInstance, makeInstanceDetail(instance));
  renderApp('/hubs/store~TestHub/instances/order-1001');
  await screen.findByRole('button', { name: 'Restart' });
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Restart' }).hasAttribute('aria-disabled')).toBe(false),
  );
  const button = screen.queryByRole('button', { name: command });
  if (button === null) {
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: command }));
  } else await userEvent.click(button);
  return within(await screen.findByRole('dialog'));
}

function takeBodies(command: 'rewind' | 'restart' | 'purge' | 'set-custom-status'): unknown[] {
  const bodies: unknown[] = [];
  stubEndpoint(commandEndpoints[command], ({ body }) => {
    bodies.push(body);
    return makeCommandReceipt({ command, queue: null, summary: 'It is done.' });
  });
  return bodies;
}

describe('rewind', () => {
  const failed = { runtimeStatus: 'Failed' } as const;
  const step = {
    rowKey: '1',
    kind: 'activity',
    name: 'Charge',
    failure: 'declined',
    childInstanceId: null,
  } as const;

  it('shows the tree of what it undoes, then sends', async () => {
    stubEndpoint(previewRewind, {
      instances: [
        { instanceId: 'order-1001', name: 'Order', depth: 0, steps: [], isLeaf: false },
        { instanceId: 'order-1001:0', name: 'Pay', depth: 1, steps: [step], isLeaf: true },
      ],
      refusal: null,
      warnings: ['It failed by itself too.'],
    });
    const bodies = takeBodies('rewind');
    const dialog = await openForm('Rewind', failed);
    const tree = within(await dialog.findByRole('list', { name: 'Instances that are rewound' }));
    expect(tree.getByText('Charge')).toBeDefined();
    expect(tree.getByText('gets the message that wakes it')).toBeDefined();
    expect(dialog.getByText('It failed by itself too.')).toBeDefined();
    await userEvent.click(dialog.getByRole('button', { name: 'Rewind' }));
    expect(await screen.findByText('It is done.')).toBeDefined();
    expect(bodies).toEqual([{ reason: '' }]);
  });

  it('says why it is refused and sends nothing', async () => {
    stubEndpoint(previewRewind, { instances: [], refusal: 'a child is gone', warnings: [] });
    const bodies = takeBodies('rewind');
    const dialog = await openForm('Rewind', failed);
    await dialog.findByText(/cannot be rewound: a child is gone/);
    const send = dialog.getByRole('button', { name: 'Rewind' });
    expect(send.getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(send);
    expect(bodies).toEqual([]);
  });

  it('is not confirmed blindly when its preview cannot be read', async () => {
    stubFailure(previewRewind, { status: 503, code: 'store-unavailable', message: 'Storage is away.' });
    const dialog = await openForm('Rewind', failed);
    expect((await dialog.findByRole('alert')).textContent).toContain('Storage is away.');
    expect(dialog.getByRole('button', { name: 'Rewind' }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('purge', () => {
  const one: PurgePreview['instances'][number] = {
    instanceId: 'order-1001',
    name: 'Order',
    runtimeStatus: 'Completed',
    depth: 0,
    historyRows: 12,
    blobs: 2,
    blobBytes: 4096,
  };
  const child = { ...one, instanceId: 'order-1001:0', runtimeStatus: 'Running', depth: 1, blobs: 0 } as const;

  it('shows what goes, offers the history first, and wants a tick for a child that runs', async () => {
    stubEndpoint(previewPurge, ({ query }) => ({
      instances: query.get('includesChildren') === 'true' ? [one, child] : [one],
      isTruncated: false,
      warnings: [],
    }));
    const bodies = takeBodies('purge');
    const dialog = await openForm('Purge', { runtimeStatus: 'Completed' });
    expect(await dialog.findByText(/1 instance row, 12 history rows, 2 blobs of/)).toBeDefined();
    expect(dialog.getByRole('link', { name: 'Download its history first' }).getAttribute('href')).toContain(
      '/instances/order-1001/history-file',
    );
    expect(dialog.queryByRole('checkbox', { name: /not everything that goes has ended/ })).toBeNull();
    await userEvent.click(dialog.getByRole('checkbox', { name: /children too/ }));
    const force = await dialog.findByRole('checkbox', { name: /not everything that goes has ended/ });
    await userEvent.click(dialog.getByRole('button', { name: 'Purge' }));
    expect(dialog.getByText('Tick this to go on.')).toBeDefined();
    expect(bodies).toEqual([]);
    await userEvent.click(force);
    stubFailure(getInstance, { status: 404, code: 'not-found', message: 'Gone.' });
    await userEvent.click(dialog.getByRole('button', { name: 'Purge' }));
    expect(await screen.findByText(/The instance is gone from storage/)).toBeDefined();
    expect(screen.getByRole('link', { name: 'All instances' })).toBeDefined();
    expect(screen.getByText('It is done.')).toBeDefined();
    expect(bodies).toEqual([{ isForced: true, includesChildren: true, reason: '' }]);
  });

  it('of more than ten instances wants the name of the task hub typed', async () => {
    const children = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ ...one, instanceId: `order-1001:${i}`, depth: 1 }));
    stubEndpoint(previewPurge, ({ query }) => ({
      instances: query.get('includesChildren') === 'true' ? [one, ...children(10)] : [one, ...children(9)],
      isTruncated: false,
      warnings: [],
    }));
    const bodies = takeBodies('purge');
    const dialog = await openForm('Purge', { runtimeStatus: 'Completed' });
    await dialog.findByText(/^10 instance rows/);
    expect(dialog.queryByRole('textbox', { name: 'Name of the task hub' })).toBeNull();
    await userEvent.click(dialog.getByRole('checkbox', { name: /children too/ }));
    const name = await dialog.findByRole('textbox', { name: 'Name of the task hub' });
    await userEvent.click(dialog.getByRole('button', { name: 'Purge' }));
    expect(dialog.getByText('Type TestHub to go on.')).toBeDefined();
    await userEvent.type(name, 'TestHu');
    await userEvent.click(dialog.getByRole('button', { name: 'Purge' }));
    expect(bodies).toEqual([]);
    await userEvent.type(name, 'b');
    await userEvent.click(dialog.getByRole('button', { name: 'Purge' }));
    expect(await screen.findByText('It is done.')).toBeDefined();
    expect(bodies).toEqual([{ isForced: false, includesChildren: true, reason: '' }]);
  });
});

describe('restart', () => {
  const ended = { runtimeStatus: 'Completed', version: '2.0', tags: { team: 'shop' } } as const;

  it('uses exactly the stored input unless it is edited, and takes version and tags over when asked', async () => {
    const bodies = takeBodies('restart');
    const dialog = await openForm('Restart', ended);
    expect(dialog.getByText('exactly the stored one is used')).toBeDefined();
    await userEvent.click(dialog.getByRole('button', { name: 'Copy version and tags of the original' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    await screen.findByText('It is done.');
    expect(bodies).toEqual([
      { id: 'new', newInstanceId: null, version: '2.0', tags: { team: 'shop' }, reason: '' },
    ]);
  });

  it('sends an edited input only when it is JSON', async () => {
    const bodies = takeBodies('restart');
    const dialog = await openForm('Restart', ended);
    await userEvent.click(dialog.getByRole('button', { name: 'Edit' }));
    const input = dialog.getByRole<HTMLTextAreaElement>('textbox', { name: 'Input' });
    expect(input.value).toBe('{"order":17}');
    await userEvent.clear(input);
    await userEvent.type(input, '{{"order":');
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    expect(dialog.getByText(/Not JSON at line 1/)).toBeDefined();
    await waitFor(() => expect(document.activeElement).toBe(input));
    await userEvent.type(input, '18}');
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    await screen.findByText('It is done.');
    expect(bodies).toMatchObject([{ input: '{"order":18}' }]);
  });

  it('does not let masks be sent as input', async () => {
    const text = '{"card":"•••• masked"}';
    stubEndpoint(readPayload, {
      text,
      sizeBytes: 40,
      storedBytes: null,
      isTruncated: false,
      maskedCount: 1,
      problem: null,
    });
    const dialog = await openForm('Restart', {
      ...ended,
      input: makePayloadInfo({ preview: text, sizeBytes: 40 }),
    });
    expect(await dialog.findByText(/Parts of it are masked/)).toBeDefined();
    expect(dialog.queryByRole('button', { name: 'Edit' })).toBeNull();
  });

  it('is refused with the same id while the instance has not ended', async () => {
    const bodies = takeBodies('restart');
    const dialog = await openForm('Restart', { runtimeStatus: 'Running' });
    await userEvent.click(dialog.getByRole('radio', { name: 'Same id' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    expect(dialog.getByText(/only after it has ended/)).toBeDefined();
    expect(bodies).toEqual([]);
  });
});

describe('set custom status', () => {
  it('begins with the present one', async () => {
    const bodies = takeBodies('set-custom-status');
    const info = makePayloadInfo({ ref: 'CustomStatus', preview: '"packing"', sizeBytes: 9 });
    const dialog = await openForm('Set custom status', {
      runtimeStatus: 'Completed',
      customStatusPayload: info,
    });
    const field = dialog.getByRole<HTMLTextAreaElement>('textbox', { name: 'Custom status' });
    expect(field.value).toBe('"packing"');
    await userEvent.clear(field);
    await userEvent.type(field, '"sent"');
    await userEvent.click(dialog.getByRole('button', { name: 'Set custom status' }));
    await screen.findByText('It is done.');
    expect(bodies).toEqual([{ customStatus: '"sent"', reason: '' }]);
  });
});

describe('actions of an instance', () => {
  it('tell who did what, why, and with what result', async () => {
    stubEndpoint(searchAudit, ({ query }) => {
      expect(query.get('instanceId')).toBe('order-1001');
      return {
        entries: [
          {
            id: '1',
            at: at(5),
            requestId: 'request-9',
            user: { id: 'u1', name: 'Grace' },
            hub: 'store~TestHub',
            instanceId: 'order-1001',
            command: 'raise-event' as const,
            reason: 'ticket 17',
            parameters: { name: 'Ship' },
            result: 'refused' as const,
            code: 'action-refused' as const,
            message: 'It has ended.',
            jobId: null,
            receipt: null,
          },
        ],
        nextCursor: null,
        isDurable: false,
      };
    });
    stubEndpoint(getInstance, makeInstanceDetail());
    renderApp('/hubs/store~TestHub/instances/order-1001');
    const row = (await screen.findByRole('table', { name: 'Actions' })).textContent;
    for (const text of [
      'Grace',
      'Raise event',
      'ticket 17',
      'name: Ship',
      'refused',
      'It has ended.',
      'request-9',
    ])
      expect(row).toContain(text);
    expect(screen.getByText(/kept in memory/)).toBeDefined();
  });
});
