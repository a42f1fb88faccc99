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

/** Rejects with an `AppError` that names the way out. */
export async function listen(handler: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer({ maxHeaderSize: maxHeaderBytes }, handler);
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
