import type { Finding, StuckGroup } from '../../shared/contract/diagnosis.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import type { FindingRule } from '../../shared/domain/diagnosis/finding-rules.ts';
import { durationOf } from '../../shared/domain/diagnosis/phrases.ts';
import { workersOf } from '../../shared/domain/diagnosis/queue-signs.ts';
import { elapsedMs, type Instant } from '../../shared/domain/instant.ts';
import type { HealthSigns, IdleGroup } from '../task-hub/instance-index.ts';
import type { Examined } from './hub-verdict-examination.ts';
import type { HubFacts } from './hub-verdict-facts.ts';
import { filterOfGroups, filterOfIds } from './hub-verdict-filter.ts';
import { waitingQueues } from './hub-verdict-queues.ts';
import { groupSentence, isOfPartition, subjectOf } from './hub-verdict-words.ts';

const mostExamples = 5;
/** Fewer completed runs tell nothing about what is usual. */
const leastRuns = 20;
/** What waits as it is meant to is remarkable when it is this many times as old as nearly all that completed. */
const farBeyond = 5;

type Told = Pick<Finding, 'rule' | 'severity' | 'certainty' | 'sentence'>;

/** What row, queues and leases tell of a whole group without a look at any of its instances. */
export function explain(group: IdleGroup, facts: HubFacts): Told | null {
  if (group.kind === 'entity') return null;
  const told = (rule: FindingRule, severity: Told['severity'], certainty: Told['certainty']): Told => ({
    rule,
    severity,
    certainty,
    sentence: groupSentence(rule, subjectWords(rule, group), ['']),
  });
  if (group.runtimeStatus === 'Suspended') return told('suspended', 'normal', 'certain');
  if (group.startsLater) return told('not-due', 'normal', 'certain');
  const backlog = facts.reading?.backlog;
  const partition = backlog?.partitions.find((one) => one.partition === group.partition);
  if (group.runtimeStatus !== 'Pending' || backlog === undefined || partition === undefined) return null;
  if (!waitingQueues(facts).some(({ queue }) => queue === partition.queue)) return null;
  if (workersOf({ backlog }) === 'none') return told('no-worker', 'broken', 'likely');
  if (partition.owner?.lease === 'free') return told('no-owner', 'broken', 'likely');
  if (partition.owner?.lease === 'expired') return told('lease-expired', 'broken', 'likely');
  return null;
}

function subjectWords(rule: FindingRule, { partition }: IdleGroup): string | null {
  return isOfPartition(rule) && partition !== null ? `partition ${partition}` : null;
}

function unchangedSince({ lastUpdatedAt, createdAt }: InstanceRow): Instant | null {
  return lastUpdatedAt ?? createdAt;
}

/** Waits as it is meant to, but far longer than its siblings ever took. */
function beyondSiblings({ row, finding }: Examined, { signs, now }: HubFacts): Finding | null {
  const usual = row.name === null ? undefined : signs.usual.get(row.name);
  if (finding?.severity !== 'normal' || usual === undefined || row.createdAt === null) return null;
  const isFar = elapsedMs(row.createdAt, now) > Math.max(farBeyond * usual.p99Ms, 600_000);
  if (usual.runs < leastRuns || !isFar) return null;
  const more = [' Others of this name took no longer than ', durationOf(usual.p99Ms), '.'];
  return { ...finding, severity: 'delayed', certainty: 'possible', sentence: [...finding.sentence, ...more] };
}

interface Member {
  readonly row: InstanceRow;
  readonly finding: Finding;
  /** The whole of its group is a member, so that a filter of groups says exactly which. */
  readonly isExplained: boolean;
}

interface Draft extends Told {
  readonly subject: string | null;
  readonly members: Map<string, Member>;
  readonly groups: Set<IdleGroup>;
  count: number;
  estimate: number;
  isExact: boolean;
  oldest: Instant | null;
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** Causes of the instances that do not move, with how many there are of each. */
export class CauseGroups {
  private readonly drafts = new Map<string, Draft>();

  constructor(private readonly facts: HubFacts) {}

  /** All instances of the group have the cause. */
  addExplained(group: IdleGroup, told: Told): void {
    const draft = this.draftOf(told, subjectWords(told.rule, group));
    draft.count += group.count;
    draft.estimate += group.count;
    draft.oldest = earlier(draft.oldest, group.oldest);
    draft.groups.add(group);
    for (const row of group.samples)
      draft.members.set(row.instanceId, {
        row,
        finding: { ...told, evidence: [], nextStep: null, instanceId: row.instanceId },
        isExplained: true,
      });
  }

  /** Those looked at stand for the others of the group. */
  addExamined(group: IdleGroup, examined: readonly Examined[]): void {
    const weight = examined.length === 0 ? 0 : group.count / examined.length;
    for (const one of examined) {
      const finding = beyondSiblings(one, this.facts) ?? one.finding;
      if (finding === null || finding.severity === 'advice') continue;
      const draft = this.draftOf(finding, subjectOf(finding, one.row.partition));
      draft.count += 1;
      draft.estimate += weight;
      draft.isExact &&= examined.length === group.count;
      draft.oldest = earlier(draft.oldest, unchangedSince(one.row));
      draft.groups.add(group);
      draft.members.set(one.row.instanceId, { row: one.row, finding, isExplained: false });
    }
  }

  private draftOf(told: Told, subject: string | null): Draft {
    const key = JSON.stringify([told.rule, subject, told.severity === 'normal']);
    const known = this.drafts.get(key);
    if (known !== undefined) return known;
    const { rule, severity, certainty } = told;
    const sentence = groupSentence(rule, subject, told.sentence);
    const empty = { members: new Map(), groups: new Set<IdleGroup>(), count: 0, estimate: 0, isExact: true };
    const draft: Draft = { rule, severity, certainty, sentence, subject, ...empty, oldest: null };
    this.drafts.set(key, draft);
    return draft;
  }

  /** The weightiest first, then the largest. */
  all(): StuckGroup[] {
    const severities = ['broken', 'delayed', 'normal'];
    return [...this.drafts.values()]
      .map(toGroup)
      .sort(
        (one, other) =>
          severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
          (other.estimate ?? other.count) - (one.estimate ?? one.count),
      );
  }
}

function toGroup({ members, groups, isExact, oldest, ...draft }: Draft): StuckGroup {
  const known = [...members.values()];
  const inOrder = known.sort((one, other) =>
    (unchangedSince(one.row) ?? '') < (unchangedSince(other.row) ?? '') ? -1 : 1,
  );
  const areExplained = known.every(({ isExplained }) => isExplained);
  const ids =
    known.length === draft.count && isExact && !areExplained ? filterOfIds([...members.keys()]) : null;
  return {
    ...draft,
    estimate: isExact ? null : Math.max(draft.count, Math.round(draft.estimate)),
    oldestSince: oldest,
    examples: inOrder.slice(0, mostExamples).map(({ row, finding }) => ({
      instanceId: row.instanceId,
      name: row.name,
      since: unchangedSince(row),
      finding,
    })),
    q: ids ?? filterOfGroups([...groups], isOfPartition(draft.rule)),
  };
}

/** Rows that need a look, spread over groups: one of each before the second of any. */
export function rowsToExamine(signs: HealthSigns, isExplained: (group: IdleGroup) => boolean): InstanceRow[] {
  const groups = signs.idle.filter((group) => !isExplained(group));
  const longest = Math.max(0, ...groups.map(({ samples }) => samples.length));
  return Array.from({ length: longest }, (_, place) =>
    groups.flatMap(({ samples }) => samples[place] ?? []),
  ).flat();
}
