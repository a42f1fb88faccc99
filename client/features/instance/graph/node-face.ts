import type { LucideIcon } from 'lucide-react';
import { CornerDownRight, Flag, Layers, Play, Repeat } from 'lucide-react';
import type { StepState } from '../../../../shared/domain/execution/execution-model.ts';
import type { FoldNode, StepCounts, StepNode } from '../../../../shared/domain/execution/graph-model.ts';
import { elapsedMs } from '../../../../shared/domain/instant.ts';
import { toRuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { statusColor } from '../../../components/charts/status-color.ts';
import { statusLooks } from '../../../components/runtime-status-look.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { stepKindLooks, stepStateLooks, stepStateOrder, stepTitle } from '../step-look.ts';
import type { SceneContent, SceneItem } from './graph-scene.ts';

interface FaceState {
  readonly word: string;
  /** Stands for the icon where there is no room for one, and in exported pictures. */
  readonly glyph: string;
  readonly icon: LucideIcon;
  readonly color: string;
  /** Class for texts and icons. */
  readonly text: string;
}

/** What a node says, however it is drawn. */
export interface NodeFace {
  readonly icon: LucideIcon;
  readonly kind: string;
  readonly title: string;
  /** Which child or entity; empty = none, or not known. */
  readonly target: string;
  /** `null` = it has none, as the start. */
  readonly state: FaceState | null;
  /** Behind the state: how long it took, how often it was tried. */
  readonly notes: readonly string[];
  /** Of folded steps. */
  readonly counts: StepCounts | null;
}

const glyphs = {
  open: '▶',
  completed: '✓',
  failed: '✕',
  abandoned: '⊘',
  rewound: '↶',
  unknown: '?',
} as const satisfies Record<StepState, string>;

function stateFace(state: StepState): FaceState {
  return { ...stepStateLooks[state], glyph: glyphs[state] };
}

/** The first of the order of trouble that any step is in. */
function worstState(counts: StepCounts): StepState {
  return stepStateOrder.find((state) => counts[state] > 0) ?? 'unknown';
}

function stepFace({ step }: StepNode): NodeFace {
  const { icon, word } = stepKindLooks[step.kind];
  const end = step.finishedAt ?? null;
  const notes = [
    ...(step.scheduledAt !== null && end !== null && step.kind !== 'external-event'
      ? [formatDuration(elapsedMs(step.scheduledAt, end))]
      : []),
    ...(step.attempts.length > 1 ? [plural(step.attempts.length, 'attempt')] : []),
  ];
  return {
    icon,
    kind: word,
    title: toVisibleText(stepTitle(step)),
    target: toVisibleText(step.instanceId ?? step.lockSet.join(', ')),
    state: stateFace(step.state),
    notes,
    counts: null,
  };
}

/** A round of more than these parts is not spelled out. */
const shownParts = 3;

function foldFace({ parts, counts, shape, repeats, members }: FoldNode): NodeFace {
  const names = parts.slice(0, shownParts).map((part) => toVisibleText(stepTitle(part)));
  const more = parts.length > shownParts ? ' → …' : '';
  const isLoop = shape === 'loop';
  return {
    icon: isLoop ? Repeat : Layers,
    kind: isLoop ? 'loop' : 'side by side',
    title: `${names.join(' → ')}${more} × ${formatCount(repeats)}`,
    target: '',
    state: stateFace(worstState(counts)),
    notes: isLoop && members.length !== repeats ? [plural(members.length, 'step')] : [],
    counts,
  };
}

/** Words of the engine that are no runtime status of ours are shown as they are. */
function endFace({ model }: Extract<SceneContent, { kind: 'start' | 'join' | 'end' }>): NodeFace {
  const status = model.end?.status ?? 'Unknown';
  const known = toRuntimeStatus(status);
  const { icon, text } = statusLooks[known];
  return {
    icon: Flag,
    kind: 'end',
    title: 'End',
    target: '',
    state: { word: toVisibleText(status), glyph: '■', icon, text, color: statusColor(known) },
    notes: [],
    counts: null,
  };
}

function startFace({ model }: Extract<SceneContent, { kind: 'start' | 'join' | 'end' }>): NodeFace {
  const title = model.name === null ? 'Start' : toVisibleText(model.name);
  return { icon: Play, kind: 'start', title, target: '', state: null, notes: [], counts: null };
}

export function faceOf({ content }: SceneItem): NodeFace {
  if (content.kind === 'step') return stepFace(content.node);
  if (content.kind === 'fold') return foldFace(content.fold);
  if (content.kind === 'start') return startFace(content);
  if (content.kind === 'end') return endFace(content);
  return { icon: CornerDownRight, kind: 'join', title: '', target: '', state: null, notes: [], counts: null };
}

/** “298 completed, 2 failed”: every state that occurs, trouble first. */
export function countWords(counts: StepCounts): string {
  return stepStateOrder
    .filter((state) => counts[state] > 0)
    .map((state) => `${formatCount(counts[state])} ${stepStateLooks[state].word}`)
    .join(', ');
}

/** What a screen reader says of a node. */
export function spokenFace({ kind, title, target, state, notes, counts }: NodeFace): string {
  const words = counts === null ? (state?.word ?? '') : countWords(counts);
  return [title, kind, target, words, ...notes].filter((part) => part !== '').join(', ');
}
