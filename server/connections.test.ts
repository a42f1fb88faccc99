import { describe, expect, it } from 'vitest';
import { checkConnection, limitToHubs } from './connections.ts';
import { AppError } from './errors.ts';
import { MemoryConnection } from './testing/memory-connection.ts';
import { MemoryTaskHub } from './testing/memory-task-hub.ts';

const hubNamed = (name: string) => new MemoryTaskHub({ name });
const twoHubs = () => new MemoryConnection([hubNamed('Orders'), hubNamed('Billing')]);

describe('connections at start', () => {
  it('shows all hubs, or only those that are named, whatever their casing', async () => {
    expect(await limitToHubs(twoHubs(), null).discoverHubs()).toEqual(['Orders', 'Billing']);
    expect(await limitToHubs(twoHubs(), ['orders']).discoverHubs()).toEqual(['Orders']);
  });

  it('names the hub that is not there and those that are', async () => {
    const failure = await checkConnection(twoHubs(), ['Orders', 'Shipping']);
    expect(failure?.code).toBe('not-found');
    expect(failure?.message).toBe(
      'The connection "memory" has no task hub "Shipping". Found there: Orders, Billing.',
    );
  });

  it('hands on why the account cannot be asked', async () => {
    const connection = twoHubs();
    connection.failure = new AppError('store-unavailable', 'No answer.');
    expect(await checkConnection(connection, null)).toBe(connection.failure);
  });

  it('finds nothing wrong with a good connection', async () => {
    expect(await checkConnection(twoHubs(), ['billing'])).toBeNull();
  });
});
