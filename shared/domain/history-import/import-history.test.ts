import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyFile } from '../../contract/history-file.ts';
import { instanceDetail } from '../../contract/instance-detail.ts';
import { historyEvent } from '../../contract/history.ts';
import { makeHistoryEvent } from '../../testing/history.ts';
import { at, makeInstanceDetail, makePayloadInfo } from '../../testing/instances.ts';
import { buildExecution } from '../execution/build-execution.ts';
import { ImportError } from './imported-history.ts';
import { importHistory } from './import-history.ts';

const coreEvents = [
  { EventType: 12, EventId: -1, Timestamp: '2026-11-21T05:28:37.0328016Z' },
  {
    EventType: 0,
    OrchestrationInstance: { InstanceId: 'order-1', ExecutionId: 'fd02' },
    ParentInstance: {
      Name: 'Parent',
      OrchestrationInstance: { InstanceId: 'boss', ExecutionId: 'aa' },
      TaskScheduleId: 3,
    },
    Name: 'OrderWorkflow',
    Input: '{"total":250}',
    Generation: 0,
    EventId: -1,
    Timestamp: '2026-11-21T05:28:36.7023499Z',
  },
  { EventType: 4, Name: 'ReserveStock', EventId: 0, Timestamp: '2026-11-21T05:28:37.0329315Z' },
  { EventType: 13, EventId: -1, Timestamp: '2026-11-21T05:28:37.0329337Z' },
  { EventType: 12, EventId: -1, Timestamp: '2026-11-21T05:28:37.1611992Z' },
  {
    EventType: 6,
    TaskScheduledId: 0,
    Reason: 'stock service did not answer',
    FailureDetails: { ErrorType: 'System.TimeoutException', ErrorMessage: 'stock service did not answer' },
    EventId: -1,
    Timestamp: '2026-11-21T05:28:37.1155387Z',
  },
  {
    EventType: 10,
    FireAt: '2026-11-21T05:28:37.4611992Z',
    EventId: 1,
    Timestamp: '2026-11-21T05:28:37.1619717Z',
  },
  { EventType: 13, EventId: -1, Timestamp: '2026-11-21T05:28:37.1619756Z' },
];

/** As in the documentation of the API. */
const httpAnswer = {
  createdTime: '2018-02-28T05:18:49Z',
  historyEvents: [
    {
      EventType: 'ExecutionStarted',
      FunctionName: 'E1_HelloSequence',
      Timestamp: '2018-02-28T05:18:49.3452372Z',
    },
    {
      EventType: 'TaskCompleted',
      FunctionName: 'E1_SayHello',
      Result: 'Hello Tokyo!',
      ScheduledTime: '2018-02-28T05:18:51.3939873Z',
      Timestamp: '2018-02-28T05:18:52.2895622Z',
    },
    {
      EventType: 'TaskCompleted',
      FunctionName: 'E1_SayHello',
      Result: 'Hello Seattle!',
      ScheduledTime: '2018-02-28T05:18:52.8755705Z',
      Timestamp: '2018-02-28T05:18:53.1765771Z',
    },
    {
      EventType: 'ExecutionCompleted',
      OrchestrationStatus: 'Completed',
      Result: ['Hello Tokyo!', 'Hello Seattle!'],
      Timestamp: '2018-02-28T05:18:54.3660895Z',
    },
  ],
  input: null,
  customStatus: { nextActions: ['A'], foo: 2 },
  lastUpdatedTime: '2018-02-28T05:18:54Z',
  output: ['Hello Tokyo!', 'Hello Seattle!'],
  runtimeStatus: 'Completed',
};

function importValue(value: unknown) {
  return importHistory(JSON.stringify(value));
}

function failureOf(text: string): string {
  try {
    importHistory(text);
  } catch (error) {
    if (error instanceof ImportError) return error.message;
    throw error;
  }
  return 'it was taken in';
}

describe('a list of Durable Task Core events', () => {
  it('tells the instance, its parent and what it runs', () => {
    const { instance, events, source } = importValue(coreEvents);
    expect(source).toBe('durable-task-core');
    expect(instance).toMatchObject({
      instanceId: 'order-1',
      executionId: 'fd02',
      name: 'OrderWorkflow',
      runtimeStatus: 'Running',
      parentInstanceId: 'boss',
    });
    expect(buildExecution(events).steps[0]).toMatchObject({ kind: 'activity', name: 'ReserveStock' });
  });

  it('keeps texts as they are and writes objects out', () => {
    const { events, payloadTexts } = importValue(coreEvents);
    const textOf = (ordinal: number, column: string) =>
      payloadTexts.get(events[ordinal]?.payloads[column]?.ref ?? '');
    expect(textOf(1, 'Input')).toBe('{"total":250}');
    expect(JSON.parse(textOf(5, 'FailureDetails') ?? '')).toEqual({
      ErrorType: 'System.TimeoutException',
      ErrorMessage: 'stock service did not answer',
    });
  });

  it('may stand inside an object, with names instead of numbers', () => {
    const { events } = importValue({ events: [{ eventType: 'TimerFired', timerId: 7, timestamp: at(0) }] });
    expect(events[0]).toMatchObject({
      eventType: 'TimerFired',
      isKnownType: true,
      timerId: 7,
      timestamp: at(0),
    });
  });

  it('marks an event of an unknown type, and members that are not what they ought to be', () => {
    const { events } = importValue([
      { EventType: 99 },
      { EventType: 4, EventId: 'x', Timestamp: 'yesterday' },
    ]);
    expect(events[0]).toMatchObject({
      isKnownType: false,
      problems: ['The type of this event is not known.'],
    });
    expect(events[1]?.problems).toEqual(['EventId is no whole number.', 'Timestamp is no time.']);
  });
});

describe('an answer of the Functions HTTP API', () => {
  it('gets the scheduling events back, and the turns between them', () => {
    const { events, source } = importValue(httpAnswer);
    expect(source).toBe('functions-http');
    expect(events.map(({ eventType }) => eventType)).toEqual([
      'OrchestratorStarted',
      'ExecutionStarted',
      'TaskScheduled',
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'TaskCompleted',
      'TaskScheduled',
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'TaskCompleted',
      'ExecutionCompleted',
      'OrchestratorCompleted',
    ]);
    const model = buildExecution(events);
    expect(model.steps).toMatchObject([
      {
        name: 'E1_SayHello',
        state: 'completed',
        scheduledAt: '2018-02-28T05:18:51.3939873Z',
        finishedAt: '2018-02-28T05:18:52.2895622Z',
      },
      { name: 'E1_SayHello', state: 'completed' },
    ]);
  });

  it('tells the row as the API told it, and what was concluded', () => {
    const { instance, problems, payloadTexts } = importValue({
      ...httpAnswer,
      instanceId: 'abc',
      name: 'Hello',
    });
    expect(instance).toMatchObject({
      instanceId: 'abc',
      name: 'Hello',
      runtimeStatus: 'Completed',
      createdAt: '2018-02-28T05:18:49.0000000Z',
      customStatus: '{"nextActions":["A"],"foo":2}',
    });
    expect(payloadTexts.get(instance.output?.ref ?? '')).toBe('["Hello Tokyo!","Hello Seattle!"]');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('concluded');
  });

  it('without its history says how to ask for it', () => {
    expect(failureOf('{"runtimeStatus":"Running","historyEvents":null}')).toContain('showHistory=true');
  });
});

describe('a download', () => {
  const payload = { ...makePayloadInfo(), ref: 'history:e:1:Input', text: '{"big":true}' };
  const file = historyFile.parse({
    format: 'durascope-history',
    version: 1,
    readAt: at(9),
    hub: 'store~Hub',
    instanceId: 'order-7',
    instance: {
      ...makeInstanceDetail({ instanceId: 'order-7' }),
      input: { ...makePayloadInfo(), text: '7' },
    },
    executionId: 'e',
    events: [{ ...makeHistoryEvent({ ordinal: 1 }), payloads: { Input: payload } }],
    problems: [],
  } satisfies unknown);

  it('comes back as it was', () => {
    const { instance, events, payloadTexts, problems } = importValue(file);
    expect(instance).toMatchObject({ instanceId: 'order-7', runtimeStatus: 'Running' });
    expect(events).toEqual([
      makeHistoryEvent({ ordinal: 1, payloads: { Input: events[0]?.payloads.Input ?? payload } }),
    ]);
    expect(payloadTexts.get('history:e:1:Input')).toBe('{"big":true}');
    expect(problems).toEqual([]);
  });

  it('without its row is shown by its history', () => {
    const { instance, problems } = importValue({ ...file, instance: null });
    expect(instance.instanceId).toBe('order-7');
    expect(problems).toEqual(['The file holds the history without its row.']);
  });

  it('of another version says so', () => {
    expect(failureOf(JSON.stringify({ ...file, version: 2 }))).toContain('another version: version');
  });
});

it.each([
  ['', 'This is no JSON'],
  ['{', 'This is no JSON'],
  ['7', 'neither'],
  ['{}', 'no history'],
  ['[]', 'None of the objects'],
  ['[1]', 'Event 1 of 1 is no object.'],
  ['{"historyEvents":[null],"runtimeStatus":"Running"}', 'Event 1 of 1 is no object.'],
])('%j is refused with a reason', (text, reason) => {
  expect(failureOf(text)).toContain(reason);
});

it('whatever a file holds, it is refused in a sentence or gives what the views can show', () => {
  const member = fc.constantFrom(
    ...[
      'EventType',
      'EventId',
      'Timestamp',
      'Name',
      'Input',
      'Result',
      'TaskScheduledId',
      'TimerId',
      'FireAt',
    ],
    ...[
      'ScheduledTime',
      'FunctionName',
      'InstanceId',
      'OrchestrationInstance',
      'ParentInstance',
      'Tags',
      'Reason',
    ],
  );
  const value = fc.oneof(
    fc.constantFrom(0, 4, 5, 7, 11, 12, 'TaskCompleted', 'TimerFired', 'Rewound: TaskFailed', at(3), null),
    fc.jsonValue(),
  );
  const event = fc.dictionary(member, value);
  const content = fc.oneof(
    fc.array(event),
    fc.record({ historyEvents: fc.array(event), runtimeStatus: value, customStatus: fc.jsonValue() }),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(content, (anything) => {
      const text = JSON.stringify(anything);
      if (failureOf(text) !== 'it was taken in') return;
      const { events, instance } = importHistory(text);
      for (const one of events) historyEvent.parse(one);
      instanceDetail.parse(instance);
      buildExecution(events);
    }),
    { numRuns: 2000 },
  );
});
