import type { ExecutionModel } from './execution-model.ts';

const longestName = 200;
const mostNames = 10;
const waitingKey =
  /^(?:is)?[\s_-]*(?:a?wait(?:s|ing)?|pending)[\s_-]*(?:for|on)?[\s_-]*(?:event)?s?(?:name)?$/i;
const waitingText =
  /\ba?wait(?:s|ing)?[\s_-]+for[\s_-]+(?:the[\s_-]+)?(?:event[\s_-]+)?["'“`]?([\w.:-]{1,200})/i;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function namesIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const [, name] = waitingText.exec(value) ?? [];
    return name === undefined ? [] : [name];
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    waitingKey.test(key) ? textsOf(entry) : typeof entry === 'string' ? namesIn(entry) : [],
  );
}

/** Names that a custom status such as `{"waitingFor":"Approve"}` or `"waiting for Approve"` mentions. */
export function awaitedNamesIn(customStatus: string | null): string[] {
  if (customStatus === null) return [];
  let value: unknown = customStatus;
  try {
    value = JSON.parse(customStatus);
  } catch {
    // Old engines keep plain text.
  }
  const names = namesIn(value).filter((name) => name !== '' && name.length <= longestName);
  return [...new Set(names)].slice(0, mostNames);
}

function eventNames({ steps }: ExecutionModel): (string | null)[] {
  return steps.filter(({ kind }) => kind === 'external-event').map(({ name }) => name);
}

/** The event that another run of the same orchestrator took in after as many events as this one has; `null` = none. */
export function nextEventOf(other: ExecutionModel, eventsTakenIn: number): string | null {
  return eventNames(other)[eventsTakenIn] ?? null;
}

export function countEvents(model: ExecutionModel): number {
  return eventNames(model).length;
}
