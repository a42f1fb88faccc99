import { HttpResponse, http } from 'msw';
import { makeCommandReceipt } from '../../shared/testing/commands.ts';
import { expect, test } from 'vitest';
import { commandEndpoints } from '../../shared/contract/commands.ts';
import { writeHeader } from '../../shared/contract/endpoint.ts';
import { getInstance } from '../../shared/contract/instance-detail.ts';
import { listInstances } from '../../shared/contract/instances.ts';
import { makeCoverage } from '../../shared/testing/hubs.ts';
import { at, makeInstanceDetail } from '../../shared/testing/instances.ts';
import {
  stubEndpoint,
  stubFailure,
  stubNoAnswer,
  stubServer,
  type StubbedRequest,
} from '../testing/stub-endpoint.ts';
import { ApiError, BadResponseError, NetworkError } from './api-errors.ts';
import { callEndpoint } from './call-endpoint.ts';

const hub = 'orders~TestHub';
const anywhere = `${window.location.origin}/api/*`;

function callGetInstance(instanceId = 'order-1'): Promise<unknown> {
  return callEndpoint(getInstance, { params: { hub, instanceId } });
}

test.each(['a/b?c#d', 'percent%20%2F', '😀 "\'', '<img src=x>', ' spaces '])(
  'the id %j arrives as one path segment',
  async (instanceId) => {
    stubEndpoint(getInstance, ({ params }) => makeInstanceDetail({ instanceId: params.instanceId! }));
    await expect(callGetInstance(instanceId)).resolves.toMatchObject({ instanceId });
  },
);

test.each(['.', '..'])('the id %j is not lost in the address', async (instanceId) => {
  stubEndpoint(getInstance, ({ params }) =>
    makeInstanceDetail({ instanceId: getInstance.params.parse(params).instanceId }),
  );
  await expect(callGetInstance(instanceId)).resolves.toMatchObject({ instanceId });
});

test('lists in the query are repeated keys and what is not set is left out', async () => {
  stubEndpoint(listInstances, ({ query }) => {
    expect(query.toString()).toBe('status=Failed&status=Running&limit=5');
    return { rows: [], nextCursor: null, total: 0, coverage: makeCoverage() };
  });
  const query = { status: ['Failed' as const, 'Running' as const], name: undefined, limit: 5 };
  await callEndpoint(listInstances, { params: { hub }, query });
});

test('writes carry their body and the header that only this page can send', async () => {
  let seen: StubbedRequest | undefined;
  stubEndpoint(commandEndpoints.terminate, (request) => {
    seen = request;
    return makeCommandReceipt({ sentAt: at(1) });
  });
  const receipt = await callEndpoint(commandEndpoints.terminate, {
    params: { hub, instanceId: 'order-1' },
    body: { reason: 'stuck' },
  });
  expect(receipt.sentAt).toBe(at(1));
  expect(seen?.body).toEqual({ reason: 'stuck' });
  expect(seen?.headers.get(writeHeader.name)).toBe(writeHeader.value);
});

test('an error envelope becomes an ApiError with status, code and request id', async () => {
  stubFailure(getInstance, { status: 404, code: 'not-found', message: 'There is no instance “order-1”.' });
  const error: unknown = await callGetInstance().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 404,
    code: 'not-found',
    requestId: 'request-1',
    message: 'There is no instance “order-1”.',
  });
});

test('no answer is a NetworkError', async () => {
  stubNoAnswer(getInstance);
  await expect(callGetInstance()).rejects.toBeInstanceOf(NetworkError);
});

test.each([
  ['a proxy’s error page', new Response('<h1>Bad gateway</h1>', { status: 502 }), 502],
  ['an error without an envelope', HttpResponse.json({ oops: true }, { status: 500 }), 500],
  ['data that breaks the contract', HttpResponse.json({ instanceId: 7 }), 200],
  ['a success that is not JSON', new Response('<html>', { status: 200 }), 200],
])('%s is a BadResponseError', async (_what, answer, status) => {
  stubServer.use(http.get(anywhere, () => answer.clone()));
  const error: unknown = await callGetInstance().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BadResponseError);
  expect(error).toMatchObject({ status });
});

test('a call that was given up is no network failure', async () => {
  const giveUp = new AbortController();
  stubEndpoint(getInstance, () => {
    giveUp.abort();
    return makeInstanceDetail();
  });
  const call = callEndpoint(getInstance, { params: { hub, instanceId: 'order-1' } }, giveUp.signal);
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});
