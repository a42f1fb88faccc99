import type { Finding, Sentence } from '../../contract/diagnosis.ts';
import { isTerminal, toRuntimeStatus } from '../runtime-status.ts';
import type { DiagnosisFacts, RelatedFacts } from './facts.ts';
import { idOf } from './phrases.ts';
import { inside } from './sentence-parts.ts';

type Judged = Pick<Finding, 'severity' | 'certainty'>;

/** What holds up another instance, as far as its own findings tell. */
export interface Cause extends Judged {
  /** Where the cause is: the other instance, or one that it waits for in turn. */
  readonly instanceId: string;
  readonly finding: Finding | null;
  /** Whose finding it is; another than where the cause is when that one was not looked at. */
  readonly toldBy: string;
}

/** The cause of another instance's standstill, where it is: its own first finding names the one that it is about. */
export function causeIn({ related }: DiagnosisFacts, instanceId: string): Cause {
  const [top] = related.get(instanceId)?.findings ?? [];
  if (top === undefined) {
    return { instanceId, toldBy: instanceId, finding: null, severity: 'normal', certainty: 'certain' };
  }
  const [there] = related.get(top.instanceId)?.findings ?? [];
  const isThere = top.instanceId !== instanceId && there?.instanceId === top.instanceId;
  const finding = isThere ? there : top;
  const severity = finding.severity === 'advice' ? 'normal' : finding.severity;
  const toldBy = isThere ? top.instanceId : instanceId;
  return { instanceId: top.instanceId, toldBy, finding, severity, certainty: finding.certainty };
}

/** ` There, it …`, after the sentence that names `instanceId`; nothing when no cause is known. */
export function toldCause({ finding, toldBy }: Cause, instanceId: string): Sentence {
  if (finding === null) return [];
  const place: Sentence =
    toldBy === instanceId ? [' There, '] : [' At the end of that line, ', idOf(toldBy), ': '];
  return [...place, ...inside(finding.sentence)];
}

export function hasEnded({ instance }: RelatedFacts): boolean {
  return isTerminal(toRuntimeStatus(instance.runtimeStatus));
}

/** Whether the other waits, directly or through others, for the instance itself. */
export function waitsForItself({ related, instance }: DiagnosisFacts, otherId: string): boolean {
  const seen = new Set<string>();
  const open = [otherId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === instance.instanceId) return true;
    const next = seen.has(id) ? undefined : related.get(id);
    seen.add(id);
    if (next?.isCycle === true) return true;
    const [top] = next?.findings ?? [];
    if (top?.severity === 'broken' && top.instanceId === instance.instanceId) return true;
    open.push(...(next?.waitsFor ?? []));
  }
  return false;
}

const weights: readonly Finding['severity'][] = ['broken', 'delayed', 'normal', 'advice'];

export function weightOf({ severity }: Pick<Finding, 'severity'>): number {
  return weights.indexOf(severity);
}
