import type { Phrase, Sentence } from '../../contract/diagnosis.ts';
import type { Instant } from '../instant.ts';

/** Functions, events and the like. */
export function nameOf(name: string | null): Phrase {
  return name === null ? 'an unknown name' : { kind: 'name', name };
}

export function idOf(instanceId: string): Phrase {
  return { kind: 'instance', instanceId };
}

export function countOf(count: number): Phrase {
  return { kind: 'count', count };
}

export function instantOf(at: Instant): Phrase {
  return { kind: 'instant', at };
}

export function durationOf(ms: number): Phrase {
  return { kind: 'duration', ms };
}

export function bytesOf(bytes: number): Phrase {
  return { kind: 'bytes', bytes };
}

/** Nothing when it is not known. */
export function atTime(at: Instant | null): Sentence {
  return at === null ? [] : [' at ', instantOf(at)];
}

/** Nothing when it is not known. */
export function since(at: Instant | null): Sentence {
  return at === null ? [] : [' since ', instantOf(at)];
}

/** Agrees with the time since when, which follows further on when it is known. */
export function waiting(from: Instant | null): string {
  return from === null ? 'It waits' : 'It has been waiting';
}

/** Nothing when no reason was given. */
export function because(reason: string | null): Sentence {
  return reason === null || reason === '' ? [] : [': ', nameOf(reason)];
}

/** “a, b and c”. */
export function list(items: readonly Phrase[], word = 'and'): Sentence {
  return items.flatMap((item, place) => {
    if (place === 0) return [item];
    return [place === items.length - 1 ? ` ${word} ` : ', ', item];
  });
}
