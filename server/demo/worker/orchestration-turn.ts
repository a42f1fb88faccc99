import type { Instant } from '../../../shared/domain/instant.ts';
import type { Orchestrator } from './definitions.ts';
import { newEvent, noEventId, type HistoryEvent, type InstanceKey, type Tags } from './history-event.ts';
import type { OutgoingMessage } from './message-sender.ts';
import { replay, type ReplayResult } from './replay.ts';
import type { Action } from './replay-actions.ts';
import { fireAndForgetTag } from './replay-context.ts';

/** Time and chance come in from outside, so that a turn is a pure function of its arguments. */
export interface TurnSource {
  now(): Instant;
  /** Lower case, with dashes. */
  newGuid(): string;
}

export function newExecutionId(source: TurnSource): string {
  return source.newGuid().replaceAll('-', '');
}

export interface Turn {
  /** `false` when the turn began a new execution: its rows start again at 0. */
  readonly continuesHistory: boolean;
  readonly instance: InstanceKey;
  readonly added: readonly HistoryEvent[];
  readonly outgoing: readonly OutgoingMessage[];
  readonly customStatus: string | null;
  readonly isCompleted: boolean;
}

interface TurnRequest {
  readonly orchestrator: Orchestrator;
  readonly past: readonly HistoryEvent[];
  /** What the messages of this turn carried; a first turn begins with ExecutionStarted. */
  readonly arrived: readonly HistoryEvent[];
  readonly source: TurnSource;
}

interface Execution {
  readonly started: HistoryEvent;
  readonly instance: InstanceKey;
}

function played(event: HistoryEvent): HistoryEvent {
  return { ...event, isPlayed: true };
}

function executionOf(events: readonly HistoryEvent[]): Execution {
  const started = events.find((event) => event.type === 'ExecutionStarted');
  if (!started?.instance) throw new TypeError('a history without ExecutionStarted cannot be replayed');
  return { started, instance: started.instance };
}

/** A child inherits its parent's tags, except the mark that nobody waits for the parent. */
function childTags(own: Tags | null, inherited: Tags | null): Tags | null {
  if (inherited === null) return own;
  const rest = Object.entries(inherited).filter(([key]) => key !== fireAndForgetTag);
  return { ...own, ...Object.fromEntries(rest.filter(([key]) => !(own && key in own))) };
}

interface Decision {
  readonly event: HistoryEvent;
  readonly message: OutgoingMessage;
}

function startChild(
  id: number,
  action: Action & { kind: 'child' },
  parent: Execution,
  source: TurnSource,
): Decision {
  const { name, version, instanceId, input } = action;
  const child = { instanceId, executionId: newExecutionId(source) };
  const tags = parent.started.tags ?? null;
  const started = newEvent('ExecutionStarted', source.now(), {
    instance: child,
    parentInstance: {
      name: parent.started.name ?? '',
      version: parent.started.version ?? '',
      instance: parent.instance,
      taskScheduledId: id,
    },
    name,
    version,
    input,
    tags: childTags(action.tags, tags),
  });
  return {
    event: newEvent('SubOrchestrationInstanceCreated', source.now(), { name, version, instanceId }, id),
    message: { event: started, target: child, executionTags: tags ?? {} },
  };
}

function decide(id: number, action: Action, execution: Execution, source: TurnSource): Decision {
  switch (action.kind) {
    case 'activity': {
      const fields = { name: action.name, version: '' };
      const message = newEvent('TaskScheduled', source.now(), { ...fields, input: action.input }, id);
      const executionTags = execution.started.tags ?? {};
      return {
        event: newEvent('TaskScheduled', source.now(), fields, id),
        message: { event: message, target: execution.instance, executionTags },
      };
    }
    case 'timer': {
      const { fireAt } = action;
      const fired = newEvent('TimerFired', source.now(), { timerId: id, fireAt });
      return {
        event: newEvent('TimerCreated', source.now(), { fireAt }, id),
        message: { event: fired, target: execution.instance },
      };
    }
    case 'event': {
      const { instanceId, name, input } = action;
      return {
        event: newEvent('EventSent', source.now(), { instanceId, name, input }, id),
        message: {
          event: newEvent('EventRaised', source.now(), { name, input }),
          target: { instanceId, executionId: null },
        },
      };
    }
    case 'child':
      return startChild(id, action, execution, source);
  }
}

type Completion = NonNullable<ReplayResult['completion']>;

function parentNotice(
  completion: Completion,
  execution: Execution,
  source: TurnSource,
): OutgoingMessage | null {
  const { parentInstance, tags } = execution.started;
  if (!parentInstance || (tags && fireAndForgetTag in tags)) return null;
  const { taskScheduledId } = parentInstance;
  const isSuccess = completion.status === 'Completed';
  const event = isSuccess
    ? newEvent('SubOrchestrationInstanceCompleted', source.now(), {
        taskScheduledId,
        result: completion.result,
      })
    : newEvent('SubOrchestrationInstanceFailed', source.now(), {
        taskScheduledId,
        reason: completion.result,
        failureDetails: completion.failure,
      });
  return { event, target: parentInstance.instance };
}

function completed(completion: Completion, source: TurnSource): HistoryEvent {
  const { status, result, failure } = completion;
  const fields = { orchestrationStatus: status, result, failureDetails: failure };
  return newEvent('ExecutionCompleted', source.now(), fields, completion.id);
}

function nextExecution(execution: Execution, input: string | null, source: TurnSource): HistoryEvent {
  const { started, instance } = execution;
  return newEvent('ExecutionStarted', source.now(), {
    instance: { instanceId: instance.instanceId, executionId: newExecutionId(source) },
    parentInstance: started.parentInstance ?? null,
    name: started.name ?? '',
    version: started.version ?? '',
    input,
    tags: started.tags ?? null,
  });
}

interface Round {
  readonly added: HistoryEvent[];
  readonly continuesHistory: boolean;
}

/** One turn of an orchestration: what the messages make it do, and everything to store and send for it. */
export function runTurn({ orchestrator, past, arrived, source }: TurnRequest): Turn {
  const outgoing: OutgoingMessage[] = [];
  let round: Round = {
    added: [newEvent('OrchestratorStarted', source.now()), ...arrived.map(played)],
    continuesHistory: true,
  };
  let customStatus: string | null = null;
  for (;;) {
    const { added, continuesHistory } = round;
    const events = continuesHistory ? [...past, ...added] : added;
    const execution = executionOf(events);
    const result = replay({ orchestrator, self: execution.instance, events });
    customStatus = result.customStatus ?? customStatus;
    for (const [id, action] of result.actions) {
      const decision = decide(id, action, execution, source);
      added.push(decision.event);
      outgoing.push(decision.message);
    }
    const { completion } = result;
    if (completion?.status === 'ContinuedAsNew') {
      round = continueAsNew(execution, completion.result, { result, source });
      continue;
    }
    if (completion !== null) {
      added.push(completed(completion, source));
      const notice = parentNotice(completion, execution, source);
      if (notice !== null) outgoing.push(notice);
    }
    if (added.at(-1)?.type !== 'OrchestratorCompleted') {
      added.push(newEvent('OrchestratorCompleted', source.now()));
    }
    const isCompleted = completion !== null;
    return { continuesHistory, instance: execution.instance, added, outgoing, customStatus, isCompleted };
  }
}

/** The next execution begins in the same turn; its history opens with a complete, already played episode. */
function continueAsNew(
  execution: Execution,
  input: string | null,
  { result, source }: { result: ReplayResult; source: TurnSource },
): Round {
  const started = nextExecution(execution, input, source);
  const carried = result.unreadEvents.map((event) => ({ ...event, eventId: noEventId }));
  const opening = [started, ...carried, newEvent('OrchestratorCompleted', source.now())];
  return {
    added: [newEvent('OrchestratorStarted', source.now()), ...opening.map(played)],
    continuesHistory: false,
  };
}
