import type { Sentence } from '../../contract/diagnosis.ts';
import { toShortIso } from '../instant.ts';

const units: readonly [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

function durationText(ms: number): string {
  const [unit, size] = units.find(([, each]) => ms >= each) ?? ['ms', 1];
  return `${Math.round(ms / size)} ${unit}`;
}

/** A sentence for places that know no reader: alerts, logs, pipelines. Times are UTC. */
export function sentenceText(sentence: Sentence): string {
  return sentence
    .map((phrase) => {
      if (typeof phrase === 'string') return phrase;
      switch (phrase.kind) {
        case 'instant':
          return toShortIso(phrase.at);
        case 'duration':
          return durationText(phrase.ms);
        case 'count':
          return String(phrase.count);
        case 'bytes':
          return `${phrase.bytes} bytes`;
        case 'instance':
          return phrase.instanceId;
        case 'name':
          return phrase.name;
      }
    })
    .join('');
}
