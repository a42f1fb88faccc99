import { expect, it } from 'vitest';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import { buildSequence } from '../../../../shared/domain/execution/sequence.ts';
import {
  asked,
  entityMessage,
  failed,
  fired,
  inlinePayload,
  makeHistory,
  raised,
  rewound,
  sent,
  started,
  timer,
  turn,
  type HistoryRow,
} from '../../../../shared/testing/execution-history.ts';
import { messageWords } from './message-words.ts';

function wordsOf(...rows: readonly (HistoryRow | readonly HistoryRow[])[]) {
  const events = makeHistory(...rows);
  const model = buildExecution(events);
  return buildSequence(model, events).messages.map((message) => messageWords(model, message));
}

function spoken(...rows: readonly HistoryRow[][]): string[] {
  return wordsOf(...rows).map((words) => words.spoken);
}

it('tell attempts and the delays between them apart', () => {
  expect(
    spoken(turn(started(), asked(0)), turn(failed(0), timer(1, 106)), turn(fired(1, 106), asked(2))).slice(1),
  ).toEqual([
    'Charge called, attempt 1',
    'Charge, attempt 1 failed after 300 ms: declined',
    'delay before Charge is tried again: 10 s set',
    'delay over',
    'Charge called, attempt 2, no answer yet',
  ]);
});

it('show what entities were told and said, without its envelope', () => {
  const requestId = '22a5f5be-6821-e503-109d-8d459f2f2251';
  const input = { Input: inlinePayload('{"op":"add","input":"-30","id":"x"}') };
  const answer = { Input: inlinePayload('{"result":"70"}') };
  const words = wordsOf(
    turn(started(), {
      ...sent(0, '@account@a', { kind: 'call', operation: 'add', requestId }),
      payloads: input,
    }),
    turn({ ...raised(requestId, entityMessage({ kind: 'response' })), payloads: answer }),
  );
  expect(words.slice(1)).toMatchObject([
    { title: 'add', detail: '-30', spoken: 'add called, on @account@a' },
    { title: '300 ms', detail: '70', spoken: 'add completed after 300 ms' },
  ]);
});

it('mark what a rewind took back, and events of unknown types', () => {
  expect(
    spoken(
      turn(started(), asked(0)),
      turn(rewound(failed(0)), { eventType: 'Teleported', isKnownType: false }),
    ).slice(2),
  ).toEqual(['rewound: Charge failed after 300 ms', 'event of unknown type Teleported']);
});

it('show hostile names with what they hide, and cut endless ones', () => {
  const [, call] = wordsOf(turn(started(), asked(0, `a\u202e${'b'.repeat(1_000_000)}`)));
  expect(call?.title).toContain('a⟨202E⟩b');
  expect(call?.title.length).toBeLessThan(200);
});
