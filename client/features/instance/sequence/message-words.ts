import { z } from 'zod';
import type {
  ExecutionModel,
  Mark,
  Step,
  StepFailure,
} from '../../../../shared/domain/execution/execution-model.ts';
import type {
  Message,
  MessageKind,
  MessageRun,
  Sequence,
} from '../../../../shared/domain/execution/sequence-model.ts';
import { elapsedMs, type Instant } from '../../../../shared/domain/instant.ts';
import type { PayloadInfo } from '../../../../shared/contract/payloads.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { toVisibleProse } from '../../../lib/visible-prose.ts';
import { stepTitle } from '../step-look.ts';
import { shortName } from './lane-look.ts';

/** What is written at an arrow, and what is read out instead of it. */
export interface MessageWords {
  readonly title: string;
  /** Values and reasons, as far as they are short. */
  readonly detail: string;
  readonly spoken: string;
}

const maxDetailChars = 160;

function shortText(text: string | null): string {
  if (text === null) return '';
  return toVisibleProse(text.length > maxDetailChars ? `${text.slice(0, maxDetailChars)}…` : text);
}

function previewOf(info: PayloadInfo | undefined): string {
  return shortText(info?.preview ?? null);
}

function isEntityStep({ kind }: Step): boolean {
  return kind === 'entity-call' || kind === 'entity-signal' || kind === 'entity-lock';
}

/** Entity messages wrap what matters; one that is cut short is left to the details. */
function innerPreview(info: PayloadInfo | undefined): string {
  try {
    const parsed: unknown = JSON.parse(info?.preview ?? '');
    const inner = z
      .object({ input: z.string() })
      .or(z.object({ result: z.string() }))
      .parse(parsed);
    return shortText('input' in inner ? inner.input : inner.result);
  } catch {
    return '';
  }
}

function stepPreview(step: Step, info: PayloadInfo | undefined): string {
  if (step.kind === 'entity-lock') return '';
  return isEntityStep(step) ? innerPreview(info) : previewOf(info);
}

function failureWords(failure: StepFailure | null | undefined): string {
  return shortText(failure?.message ?? failure?.errorType ?? null);
}

function lengthWords(since: Instant | null, at: Instant | null): string | null {
  return since === null || at === null ? null : formatDuration(Math.max(0, elapsedMs(since, at)));
}

function spokenWith(sentence: string, detail: string): string {
  return detail === '' ? sentence : `${sentence}: ${detail}`;
}

function targetWords({ kind, instanceId }: Step): string {
  if (instanceId === null || kind === 'activity') return '';
  return shortName(instanceId);
}

function attemptWords(step: Step, { attempt }: Message): string {
  return step.attempts.length > 1 && attempt !== null ? `, attempt ${attempt + 1}` : '';
}

function callWords(step: Step, message: Message): MessageWords {
  const name = shortName(stepTitle(step));
  const target = targetWords(step);
  const isLock = step.kind === 'entity-lock';
  const state = step.attempts[message.attempt ?? -1]?.state;
  const pending =
    state === 'open' ? 'no answer yet' : state === 'abandoned' ? 'its answer was not awaited' : '';
  const input = isLock ? shortText(step.lockSet.join(', ')) : stepPreview(step, step.input?.info);
  const title = `${isLock ? 'lock' : name}${attemptWords(step, message)}`;
  const said = isLock ? 'lock asked for' : `${name} called`;
  const spoken = [`${said}${attemptWords(step, message)}`, target && `on ${target}`, pending];
  return {
    title,
    detail: [pending, input].filter((part) => part !== '').join(' · '),
    spoken: spoken.filter((part) => part !== '').join(', '),
  };
}

function answerWords(step: Step, message: Message): MessageWords {
  const name = shortName(stepTitle(step));
  const isFailure = message.kind === 'failure';
  const attempt = step.attempts[message.attempt ?? -1];
  const length = lengthWords(message.since, message.at);
  const detail = isFailure
    ? failureWords(attempt?.failure ?? step.failure)
    : stepPreview(step, attempt?.result?.info);
  const outcome = isFailure ? 'failed' : step.kind === 'entity-lock' ? 'granted' : 'completed';
  const after = length === null ? outcome : `${outcome} after ${length}`;
  const title = length ?? outcome;
  const said = `${step.kind === 'entity-lock' ? 'lock' : name}${attemptWords(step, message)} ${after}`;
  return {
    title: isFailure && length !== null ? `failed after ${title}` : title,
    detail,
    spoken: spokenWith(said, isFailure ? detail : ''),
  };
}

function timerWords(model: ExecutionModel, step: Step, message: Message): MessageWords {
  const delayed = model.steps[model.stepOfRow.get(step.delaysStepId ?? '') ?? -1];
  const what =
    delayed === undefined ? 'timer' : `delay before ${shortName(stepTitle(delayed))} is tried again`;
  if (message.kind === 'timer-fired') {
    // Its own time is when it was set: the engine writes it with the message that it hides until then.
    const title = delayed === undefined ? 'timer fired' : 'delay over';
    return { title, detail: '', spoken: title };
  }
  const length = lengthWords(message.at, step.fireAt);
  const title = length === null ? what : `${what}: ${length}`;
  const detail = step.state === 'open' ? 'not fired yet' : step.state === 'abandoned' ? 'not awaited' : '';
  return { title, detail, spoken: spokenWith(`${title} set`, detail) };
}

function sentWords(step: Step): MessageWords {
  const name = step.name === null ? '' : shortName(step.name);
  const title = step.kind === 'entity-lock' ? 'release' : name || stepTitle(step);
  const verb =
    step.kind === 'entity-lock'
      ? 'lock released'
      : step.kind === 'entity-signal'
        ? `${title} signalled`
        : `${title} sent`;
  const target = targetWords(step);
  const to = target === '' ? '' : `, to ${target}`;
  const detail = stepPreview(step, step.input?.info);
  return { title, detail, spoken: `${verb}${to}` };
}

function eventWords(step: Step): MessageWords {
  const title = shortName(stepTitle(step));
  return { title, detail: previewOf(step.result?.info), spoken: `event ${title} received` };
}

const commandWords: Readonly<Partial<Record<Mark['kind'], string>>> = {
  terminate: 'terminate',
  suspend: 'suspend',
  resume: 'resume',
  rewind: 'rewind',
};

function lifeWords(model: ExecutionModel, message: Message): MessageWords {
  const mark = model.marks[message.mark ?? -1];
  const text = shortText(mark?.text ?? null);
  switch (message.kind) {
    case 'start': {
      const title = `start ${shortName(model.name ?? '')}`.trim();
      return {
        title,
        detail: previewOf(model.input?.info),
        spoken: `${shortName(model.name ?? 'orchestrator')} started`,
      };
    }
    case 'end': {
      const failure = failureWords(model.end?.rowKey === message.rowKey ? model.end.failure : null);
      const result = previewOf(mark?.payload?.info);
      const title = text || 'ended';
      return {
        title,
        detail: failure || result,
        spoken: spokenWith(`orchestrator ended as ${title}`, failure),
      };
    }
    case 'command': {
      const title = commandWords[mark?.kind ?? 'generic'] ?? 'command';
      return { title, detail: text, spoken: spokenWith(`${title} from outside`, text) };
    }
    default: {
      const isUnknown = mark?.kind === 'unknown';
      const title = isUnknown
        ? `event of unknown type ${text}`
        : mark === undefined
          ? 'row without meaning'
          : mark.kind;
      return { title, detail: isUnknown ? '' : text, spoken: spokenWith(title, isUnknown ? '' : text) };
    }
  }
}

function plainWords(model: ExecutionModel, message: Message): MessageWords {
  const step = model.steps[message.step ?? -1];
  if (step === undefined) return lifeWords(model, message);
  switch (message.kind) {
    case 'call':
      return callWords(step, message);
    case 'result':
    case 'failure':
      return answerWords(step, message);
    case 'timer':
    case 'timer-fired':
      return timerWords(model, step, message);
    case 'send':
      return sentWords(step);
    case 'event':
      return eventWords(step);
    default:
      return lifeWords(model, message);
  }
}

export function messageWords(model: ExecutionModel, message: Message): MessageWords {
  const words = plainWords(model, message);
  if (!message.isRewound) return words;
  return { ...words, title: `rewound: ${words.title}`, spoken: `rewound: ${words.spoken}` };
}

const runVerbs: Readonly<Partial<Record<MessageKind, string>>> = {
  call: 'called',
  send: 'sent',
  failure: 'failed',
  result: 'completed',
  timer: 'set',
  'timer-fired': 'fired',
};

/** “300 × SayHello”, “297 completed, 3 failed”. */
export function runWords(model: ExecutionModel, { messages }: Sequence, run: MessageRun): MessageWords {
  const step = model.steps[messages[run.first]?.step ?? -1];
  const title = `${formatCount(run.count)} × ${step === undefined ? 'message' : shortName(stepTitle(step))}`;
  const verbs = Object.entries(runVerbs).flatMap(([kind, verb]) => {
    const count = Object.entries(run.counts).find(([counted]) => counted === kind)?.[1] ?? 0;
    return count === 0 ? [] : [count === run.count ? verb : `${formatCount(count)} ${verb}`];
  });
  const span = lengthWords(messages[run.first]?.at ?? null, messages[run.first + run.count - 1]?.at ?? null);
  const detail = `${verbs.join(', ')}${span === null ? '' : ` within ${span}`}`;
  return { title, detail, spoken: `${title} ${detail}` };
}
