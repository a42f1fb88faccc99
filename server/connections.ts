import { AppError } from './errors.ts';
import type { TaskHubConnection } from './task-hub/task-hub.ts';

/** Shows only the hubs that the configuration names. */
export function limitToHubs(
  connection: TaskHubConnection,
  names: readonly string[] | null,
): TaskHubConnection {
  if (names === null) return connection;
  // Hub names are case-insensitive in storage: two casings would be the same queues.
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return {
    name: connection.name,
    provider: connection.provider,
    target: connection.target,
    openHub: (name) => connection.openHub(name),
    async discoverHubs() {
      return (await connection.discoverHubs()).filter((name) => wanted.has(name.toLowerCase()));
    },
  };
}

function missingHubs(
  connection: TaskHubConnection,
  wanted: readonly string[],
  found: readonly string[],
): AppError | null {
  const known = new Set(found.map((name) => name.toLowerCase()));
  const missing = wanted.filter((name) => !known.has(name.toLowerCase()));
  if (missing.length === 0) return null;
  const there = found.length === 0 ? 'No task hub was found there.' : `Found there: ${found.join(', ')}.`;
  return new AppError(
    'not-found',
    `The connection "${connection.name}" has no task hub "${missing.join('", "')}". ${there}`,
  );
}

/**
 * Asks a connection for its hubs before anything listens, so that a mistyped name or account is told in the terminal.
 * Returns the failure instead of throwing: one bad connection among good ones is shown in the UI.
 */
export async function checkConnection(
  connection: TaskHubConnection,
  wanted: readonly string[] | null,
): Promise<AppError | null> {
  try {
    const found = await connection.discoverHubs();
    return wanted === null ? null : missingHubs(connection, wanted, found);
  } catch (error) {
    if (error instanceof AppError) return error;
    return new AppError('internal', `The connection "${connection.name}" could not be opened.`, {
      cause: error,
    });
  }
}
