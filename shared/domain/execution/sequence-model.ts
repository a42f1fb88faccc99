import type { Instant } from '../instant.ts';

export type LaneKind = 'outside' | 'parent' | 'orchestrator' | 'function' | 'child' | 'entity' | 'instance';

/** Who sends and receives. */
export interface Lane {
  readonly id: string;
  readonly kind: LaneKind;
  /** Of the function or orchestrator; `null` = storage does not say. */
  readonly name: string | null;
  /** `null` for functions, and where many instances of one name share a lane. */
  readonly instanceId: string | null;
}

export type MessageKind =
  | 'start'
  | 'end'
  | 'call'
  | 'result'
  | 'failure'
  | 'timer'
  | 'timer-fired'
  | 'event'
  | 'send'
  /** Terminate, suspend, resume or rewind, from outside. */
  | 'command'
  /** A row that says nothing to anybody, or whose type is not known. */
  | 'note';

export interface Message {
  readonly rowKey: string;
  readonly kind: MessageKind;
  readonly at: Instant | null;
  /** When that was asked for which this message answers; `null` where it answers nothing. */
  readonly since: Instant | null;
  /** Lane ids; the same for what stays within the orchestrator. */
  readonly from: string;
  readonly to: string;
  /** Indexes into the model's `steps`, the step's `attempts`, and the model's `marks`. */
  readonly step: number | null;
  readonly attempt: number | null;
  readonly mark: number | null;
  readonly isRewound: boolean;
}

/** Messages behind each other that go the same way for siblings asked for together. */
export interface MessageRun {
  /** Stays the same while the history grows. */
  readonly id: string;
  /** Index of the first message. */
  readonly first: number;
  readonly count: number;
  readonly counts: Readonly<Partial<Record<MessageKind, number>>>;
}

export interface Sequence {
  /** The outside world and the orchestrator first, then in the order in which they first appear. */
  readonly lanes: readonly Lane[];
  /** In the order of the history. */
  readonly messages: readonly Message[];
  /** Worth folding; in order, and apart from each other. */
  readonly runs: readonly MessageRun[];
}

export type SequenceRow =
  | { readonly kind: 'message'; readonly id: string; readonly message: Message; readonly isInRun: boolean }
  | { readonly kind: 'run'; readonly id: string; readonly run: MessageRun; readonly isUnfolded: boolean };

export const orchestratorLane = 'orchestrator';
export const outsideLane = 'outside';
export const parentLane = 'parent';
