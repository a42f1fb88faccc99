import type { Diagnosis, Finding } from '../../shared/contract/diagnosis.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import { diagnose } from '../../shared/domain/diagnosis/diagnose.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { nowInstant } from '../clock.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { readInstance } from '../hubs/read-instance.ts';
import { shareRead } from '../hubs/shared-read.ts';
import { diagnoseFamily } from './family-walk.ts';
import { readInstanceHistory, type InstanceHistory } from './instance-history.ts';
import { readInstanceFacts, type DiagnosisReader } from './instance-facts.ts';
import { ReadingProblems } from './reading-problems.ts';

const sharedForMs = 2_000;
const maxShared = 500;

interface DiagnosisDepth {
  /** Follows children and locks to where the cause is. */
  readonly withFamily: boolean;
  /** Asked who suspended an instance. */
  readonly audit?: AuditLog;
}

async function findingsAlone(
  reader: DiagnosisReader,
  instance: InstanceDetail,
  historyRead: Promise<InstanceHistory>,
): Promise<Finding[]> {
  const facts = await readInstanceFacts(reader, instance, historyRead);
  return diagnose({ ...facts, related: new Map() });
}

async function readDiagnosis(
  open: OpenHub,
  instanceId: string,
  { withFamily, audit }: DiagnosisDepth,
): Promise<Diagnosis> {
  const problems = new ReadingProblems();
  const queues = problems.orElse(open.queues.read(), null, 'The queues cannot be read');
  const historyRead = readInstanceHistory(open, instanceId, problems);
  const [instance, reading] = await Promise.all([readInstance(open, instanceId), queues, historyRead]);
  const reader: DiagnosisReader = { open, audit: audit ?? null, problems, queues };
  const { findings, chain } = withFamily
    ? await diagnoseFamily(reader, instance, historyRead)
    : { findings: await findingsAlone(reader, instance, historyRead), chain: [] };
  const readAt = reading?.backlog.readAt ?? nowInstant();
  return { instanceId, findings, chain, readAt, problems: problems.list() };
}

const sharedByHub = new WeakMap<OpenHub, Map<string, () => Promise<Diagnosis>>>();

/**
 * `not-found` when there is no such instance; whatever else cannot be read becomes a problem of the answer. Those who ask
 * the same within two seconds share one reading.
 */
export async function diagnoseInstanceOf(
  open: OpenHub,
  instanceId: string,
  depth: DiagnosisDepth,
): Promise<Diagnosis> {
  const shared = sharedByHub.get(open) ?? new Map<string, () => Promise<Diagnosis>>();
  sharedByHub.set(open, shared);
  const key = JSON.stringify([instanceId, depth.withFamily, depth.audit !== undefined]);
  const read = shared.get(key) ?? shareRead(() => readDiagnosis(open, instanceId, depth), sharedForMs);
  shared.delete(key);
  shared.set(key, read);
  for (const oldest of [...shared.keys()].slice(0, -maxShared)) shared.delete(oldest);
  return read();
}
