import type { HistoryEvent } from '../../contract/history.ts';
import { compareEvents } from './event-order.ts';
import type { ExecutionModel, Step } from './execution-model.ts';
import { SequenceLanes } from './sequence-lanes.ts';
import { orchestratorLane, type Message, type MessageKind, type Sequence } from './sequence-model.ts';
import { findRuns } from './sequence-runs.ts';

/** The episodes of the orchestrator's own code are no messages. */
const silentTypes = new Set(['OrchestratorStarted', 'OrchestratorCompleted']);

const kindOfType: Readonly<Record<string, MessageKind>> = {
  ExecutionStarted: 'start',
  ExecutionCompleted: 'end',
  ContinueAsNew: 'end',
  TaskScheduled: 'call',
  TaskCompleted: 'result',
  TaskFailed: 'failure',
  SubOrchestrationInstanceCreated: 'call',
  SubOrchestrationInstanceCompleted: 'result',
  SubOrchestrationInstanceFailed: 'failure',
  TimerCreated: 'timer',
  TimerFired: 'timer-fired',
  ExecutionTerminated: 'command',
  ExecutionSuspended: 'command',
  ExecutionResumed: 'command',
  ExecutionRewound: 'command',
};

function kindOfEntityMessage(type: string, event: HistoryEvent, step: Step): MessageKind {
  if (type === 'EventRaised') {
    if (step.kind === 'external-event') return 'event';
    return event.entityMessage?.isError === true ? 'failure' : 'result';
  }
  const isAnswered = step.kind === 'entity-call' || step.kind === 'entity-lock';
  const isRequest = step.attempts[0]?.scheduledKey === event.rowKey;
  return isAnswered && isRequest ? 'call' : 'send';
}

function kindOf(event: HistoryEvent, step: Step | undefined): MessageKind {
  const type = event.rewoundType ?? event.eventType;
  if (step !== undefined && (type === 'EventSent' || type === 'EventRaised')) {
    return kindOfEntityMessage(type, event, step);
  }
  return kindOfType[type] ?? 'note';
}

function wayOf(
  kind: MessageKind,
  step: Step | undefined,
  lanes: SequenceLanes,
): Pick<Message, 'from' | 'to'> {
  const own = orchestratorLane;
  switch (kind) {
    case 'start':
      return { from: lanes.starter(), to: own };
    case 'end':
      return { from: own, to: lanes.starter() };
    case 'command':
      return { from: lanes.outside(), to: own };
    case 'call':
    case 'send':
      return { from: own, to: step === undefined ? own : lanes.of(step) };
    case 'result':
    case 'failure':
    case 'event':
      return { from: step === undefined ? lanes.outside() : lanes.of(step), to: own };
    default:
      return { from: own, to: own };
  }
}

class MessageReader {
  readonly #lanes: SequenceLanes;
  readonly #marks: ReadonlyMap<string, number>;

  constructor(private readonly model: ExecutionModel) {
    this.#lanes = new SequenceLanes(model);
    this.#marks = new Map(model.marks.map(({ rowKey }, index) => [rowKey, index]));
  }

  get lanes() {
    return this.#lanes.all();
  }

  read(event: HistoryEvent): Message {
    const { rowKey } = event;
    const index = this.model.stepOfRow.get(rowKey) ?? null;
    const step = index === null ? undefined : this.model.steps[index];
    const kind = kindOf(event, step);
    return {
      rowKey,
      kind,
      at: event.timestamp,
      ...this.#attemptOf(rowKey, kind, step),
      ...wayOf(kind, step, this.#lanes),
      step: index,
      mark: this.#marks.get(rowKey) ?? null,
      isRewound: event.rewoundType !== null,
    };
  }

  #attemptOf(rowKey: string, kind: MessageKind, step: Step | undefined): Pick<Message, 'attempt' | 'since'> {
    const attempts = step?.attempts ?? [];
    const index = attempts.findIndex(
      ({ scheduledKey, finishedKey }) => scheduledKey === rowKey || finishedKey === rowKey,
    );
    const found = attempts[index];
    if (found === undefined) return { attempt: null, since: null };
    const isAnswer = kind === 'result' || kind === 'failure' || kind === 'timer-fired';
    return { attempt: index, since: isAnswer ? found.scheduledAt : null };
  }
}

/** Who said what to whom, in the order of the history; `events` are those that the model was built from. */
export function buildSequence(model: ExecutionModel, events: readonly HistoryEvent[]): Sequence {
  const reader = new MessageReader(model);
  const messages = events
    .filter((event) => !event.isLeftover && !silentTypes.has(event.rewoundType ?? event.eventType))
    .sort(compareEvents)
    .map((event) => reader.read(event));
  return { lanes: reader.lanes, messages, runs: findRuns(model, messages) };
}
