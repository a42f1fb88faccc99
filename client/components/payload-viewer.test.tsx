import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { readPayload, type Payload, type PayloadInfo } from '../../shared/contract/payloads.ts';
import { makePayloadInfo } from '../../shared/testing/instances.ts';
import { makePayload } from '../../shared/testing/payloads.ts';
import { stubEndpoint, stubFailure } from '../testing/stub-endpoint.ts';
import { PayloadReaderContext, type PayloadReader } from './payload-reader.ts';
import { PayloadViewer } from './payload-viewer.tsx';

const blob = makePayloadInfo({ location: 'blob', sizeBytes: null, storedBytes: 1_200, preview: null });

function show(info: PayloadInfo, reader?: PayloadReader) {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' } },
  });
  const viewer = <PayloadViewer hub="store~Hub" instanceId="a/b" info={info} what="input" />;
  render(
    <QueryClientProvider client={queryClient}>
      {reader === undefined ? (
        viewer
      ) : (
        <PayloadReaderContext.Provider value={reader}>{viewer}</PayloadReaderContext.Provider>
      )}
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

/** A payload that its preview tells whole. */
function whole(text: string): PayloadInfo {
  return makePayloadInfo({ preview: text, sizeBytes: new TextEncoder().encode(text).length });
}

async function load(payload: Payload) {
  stubEndpoint(readPayload, payload);
  const user = show(blob);
  await user.click(screen.getByRole('button', { name: 'Load 1.2 kB of compressed text: input' }));
  return user;
}

const views = () => screen.getAllByRole('radio').map((radio) => radio.getAttribute('aria-label'));

it('says how big it is before anything is read, then both sizes', async () => {
  await load(makePayload('{"a":1}', { sizeBytes: 9_000, storedBytes: 1_200 }));
  expect(await screen.findByRole('tree', { name: 'input' })).toBeDefined();
  expect(screen.getByText('9 kB')).toBeDefined();
  expect(screen.getByText('1.2 kB compressed')).toBeDefined();
});

it('opens JSON as a tree and everything as text', async () => {
  const user = show(whole('{"a":[1,2]}'));
  expect(views()).toEqual(['Tree', 'Text', 'Editor']);
  expect(screen.getByRole('treeitem', { name: /a: \[ 2 items \]/ })).toBeDefined();
  await user.click(screen.getByRole('radio', { name: 'Text' }));
  expect(within(screen.getByRole('group', { name: 'input' })).getByText('{"a":[1,2]}')).toBeDefined();
});

it('decodes base64 to text, or to bytes when it is none', async () => {
  const text = JSON.stringify(btoa('{"hello":"world"}'));
  const user = show(whole(text));
  await user.click(screen.getByRole('radio', { name: 'Decoded' }));
  expect(screen.getByText(/"hello": "world"/)).toBeDefined();
});

it('shows bytes that are no text in hex', async () => {
  const user = show(whole(btoa(String.fromCharCode(0, 255, 65, ...Array.from({ length: 12 }, () => 200)))));
  await user.click(screen.getByRole('radio', { name: 'Decoded' }));
  expect(screen.getByText(/^00000000 00 ff 41 c8/)).toBeDefined();
});

it('says how many values are masked', async () => {
  await load(makePayload('{"password":"•••• masked"}', { maskedCount: 3 }));
  expect(await screen.findByText('3 values masked')).toBeDefined();
});

it('reads the text when its preview is masked, to know how much is', async () => {
  stubEndpoint(readPayload, makePayload('"•••• masked"', { maskedCount: 1 }));
  show(whole('"•••• masked"'));
  expect(await screen.findByText('1 value masked')).toBeDefined();
});

it('shows what could be read of a damaged blob, and that it is damaged', async () => {
  await load(makePayload('{"a":[1', { isTruncated: true, problem: 'The blob is damaged.', sizeBytes: null }));
  expect(await screen.findByText('The blob is damaged.')).toBeDefined();
  expect(screen.getByRole('treeitem', { name: /a: \[ 1 item \]/ })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Load all' })).toBeNull();
});

it('says where a text stops being JSON', () => {
  show(whole('{"a":1,\n"b":oops}'));
  expect(screen.getByText(/From line 2, column 5 on this is not JSON/)).toBeDefined();
  expect(screen.getByRole('treeitem', { name: 'a: 1' })).toBeDefined();
});

it('names the failure of reading and reads again on demand', async () => {
  stubFailure(readPayload, { status: 404, code: 'not-found', message: 'The blob x is gone.' });
  const user = show(blob);
  await user.click(screen.getByRole('button', { name: /^Load/ }));
  expect(await screen.findByText('The blob x is gone.')).toBeDefined();
  stubEndpoint(readPayload, makePayload('it is back'));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('it is back')).toBeDefined();
});

it('offers the whole text as a file', () => {
  show(whole('"x"'));
  const link = screen.getByRole('link', { name: 'Download the input' });
  expect(link.getAttribute('href')).toContain('/api/hubs/store~Hub/instances/a%2Fb/payload/download?ref=');
});

it('reads from memory when the history was imported, and asks no server', async () => {
  const reader = vi.fn<PayloadReader>(() => Promise.resolve(makePayload('from memory')));
  const user = show(blob, reader);
  expect(screen.queryByRole('link')).toBeNull();
  await user.click(screen.getByRole('button', { name: /^Load/ }));
  expect(await screen.findByText('from memory')).toBeDefined();
  expect(reader.mock.calls[0]?.[0]).toEqual({ hub: 'store~Hub', instanceId: 'a/b', ref: blob.ref });
});
