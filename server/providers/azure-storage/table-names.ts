import type { AccountStorage } from './hub-storage.ts';
import type { StorageCalls } from './storage-calls.ts';

/** All tables of the account. */
export async function listTableNames(
  calls: StorageCalls,
  { tables }: Pick<AccountStorage['clients'], 'tables'>,
): Promise<string[]> {
  return calls.call('list of tables', async (abortSignal) => {
    const names: string[] = [];
    for await (const { name } of tables.listTables({ abortSignal })) if (name) names.push(name);
    return names;
  });
}
