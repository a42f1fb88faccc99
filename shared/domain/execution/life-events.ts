import type { HistoryEvent } from '../../contract/history.ts';
import type { ExecutionEnd, ExecutionModel, Mark, MarkKind, StepPayload } from './execution-model.ts';
import type { ExecutionState } from './execution-state.ts';
import { failureOf, payloadOf } from './step-payload.ts';
import { changeLastAttempt, draftStep } from './step-list.ts';

type Life = Pick<
  ExecutionModel,
  'name' | 'version' | 'parent' | 'input' | 'createdAt' | 'startedAt' | 'end' | 'marks'
>;

const continued = 'ContinuedAsNew';

function textOf(payload: StepPayload | null): string | null {
  return payload?.info.preview ?? null;
}

/** Events about the execution as a whole. */
export class LifeEvents {
  #marks: Mark[] = [];
  #start: HistoryEvent | null = null;
  #startedAt: Life['startedAt'] = null;
  #startMark: number | null = null;
  #end: ExecutionEnd | null = null;
  #continueStep: number | null = null;
  #isRewound = false;
  #snapshot: readonly Mark[] | null = null;

  constructor(private readonly state: ExecutionState) {}

  take(type: string, event: HistoryEvent): void {
    switch (type) {
      case 'ExecutionStarted':
        this.#started(event);
        return;
      case 'ExecutionCompleted':
        this.#completed(event);
        return;
      case 'ContinueAsNew':
        this.#continuedAsNew(event);
        return;
      case 'ExecutionTerminated':
        this.#mark('terminate', event, 'Input');
        return;
      case 'ExecutionSuspended':
        this.state.suspend();
        this.#mark('suspend', event, 'Reason');
        return;
      case 'ExecutionResumed':
        this.state.resume();
        this.#mark('resume', event, 'Reason');
        return;
      case 'ExecutionRewound':
        this.#takeBackEnd();
        this.#mark('rewind', event, 'Reason');
        return;
      case 'GenericEvent':
      case 'HistoryState':
        this.#mark(this.#isRewound ? 'rewind' : 'generic', event, 'Data');
        return;
      default:
        this.#mark('unknown', event, null, type);
        this.state.odd.add(event.rowKey, `Events of the type “${type}” are not known.`);
    }
  }

  #mark(kind: MarkKind, event: HistoryEvent, column: string | null, text?: string | null): void {
    const payload = column === null ? null : payloadOf(event, column);
    if (event.rewoundType !== null) this.#isRewound = true;
    this.#marks.push({
      kind,
      rowKey: event.rowKey,
      at: event.timestamp,
      text: text === undefined ? textOf(payload) : text,
      payload,
    });
    this.#snapshot = null;
  }

  #started(event: HistoryEvent): void {
    if (this.#start !== null) {
      this.state.odd.add(event.rowKey, 'The execution started before.');
    } else {
      this.#start = event;
      this.#startedAt = this.state.turns.startedAt(this.state.turns.current);
      this.#startMark = this.#marks.length;
    }
    this.#mark('started', event, 'Input', null);
  }

  /** The engine closes the first turn twice when it goes on with an execution that continued as new. */
  turnClosedAgain(): void {
    const mark = this.#startMark === null ? undefined : this.#marks[this.#startMark];
    if (this.#startMark === null || mark === undefined || this.state.turns.current !== 0) return;
    this.#marks[this.#startMark] = { ...mark, text: continued };
    this.#snapshot = null;
  }

  #completed(event: HistoryEvent): void {
    if (event.rewoundType !== null) {
      this.#mark('rewind', event, 'Result', `Took back the end: ${event.orchestrationStatus ?? 'unknown'}`);
      return;
    }
    this.#mark('ended', event, 'Result', event.orchestrationStatus);
    if (this.#end !== null && this.#continueStep === null) {
      this.state.odd.add(event.rowKey, 'The execution ended before.');
      return;
    }
    if (event.orchestrationStatus === continued) this.#addContinueStep(event);
    if (this.#end === null) this.#endWith(event, event.orchestrationStatus);
  }

  #continuedAsNew(event: HistoryEvent): void {
    this.#mark('ended', event, 'Result', continued);
    this.#addContinueStep(event);
    if (this.#end === null) this.#endWith(event, continued);
  }

  #endWith(event: HistoryEvent, status: string | null): void {
    const hasFailed = status === 'Failed' || event.payloads.FailureDetails !== undefined;
    this.#end = {
      rowKey: event.rowKey,
      status,
      at: event.timestamp,
      result: payloadOf(event, 'Result'),
      failure: hasFailed ? failureOf(event, 'Result') : null,
    };
    this.state.end();
  }

  #takeBackEnd(): void {
    this.#isRewound = true;
    this.#end = null;
    this.state.reopen();
  }

  #addContinueStep(event: HistoryEvent): void {
    if (this.#continueStep !== null) {
      this.state.steps.link(this.#continueStep, event);
      return;
    }
    const draft = draftStep('continue-as-new', event, this.state.turns.current);
    draft.input = payloadOf(event, 'Result');
    draft.finishedAt = event.timestamp;
    draft.state = 'completed';
    changeLastAttempt(draft, { finishedKey: event.rowKey, finishedAt: event.timestamp, state: 'completed' });
    this.#continueStep = this.state.addStep(draft, event);
  }

  snapshot(): Life {
    this.#snapshot ??= [...this.#marks];
    return {
      name: this.#start?.name ?? null,
      version: this.#start?.version ?? null,
      parent: this.#start?.parent ?? null,
      input: this.#start === null ? null : payloadOf(this.#start, 'Input'),
      createdAt: this.#start?.timestamp ?? null,
      startedAt: this.#startedAt,
      end: this.#end,
      marks: this.#snapshot,
    };
  }
}
