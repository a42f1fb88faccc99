import type { HistoryEvent } from '../../contract/history.ts';
import { compareEvents } from './event-order.ts';
import type { Attempt, ExecutionModel, Step } from './execution-model.ts';
import { SequenceLanes } from './sequence-lanes.ts';
import { orchestratorLane, type Message, type MessageKind, type Sequence } from './sequence-model.ts';
import { findRuns } from './sequence-runs.ts';

/** The episodes of the orchestrator's own code are no messages. */
const silentTypes = new Set(['OrchestratorStarted', 'OrchestratorCompleted']);

const answerKinds = new Set<MessageKind>(['result', 'failure', 'timer-fired']);

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

class MessageReader {
  readonly #lanes: SequenceLanes;
  readonly #marks: ReadonlyMap<string, number>;
  /** Whom a request went to, by its row key: its answer comes from there. */
  readonly #asked = new Map<string, string>();

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
    const place = step?.attempts.findIndex(
      ({ scheduledKey, finishedKey }) => scheduledKey === rowKey || finishedKey === rowKey,
    );
    const attempt = step?.attempts[place ?? -1];
    return {
      rowKey,
      kind,
      at: event.timestamp,
      since: answerKinds.has(kind) ? (attempt?.scheduledAt ?? null) : null,
      ...this.#wayOf(kind, event, step && { step, attempt }),
      step: index,
      attempt: attempt === undefined ? null : (place ?? null),
      mark: this.#marks.get(rowKey) ?? null,
      isRewound: event.rewoundType !== null,
    };
  }

  #wayOf(
    kind: MessageKind,
    event: HistoryEvent,
    about: { readonly step: Step; readonly attempt: Attempt | undefined } | undefined,
  ): Pick<Message, 'from' | 'to'> {
    const own = orchestratorLane;
    switch (kind) {
      case 'start':
        return { from: this.#lanes.starter(), to: own };
      case 'end':
        return { from: own, to: this.#lanes.starter() };
      case 'command':
        return { from: this.#lanes.outside(), to: own };
      case 'call':
      case 'send': {
        const to = about === undefined ? own : this.#lanes.of(about.step, event.instanceId);
        this.#asked.set(event.rowKey, to);
        return { from: own, to };
      }
      case 'result':
      case 'failure':
      case 'event': {
        if (about === undefined) return { from: this.#lanes.outside(), to: own };
        const asked = this.#asked.get(about.attempt?.scheduledKey ?? '');
        return { from: asked ?? this.#lanes.of(about.step), to: own };
      }
      default:
        return { from: own, to: own };
    }
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
