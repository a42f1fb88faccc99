import { expect, it } from 'vitest';
import { instantToMs } from '../../../shared/domain/instant.ts';
import { at } from '../../../shared/testing/instances.ts';
import { makeThroughputStep } from '../../../shared/testing/pictures.ts';
import { placeSteps } from './throughput-steps.ts';

const asked = { fromMs: instantToMs(at(5)), toMs: instantToMs(at(295)) };
const frame = { from: at(0), to: at(300), stepMs: 60_000, asked };
const step = makeThroughputStep({ started: 1 });

function shape(places: ReturnType<typeof placeSteps>): string {
  return places.map(({ counts, isPartial }) => (counts === null ? '.' : isPartial ? 'p' : 'x')).join('');
}

it('places every step of the window', () => {
  const places = placeSteps(frame, [step, step, step, step, step], instantToMs(at(300)));
  expect(shape(places)).toBe('xxxxx');
  expect(places[1]).toMatchObject({ place: 1, fromMs: instantToMs(at(60)), toMs: instantToMs(at(120)) });
});

it('leaves room for the steps after now and marks the one that has not ended', () => {
  expect(shape(placeSteps(frame, [step, step], instantToMs(at(90))))).toBe('xp...');
});

it('leaves room for the time before the oldest instance', () => {
  expect(shape(placeSteps({ ...frame, from: at(120) }, [step, step], instantToMs(at(230))))).toBe('..xp.');
});

it('shows nothing but room when nothing is known', () => {
  expect(shape(placeSteps(frame, [], instantToMs(at(-60))))).toBe('.....');
});
