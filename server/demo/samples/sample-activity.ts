import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import type { Activity, ActivityContext } from '../worker/definitions.ts';
import { between, seededRandom, type Random } from './seeded-random.ts';

/** How long an activity takes, in milliseconds: somewhere in the range, the same on every run. */
export type Pace = readonly [minMs: number, maxMs: number];

export interface WorkContext extends ActivityContext {
  /** Seeded by the activity's name, its instance and its input. */
  readonly random: Random;
}

/** An activity that reads its input by a schema and takes a while, as real work does. */
export function activity<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  pace: Pace,
  run: (input: z.output<Schema>, context: WorkContext) => unknown,
): Record<string, Activity> {
  const work: Activity = async (rawInput, context) => {
    const random = seededRandom(`${name}|${context.instanceId}|${JSON.stringify(rawInput)}`);
    // Every activity that runs listens to the worker's one signal, and many run at once.
    setMaxListeners(0, context.signal);
    await delay(between(random, ...pace), undefined, { signal: context.signal });
    return run(schema.parse(rawInput), { ...context, random });
  };
  return { [name]: work };
}

/** A failure whose type a person reads in the dashboard, such as `CardDeclined`. */
export function failure(type: string, message: string, cause?: unknown): Error {
  const error = new Error(message, { cause });
  error.name = type;
  return error;
}

/** Tells the first `failures` attempts of a key apart from the one that succeeds, so that a retry has something to do. */
export function transientFailures(): (key: string, failures: number) => boolean {
  const failed = new Map<string, number>();
  return (key, failures) => {
    const count = failed.get(key) ?? 0;
    if (count < failures) failed.set(key, count + 1);
    else failed.delete(key);
    return count < failures;
  };
}
