import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportInstances } from '../../../../shared/contract/instance-export.ts';
import { stubServer } from '../../../testing/stub-endpoint.ts';
import { ExportDialog } from './export-dialog.tsx';

const user = userEvent.setup();
const route = `${window.location.origin}${exportInstances.path}`;
let saved: { name: string; text: Promise<string> }[];
let queries: string[];
let onClose: ReturnType<typeof vi.fn<() => void>>;

beforeEach(() => {
  saved = [];
  queries = [];
  onClose = vi.fn<() => void>();
  let blob = new Blob();
  // jsdom neither keeps blobs nor follows links to them.
  Object.assign(URL, {
    createObjectURL: (made: Blob) => {
      blob = made;
      return 'blob:made';
    },
    revokeObjectURL: () => undefined,
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    const reader = new FileReader();
    const text = new Promise<string>((resolve) => {
      reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    });
    reader.readAsText(blob);
    saved.push({ name: this.download, text });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(window, 'showSaveFilePicker');
});

/** The server sends these parts; the test says when. */
function serveParts(total: number) {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const state = { isCancelled: false };
  stubServer.use(
    http.get(route, ({ request }) => {
      queries.push(new URL(request.url).search);
      request.signal.addEventListener('abort', () => (state.isCancelled = true));
      const body = new ReadableStream<Uint8Array>({
        start: (started) => {
          controller = started;
        },
      });
      return new HttpResponse(body, {
        headers: { 'x-total-rows': String(total), 'x-request-id': 'request-9' },
      });
    }),
  );
  return {
    state,
    isAsked: () => waitFor(() => expect(controller).toBeDefined()),
    send: (text: string) => controller?.enqueue(encoder.encode(text)),
    end: () => controller?.close(),
    breakOff: () => controller?.error(new Error('reset')),
  };
}

function open(overrides: Partial<Parameters<typeof ExportDialog>[0]> = {}): void {
  render(
    <ExportDialog
      hub="orders~TestHub"
      q="status:failed"
      sort="name"
      order="asc"
      total={2}
      columns={['name', 'failure', 'custom.step', 'entityQueue']}
      onClose={onClose}
      {...overrides}
    />,
  );
}
const begin = () => user.click(screen.getByRole('button', { name: /^Export/ }));
const chooseFormat = (name: string) => user.click(screen.getByRole('radio', { name }));

it('asks for the filter, the order and the columns of the list', async () => {
  const server = serveParts(0);
  open();
  expect(screen.getByRole('dialog', { name: 'Export 2 instances' })).toBeDefined();
  const chosen = screen
    .getAllByRole('checkbox', { checked: true })
    .map((box) => box.parentElement?.textContent);
  expect(chosen).toEqual(['Instance id', 'Name', 'Custom status', 'Error type', 'Failure message']);
  await user.click(screen.getByRole('checkbox', { name: 'Tags' }));
  await begin();
  await server.isAsked();
  const query = new URLSearchParams(queries[0]);
  expect([query.get('q'), query.get('sort'), query.get('order'), query.get('format')]).toEqual([
    'status:failed',
    'name',
    'asc',
    'csv',
  ]);
  expect(query.getAll('column')).toEqual([
    'instanceId',
    'name',
    'errorType',
    'failureMessage',
    'customStatus',
    'tags',
  ]);
});

it('shows how much has come, then saves the whole file under a name that says what it is', async () => {
  const server = serveParts(2);
  open();
  await chooseFormat('NDJSON');
  expect(screen.queryByRole('checkbox')).toBeNull();
  await begin();
  await server.isAsked();
  server.send('{"a":1}\n');
  const bar = await screen.findByRole('progressbar', { name: 'Export' });
  await waitFor(() => expect(bar.getAttribute('aria-valuetext')).toBe('1 of 2 rows, 8 B'));
  expect(bar.getAttribute('aria-valuenow')).toBe('1');
  server.send('{"a":2}\n');
  server.end();
  expect((await screen.findByRole('status')).textContent).toMatch(
    /^2 rows saved as orders-TestHub-.*\.ndjson, 16 B\.$/,
  );
  expect(saved.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^orders-TestHub-instances-.*Z\.ndjson$/),
  ]);
  expect(await saved[0]?.text).toBe('{"a":1}\n{"a":2}\n');
});

describe('nothing is saved', () => {
  afterEach(() => expect(saved).toEqual([]));

  it('when the reader cancels, and the server is told', async () => {
    const server = serveParts(2);
    open();
    await begin();
    await server.isAsked();
    server.send('heading\r\n"a"\r\n');
    await screen.findByRole('progressbar');
    await user.click(screen.getByRole('button', { name: 'Cancel the export' }));
    expect(await screen.findByText('Cancelled: nothing was saved.')).toBeDefined();
    expect(onClose).not.toHaveBeenCalled();
    expect(server.state.isCancelled).toBe(true);
  });

  it('by Escape while it runs; the dialog stays and says so', async () => {
    const server = serveParts(2);
    open();
    await begin();
    await server.isAsked();
    await screen.findByRole('progressbar');
    await user.keyboard('{Escape}');
    expect(await screen.findByText('Cancelled: nothing was saved.')).toBeDefined();
    expect(onClose).not.toHaveBeenCalled();
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('when the server refuses, with code and request id', async () => {
    stubServer.use(
      http.get(route, () =>
        HttpResponse.json(
          { error: { code: 'invalid-request', message: 'Not a filter.', requestId: 'request-1' } },
          { status: 400 },
        ),
      ),
    );
    open();
    await begin();
    const alert = await screen.findByRole('alert');
    for (const text of ['Not a filter.', 'invalid-request', 'request-1'])
      expect(alert.textContent).toContain(text);
    expect(within(screen.getByRole('dialog')).getByRole('button', { name: 'Export again' })).toBeDefined();
  });

  it('when the stream breaks off, saying after how many rows', async () => {
    const server = serveParts(2);
    open();
    await begin();
    await server.isAsked();
    server.send('heading\r\n"a"\r\n');
    await screen.findByRole('progressbar');
    server.breakOff();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('broke off after 1 of 2 rows');
    expect(alert.textContent).toContain('request-9');
  });

  it('when the stream ends with fewer rows than announced', async () => {
    const server = serveParts(2);
    open();
    await begin();
    await server.isAsked();
    server.send('heading\r\n"a"\r\n');
    server.end();
    expect((await screen.findByRole('alert')).textContent).toContain('broke off after 1 of 2 rows');
  });

  it('when no column is chosen', async () => {
    open({ columns: [] });
    await user.click(screen.getByRole('checkbox', { name: 'Instance id' }));
    expect(screen.getByRole('alert').textContent).toBe('Choose at least one column.');
    expect(screen.getByRole('button', { name: 'Export' })).toHaveProperty('disabled', true);
  });
});

describe('where the browser asks for a place', () => {
  function pickPlace(outcome: 'picked' | 'left') {
    const written: string[] = [];
    const file = {
      write: (part: Uint8Array) => Promise.resolve(void written.push(new TextDecoder().decode(part))),
      close: () => Promise.resolve(void written.push('closed')),
      abort: () => Promise.resolve(void written.push('aborted')),
    };
    const picker = () =>
      outcome === 'left'
        ? Promise.reject(new DOMException('', 'AbortError'))
        : Promise.resolve({ name: 'chosen.csv', createWritable: () => Promise.resolve(file) });
    Object.assign(window, { showSaveFilePicker: picker });
    return written;
  }

  it('the file goes there part by part', async () => {
    const written = pickPlace('picked');
    const server = serveParts(1);
    open();
    await begin();
    await server.isAsked();
    server.send('heading\r\n');
    server.send('"a"\r\n');
    server.end();
    expect((await screen.findByRole('status')).textContent).toContain('chosen.csv');
    expect(written.join('')).toBe('heading\r\n"a"\r\nclosed');
    expect(saved).toEqual([]);
  });

  it('what came of a broken file is thrown away', async () => {
    const written = pickPlace('picked');
    const server = serveParts(9);
    open();
    await begin();
    await server.isAsked();
    server.send('heading\r\n');
    server.end();
    await screen.findByRole('alert');
    expect(written.at(-1)).toBe('aborted');
  });

  it('leaving the question asks the server for nothing', async () => {
    pickPlace('left');
    serveParts(9);
    open();
    await begin();
    expect(await screen.findByRole('button', { name: 'Export' })).toBeDefined();
    expect(queries).toEqual([]);
  });
});
