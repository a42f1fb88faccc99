import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from './clock.ts';

const lookAgainMs = 2_000;
const mostLooks = 15;

/**
 * Reading a large hub leaves rows behind that are only garbage; V8 would hold hundreds of megabytes of them until it
 * needs the room, which in a quiet process is never. Costs two pauses of about a tenth of a second.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What the first collection finalises, the second one frees, and only that gives emptied pages back.
  collect();
  collect();
}

/** Once it is quiet, or after half a minute: what is still needed is not given back, and looking costs nothing. */
export function whenQuiet(clock: Clock, isQuiet: () => boolean, run: () => void, looks = mostLooks): void {
  clock.schedule(() => {
    if (looks <= 1 || isQuiet()) run();
    else whenQuiet(clock, isQuiet, run, looks - 1);
  }, lookAgainMs);
}
