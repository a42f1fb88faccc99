import type { Diagnosis, Finding } from '../../shared/contract/diagnosis.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import { diagnose } from '../../shared/domain/diagnosis/diagnose.ts';
import type { DiagnosisFacts, LockFacts, RelatedFacts } from '../../shared/domain/diagnosis/facts.ts';
import { findInstance } from '../hubs/read-instance.ts';
import { heldSince } from './entity-locks.ts';
import { readInstanceHistory, type InstanceHistory } from './instance-history.ts';
import { readInstanceFacts, type DiagnosisReader } from './instance-facts.ts';

const maxDepth = 10;
/** Children that an instance waits for longest; of a wide fan-out the others mostly wait for the same. */
const maxChildren = 5;
const maxLooked = 40;
/** The engine's mark of a child that its parent does not wait for. */
const fireAndForgetTag = 'FireAndForget';

type SingleFacts = Omit<DiagnosisFacts, 'related'>;
type ChainLink = Diagnosis['chain'][number];

/** An instance with everything that holds it up. */
interface LookedAt {
  readonly instance: InstanceDetail;
  readonly facts: SingleFacts;
  readonly findings: readonly Finding[];
  readonly related: ReadonlyMap<string, Relative>;
  /** Instances that it waits for, entities that it calls included. */
  readonly next: readonly string[];
}

interface Relative extends RelatedFacts {
  readonly next: readonly string[];
}

function holders({ instance, locks }: SingleFacts): string[] {
  return [...locks.values()].flatMap(({ heldBy }) =>
    heldBy === null || heldBy === instance.instanceId ? [] : [heldBy],
  );
}

function unlockedEntities({ instance, locks }: SingleFacts): string[] {
  return [...locks.values()].flatMap(({ entityId, heldBy }) =>
    entityId !== instance.instanceId && (heldBy === null || heldBy === instance.instanceId) ? [entityId] : [],
  );
}

function oldestChildren({ waits }: SingleFacts): string[] {
  return waits
    .filter(({ kind }) => kind === 'sub-orchestration')
    .toSorted((one, other) => ((one.since ?? '') < (other.since ?? '') ? -1 : 1))
    .flatMap(({ instanceId }) => instanceId ?? [])
    .slice(0, maxChildren);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

function linkOf({
  instanceId,
  name,
  runtimeStatus,
  lastUpdatedAt,
}: InstanceDetail): RelatedFacts['instance'] {
  return { instanceId, name, runtimeStatus, lastUpdatedAt };
}

function gone(instanceId: string): RelatedFacts['instance'] {
  return { instanceId, name: null, runtimeStatus: 'Unknown', lastUpdatedAt: null };
}

const notLookedAt = { findings: [], isCycle: false, isGone: false, waitsFor: [], next: [] };

/** Follows children and locks from an instance to where the cause is. */
class FamilyWalk {
  private looked = 0;

  constructor(private readonly reader: DiagnosisReader) {}

  async lookAt(
    instance: InstanceDetail,
    path: readonly InstanceDetail[],
    historyRead: Promise<InstanceHistory>,
  ): Promise<LookedAt> {
    this.looked++;
    const facts = await readInstanceFacts(this.reader, instance, historyRead);
    const next = unique([...oldestChildren(facts), ...holders(facts), ...unlockedEntities(facts)]);
    const met = await Promise.all(next.map((id) => this.meet(id, [...path, instance])));
    const free = met.flatMap(({ id, isFree }) => (isFree ? [id] : []));
    // Whether a child is waited for is told by the child alone.
    if (free.length > 0)
      return this.lookAt(
        instance,
        path,
        historyRead.then((read) => withoutChildren(read, free)),
      );
    const related = new Map<string, Relative>();
    // What is met directly was looked at; further on, the same one may only have been recognised as being on the way.
    for (const { id, relative } of met) related.set(id, relative);
    for (const [id, relative] of met.flatMap(({ beyond }) => [...beyond])) {
      if (id !== instance.instanceId && !related.has(id)) related.set(id, relative);
    }
    const whole = { ...facts, related, locks: withTimes(facts.locks, met) };
    return { instance, facts, findings: diagnose(whole), related, next };
  }

  private async meet(instanceId: string, path: readonly InstanceDetail[]): Promise<Met> {
    const nothing = { id: instanceId, beyond: new Map<string, Relative>(), facts: null, isFree: false };
    const onPath = path.find((one) => one.instanceId === instanceId);
    if (onPath !== undefined) {
      return { ...nothing, relative: { ...notLookedAt, instance: linkOf(onPath), isCycle: true } };
    }
    const { problems, open } = this.reader;
    const what = `The instance ${instanceId} cannot be read`;
    const found = await problems.orElse(findInstance(open, instanceId), undefined, what);
    if (found === undefined) return { ...nothing, relative: { ...notLookedAt, instance: gone(instanceId) } };
    if (found === null) {
      return { ...nothing, relative: { ...notLookedAt, instance: gone(instanceId), isGone: true } };
    }
    if (fireAndForgetTag in (found.tags ?? {})) {
      return { ...nothing, relative: { ...notLookedAt, instance: linkOf(found) }, isFree: true };
    }
    if (path.length >= maxDepth || this.looked >= maxLooked) {
      problems.add(`The family was followed only as far as ${instanceId}.`);
      return { ...nothing, relative: { ...notLookedAt, instance: linkOf(found) } };
    }
    const { findings, related, next, facts } = await this.lookAt(
      found,
      path,
      readInstanceHistory(open, instanceId, problems),
    );
    const waitsFor = unique([...oldestChildren(facts), ...holders(facts)]);
    const relative = { instance: linkOf(found), findings, isCycle: false, isGone: false, waitsFor, next };
    return { id: instanceId, relative, beyond: related, facts, isFree: false };
  }
}

interface Met {
  readonly id: string;
  readonly relative: Relative;
  readonly beyond: ReadonlyMap<string, Relative>;
  readonly facts: SingleFacts | null;
  /** It was started by somebody who does not wait for it. */
  readonly isFree: boolean;
}

/** As if they had ended: nothing more will come of them. */
function withoutChildren(history: InstanceHistory, ids: readonly string[]): InstanceHistory {
  const steps = history.model.steps.map((step) =>
    step.kind === 'sub-orchestration' && step.instanceId !== null && ids.includes(step.instanceId)
      ? { ...step, state: 'abandoned' as const }
      : step,
  );
  return { ...history, model: { ...history.model, steps } };
}

function withTimes(locks: ReadonlyMap<string, LockFacts>, met: readonly Met[]): Map<string, LockFacts> {
  return new Map(
    [...locks].map(([entityId, lock]) => {
      const holder = met.find(({ id }) => id === lock.heldBy)?.facts?.model;
      return [entityId, { ...lock, heldSince: holder ? heldSince(holder, entityId) : null }];
    }),
  );
}

function chainLink({ instanceId, name, runtimeStatus }: ChainLink): ChainLink {
  return { instanceId, name, runtimeStatus };
}

/** The shortest way from the instance to the one that its first finding is about. */
function chainTo({ instance, related, next, findings }: LookedAt): ChainLink[] {
  const start = chainLink(instance);
  const target = findings[0]?.instanceId ?? instance.instanceId;
  const ways: { readonly links: readonly ChainLink[]; readonly next: readonly string[] }[] = [
    { links: [start], next },
  ];
  const seen = new Set([instance.instanceId]);
  if (target === instance.instanceId) return [start];
  for (const way of ways) {
    for (const id of way.next) {
      const relative = related.get(id);
      if (relative === undefined || seen.has(id)) continue;
      seen.add(id);
      const links = [...way.links, chainLink(relative.instance)];
      if (id === target) return links;
      ways.push({ links, next: relative.next });
    }
  }
  return [start];
}

/** Findings about the instance and, where others hold it up, the way to the one that does. */
export async function diagnoseFamily(
  reader: DiagnosisReader,
  instance: InstanceDetail,
  historyRead: Promise<InstanceHistory>,
): Promise<Pick<Diagnosis, 'findings' | 'chain'>> {
  const looked = await new FamilyWalk(reader).lookAt(instance, [], historyRead);
  return { findings: [...looked.findings], chain: chainTo(looked) };
}
