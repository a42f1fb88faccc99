import { createPipelineRequest, type HttpClient, type HttpMethods } from '@azure/core-rest-pipeline';
import { expect, it } from 'vitest';
import { RequestLedger } from './request-ledger.ts';

const answered: HttpClient = {
  sendRequest: (request) => Promise.resolve({ request, status: 200, headers: request.headers }),
};

function rig(base = 'http://127.0.0.1:10002/devstoreaccount1') {
  let nowMs = 0;
  const ledger = new RequestLedger(() => nowMs);
  const send = (service: 'table' | 'queue' | 'blob', path: string, method: HttpMethods = 'GET') =>
    ledger
      .counting(answered, service, base)
      .sendRequest(createPipelineRequest({ url: `${base}${path}`, method }));
  return { ledger, send, atMinute: (minute: number) => (nowMs = minute * 60_000) };
}

it.each(['http://127.0.0.1:10002/devstoreaccount1', 'https://orders.table.core.windows.net'])(
  'tells tables, queues and what was done apart below %s',
  async (base) => {
    const { ledger, send } = rig(base);
    await send('table', "/HubInstances(PartitionKey='a%2Fb(',RowKey='')");
    await send('table', '/HubInstances()?$filter=x');
    await send('table', "/HubInstances(PartitionKey='a',RowKey='')", 'PUT');
    await send('queue', '/hub-control-00/messages?peekonly=true');
    await send('queue', '/?comp=list&prefix=hub-');
    const inHub = ledger.countsOf((resource) => resource.startsWith('hub'));
    expect(inHub.map(({ service, operation, total }) => `${service} ${operation} ${total}`).sort()).toEqual([
      'queue read 1',
      'table list 1',
      'table read 1',
      'table write 1',
    ]);
    expect(ledger.countsOf((resource) => resource === '')).toMatchObject([
      { service: 'queue', operation: 'list', total: 1 },
    ]);
  },
);

it('keeps the last full hour minute by minute, and the sum of everything', async () => {
  const { ledger, send, atMinute } = rig();
  for (const minute of [0, 1, 1, 60, 61]) {
    atMinute(minute);
    await send('queue', '/hub-control-00');
  }
  const [count] = ledger.countsOf(() => true);
  expect(count?.total).toBe(5);
  expect(count?.perMinute).toHaveLength(60);
  expect([count?.perMinute.at(0), count?.perMinute.at(-1)]).toEqual([2, 1]);
});

it('counts what failed as well: the service charges for it', async () => {
  const ledger = new RequestLedger();
  const failing: HttpClient = { sendRequest: () => Promise.reject(new Error('reset')) };
  const request = createPipelineRequest({ url: 'http://127.0.0.1:1/acc/HubHistory()' });
  await expect(
    ledger.counting(failing, 'table', 'http://127.0.0.1:1/acc').sendRequest(request),
  ).rejects.toThrow();
  expect(ledger.countsOf(() => true)[0]?.total).toBe(1);
});
