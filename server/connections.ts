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

async function checkConnection({ connection, taskHubs }: Candidate): Promise<AppError | null> {
  try {
    const found = await connection.discoverHubs();
    return taskHubs === null ? null : missingHubs(connection, taskHubs, found);
  } catch (error) {
    if (error instanceof AppError) return error;
    return new AppError('internal', `The connection "${connection.name}" could not be opened.`, {
      cause: error,
    });
  }
}

interface Candidate {
  readonly connection: TaskHubConnection;
  /** Hubs to show; `null` = all. */
  readonly taskHubs: readonly string[] | null;
}

/**
 * Asks every connection for its hubs before anything listens, so that a mistyped hub or a dead account is told in the
 * terminal. Throws when a named hub is missing or no connection works; one that fails beside a good one is only
 * reported, as the UI shows it.
 */
export async function usableConnections(
  candidates: readonly Candidate[],
  report: (problem: AppError) => void,
): Promise<TaskHubConnection[]> {
  const failures = await Promise.all(candidates.map((candidate) => checkConnection(candidate)));
  const problems = failures.filter((failure) => failure !== null);
  const misnamed = problems.find(({ code }) => code === 'not-found');
  if (misnamed) throw misnamed;
  if (problems.length === candidates.length && problems[0]) throw problems[0];
  problems.forEach(report);
  return candidates.map(({ connection, taskHubs }) => limitToHubs(connection, taskHubs));
}
