import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { closeServer, listen } from './listen.ts';

async function answerTo(
  text: string,
  serve: RequestListener = (_request, response) => response.end('served'),
): Promise<string> {
  const server = await listen(serve, '127.0.0.1', 0, {
    headersMs: 100,
    requestMs: 300,
  });
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(text);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(socket, 'close');
  await closeServer(server);
  return answer;
}

it('a client that does not end its headers is cut off', async () => {
  expect(await answerTo('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')).toContain('408 Request Timeout');
});

it('headers beyond any use are refused', async () => {
  const header = `X-Long: ${'x'.repeat(300_000)}\r\n`;
  expect(await answerTo(`GET / HTTP/1.1\r\nHost: localhost\r\n${header}\r\n`)).toContain(
    '431 Request Header Fields Too Large',
  );
});

it('a client that does not end its body is cut off', async () => {
  const text = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf';
  const socketEnd = answerTo(text, (request) => request.resume());
  expect(await socketEnd).toContain('408 Request Timeout');
});
