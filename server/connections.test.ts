import { describe, expect, it } from 'vitest';
import { limitToHubs, usableConnections } from './connections.ts';
import { AppError } from './errors.ts';
import { MemoryConnection } from './testing/memory-connection.ts';
import { MemoryTaskHub } from './testing/memory-task-hub.ts';

const hubNamed = (name: string) => new MemoryTaskHub({ name });
const twoHubs = () => new MemoryConnection([hubNamed('Orders'), hubNamed('Billing')]);

function dead(): MemoryConnection {
  const connection = twoHubs();
  connection.failure = new AppError('store-unavailable', 'No answer.');
  return connection;
}
function unexpected(problem: AppError): void {
  throw problem;
}

describe('connections at start', () => {
  it('shows all hubs, or only those that are named, whatever their casing', async () => {
    expect(await limitToHubs(twoHubs(), null).discoverHubs()).toEqual(['Orders', 'Billing']);
    expect(await limitToHubs(twoHubs(), ['orders']).discoverHubs()).toEqual(['Orders']);
  });

  it('names the hub that is not there and those that are', async () => {
    const opening = usableConnections(
      [{ connection: twoHubs(), taskHubs: ['Orders', 'Shipping'] }],
      unexpected,
    );
    await expect(opening).rejects.toMatchObject({
      code: 'not-found',
      message: 'The connection "memory" has no task hub "Shipping". Found there: Orders, Billing.',
    });
  });

  it('hands on why the only account cannot be asked', async () => {
    const opening = usableConnections([{ connection: dead(), taskHubs: null }], unexpected);
    await expect(opening).rejects.toMatchObject({ code: 'store-unavailable', message: 'No answer.' });
  });

  it('keeps a dead connection beside a good one and reports it', async () => {
    const reported: string[] = [];
    const candidates = [
      { connection: dead(), taskHubs: null },
      { connection: twoHubs(), taskHubs: ['billing'] },
    ];
    const usable = await usableConnections(candidates, ({ message }) => reported.push(message));
    expect(reported).toEqual(['No answer.']);
    expect(usable).toHaveLength(2);
    expect(await usable[1]?.discoverHubs()).toEqual(['Billing']);
  });
});
