import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commandReceipt } from '../../../shared/contract/commands.ts';
import { runtimeStatuses, type RuntimeStatus } from '../../../shared/domain/runtime-status.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

const statuses: readonly RuntimeStatus[] = [...runtimeStatuses, 'Unknown'];
const hub = new MemoryTaskHub({
  instances: [
    ...statuses.map((runtimeStatus) => makeInstanceRow({ instanceId: `is-${runtimeStatus}`, runtimeStatus })),
    ...hostileIds.map((instanceId) => makeInstanceRow({ instanceId })),
    makeInstanceRow({ instanceId: 'scheduled', runtimeStatus: 'Pending', scheduledStartAt: at(900) }),
    makeInstanceRow({ instanceId: 'row-changes' }),
    makeInstanceRow({ instanceId: '@account@1' }),
  ],
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterEach(() => {
  hub.recover('sendCommand');
  hub.recover('getInstance');
  hub.sent.length = 0;
});
afterAll(() => server.close());

const send = (id: string, command: string, body: object = { reason: 'because' }) =>
  server.write(instancePath(id, `/${command}`), body);

describe('accepted', () => {
  it.each(['terminate', 'suspend'])('%s is queued with its reason', async (command) => {
    const response = await send('is-Running', command).expect(202);
    expect(commandReceipt.parse(response.body)).toMatchObject({ command, instanceId: 'is-Running' });
    expect(hub.sent).toEqual([
      {
        command,
        instanceId: 'is-Running',
        reason: 'because',
        sentAt: (response.body as { sentAt: string }).sentAt,
      },
    ]);
  });

  it('resume is queued for a suspended instance', async () => {
    await send('is-Suspended', 'resume', { reason: '' }).expect(202);
    expect(hub.sent).toMatchObject([{ command: 'resume', instanceId: 'is-Suspended', reason: '' }]);
  });

  it('an event keeps its JSON text to the letter', async () => {
    const input = ' {"big": 12345678901234567890, "a":1, "a":2} ';
    await send('is-Running', 'raise-event', { name: ' Event_Ship ', input }).expect(202);
    expect(hub.sent).toMatchObject([{ parameters: { name: 'Event_Ship', input } }]);
  });

  it.each(['null', '"text"', '0'])('an event may carry %s', async (input) => {
    await send('is-Running', 'raise-event', { name: 'e', input }).expect(202);
    expect(hub.sent).toMatchObject([{ parameters: { input } }]);
  });

  it('an event may carry nothing', async () => {
    await send('is-Running', 'raise-event', { name: 'e', input: null }).expect(202);
    expect(hub.sent).toMatchObject([{ parameters: { input: null } }]);
  });

  it('a scheduled instance takes a command, with the warning left to the page', async () => {
    await send('scheduled', 'terminate').expect(202);
  });

  it.each(hostileIds.filter((id) => !id.startsWith('@')))('%j is reached by its id', async (id) => {
    await send(id, 'terminate').expect(202);
    expect(hub.sent).toMatchObject([{ instanceId: id }]);
  });

  it('the index hears of the effect without anybody asking', async () => {
    await send('row-changes', 'terminate').expect(202);
    hub.put(
      makeInstanceRow({ instanceId: 'row-changes', runtimeStatus: 'Terminated', rowVersion: at(9000) }),
    );
    const { index } = await server.hub('memory~TestHub');
    await expect
      .poll(async () => (await index.counts()).find(({ status }) => status === 'Terminated')?.count, {
        timeout: 10_000,
      })
      .toBe(2);
  });
});

describe('refused', () => {
  afterEach(() => expect(hub.sent).toEqual([]));

  it.each(['Completed', 'Failed', 'Canceled', 'Terminated', 'Unknown'])(
    'everything once it is %s',
    async (status) => {
      for (const command of ['terminate', 'suspend', 'resume']) {
        const response = await send(`is-${status}`, command).expect(409);
        expect(errorOf(response).code).toBe('action-refused');
        expect(errorOf(response).message.length).toBeGreaterThan(10);
      }
      await send(`is-${status}`, 'raise-event', { name: 'e', input: null }).expect(409);
    },
  );

  it('resume of what is not suspended, with the reason', async () => {
    const response = await send('is-Running', 'resume').expect(409);
    expect(errorOf(response).message).toContain('Only a suspended instance can be resumed');
  });

  it('entities', async () => {
    expect(errorOf(await send('@account@1', 'terminate').expect(409)).code).toBe('action-refused');
  });

  it('ids that nobody has', async () => {
    expect(errorOf(await send('nobody', 'terminate').expect(404)).code).toBe('not-found');
  });

  it('what storage says now, whatever the index believed', async () => {
    hub.put(makeInstanceRow({ instanceId: 'row-changes', runtimeStatus: 'Completed', rowVersion: at(9001) }));
    await send('row-changes', 'terminate').expect(409);
  });

  it.each([
    ['{"a":1,}', 'line 1, column 8'],
    ['{\n  "a": nope\n}', 'line 2, column 8'],
    ['', 'line 1, column 1'],
    ['[1, 2', 'the text ends'],
  ])('event input %j, naming the place', async (input, place) => {
    const error = errorOf(await send('is-Running', 'raise-event', { name: 'e', input }).expect(400));
    expect(error.code).toBe('invalid-request');
    expect(error.message).toContain(place);
  });

  it.each([
    ['terminate', { reason: 1 }, 'body.reason'],
    ['terminate', { reason: 'x'.repeat(4001) }, 'body.reason'],
    ['raise-event', { name: '  ', input: null }, 'body.name'],
    ['raise-event', { name: 'e' }, 'body.input'],
    ['raise-event', { name: 'e', input: { json: true } }, 'body.input'],
  ])('%s with %j', async (command, body, field) => {
    const error = errorOf(await send('is-Running', command, body).expect(400));
    expect(error.message).toContain(field);
  });

  it('while the instance cannot be read', async () => {
    hub.fail('getInstance');
    expect(errorOf(await send('is-Running', 'terminate').expect(503)).code).toBe('store-unavailable');
  });
});

it('says when nobody knows whether the message left, and does not send it twice', async () => {
  const before = hub.calls.sendCommand;
  hub.fail('sendCommand', new AppError('outcome-unknown', 'The message may have been queued.'));
  const response = await send('is-Running', 'terminate').expect(504);
  expect(errorOf(response)).toMatchObject({
    code: 'outcome-unknown',
    message: 'The message may have been queued.',
  });
  expect(hub.calls.sendCommand - before).toBe(1);
});
