import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from './errors.ts';

function explain(error: NodeJS.ErrnoException, host: string, port: number): AppError {
  const reasons: Partial<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is in use. Choose another with DURASCOPE_PORT.`,
    EACCES: `This user may not listen on port ${port}. Choose another with DURASCOPE_PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Choose another with DURASCOPE_HOST.`,
    ENOTFOUND: `The host name ${host} is unknown. Choose another with DURASCOPE_HOST.`,
  };
  const message = reasons[error.code ?? ''] ?? `Listening on ${host}:${port} failed.`;
  return new AppError('conflict', message, { cause: error });
}

/** A filter may name a thousand instance ids, and it travels in the address. */
const maxHeaderBytes = 256 * 1024;

/** How long clients may take. Answers are not limited: streams of events last as long as somebody looks. */
export interface RequestTimes {
  readonly headersMs: number;
  /** Headers and body together. */
  readonly requestMs: number;
}

const patientTimes: RequestTimes = { headersMs: 10_000, requestMs: 60_000 };

/** Rejects with an `AppError` that names the way out. */
export async function listen(
  handler: RequestListener,
  host: string,
  port: number,
  { headersMs, requestMs }: RequestTimes = patientTimes,
): Promise<Server> {
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      // Late clients are looked for this often, so none is cut off before its time and none lasts much longer.
      connectionsCheckingInterval: Math.min(headersMs, 5_000),
    },
    handler,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  return server;
}

export function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`;
}

/** Resolves when nothing is connected any more; event streams are cut, they would never end. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
