import type { z } from 'zod';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { checkGate, GateReason, OpenCount } from '../../../shared/contract/gate.ts';
import { nowInstant } from '../../clock.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { callersInSamples } from '../../functions/callers-in-samples.ts';
import { openStatuses, orchestrationsText, statusTerm, textTerm } from '../../functions/open-statuses.ts';
import { untilCurrent } from './until-current.ts';
import { queuedStarts } from './queued-starts.ts';

const maxNames = 50;

type GateQuestion = z.output<typeof checkGate.query>;
type GateAnswer = ResultOf<typeof checkGate>;

/** The list that shows what counts. */
function filterOf(names: readonly string[] | null, version: string | undefined): string {
  return orchestrationsText(
    statusTerm(openStatuses),
    ...(names === null ? [] : [textTerm('name', names)]),
    ...(version === undefined ? [] : [textTerm('version', [version])]),
  );
}

function sum(groups: readonly OpenCount[]): number {
  return groups.reduce((total, { count }) => total + count, 0);
}

function orchestrations(count: number, of = ''): string {
  return count === 1 ? `1 orchestration${of} has` : `${count} orchestrations${of} have`;
}

function namesOf({ names }: GateQuestion): string[] | null {
  const all = (names ?? []).flatMap((text) => text.split(',')).map((name) => name.trim());
  const given = [...new Set(all.filter((name) => name !== ''))];
  if (given.length > maxNames) {
    throw new AppError('invalid-request', `At most ${maxNames} names can be asked for at once.`);
  }
  return given.length === 0 ? null : given;
}

interface Counted {
  readonly open: OpenCount[];
  readonly reasons: GateReason[];
}

function openReason(
  groups: readonly OpenCount[],
  names: readonly string[] | null,
  version: string | undefined,
): GateReason {
  const total = sum(groups);
  const of = version === undefined ? '' : version === '' ? ' without a version' : ` of version ${version}`;
  const text = `${orchestrations(total, of)} not ended.`;
  return { code: 'open-instances', text, count: total, q: filterOf(names, version) };
}

/** A name that no orchestration ever had may be an activity's: those that call it count, or all when nobody knows who does. */
function callersReason(
  unmet: readonly string[],
  callers: ReadonlySet<string> | null,
  groups: readonly OpenCount[],
  version: string | undefined,
): GateReason {
  const count = sum(groups);
  const subject = unmet.join(', ');
  const text =
    callers === null
      ? `No orchestration is named ${subject}, and which orchestrators call it was not observed: all ${count} that have not ended may.`
      : `${orchestrations(count)} not ended may call ${subject}, as others of their names did.`;
  const names = callers === null ? null : [...callers];
  return { code: 'may-be-called', text, count, q: filterOf(names, version) };
}

async function namesWithoutInstances({ index }: OpenHub, names: readonly string[]): Promise<string[]> {
  const totals = await Promise.all(
    names.map(async (name) => {
      const q = orchestrationsText(textTerm('name', [name]));
      return (await index.list({ q, sort: 'createdAt', order: 'desc', limit: 1 })).total;
    }),
  );
  return names.filter((_, place) => totals[place] === 0);
}

async function count(
  open: OpenHub,
  groups: readonly OpenCount[],
  names: readonly string[] | null,
  version: string | undefined,
): Promise<Counted> {
  const ofVersion = groups.filter((group) => version === undefined || (group.version ?? '') === version);
  const ofNames = ofVersion.filter(({ name }) => names === null || (name !== null && names.includes(name)));
  const own = ofNames.length === 0 ? [] : [openReason(ofNames, names, version)];
  const unmet = names === null ? [] : await namesWithoutInstances(open, names);
  if (unmet.length === 0) return { open: ofNames, reasons: own };
  const callers = callersInSamples(open.functions.kept, unmet);
  const mayCall = ofVersion.filter(
    (group) =>
      !ofNames.includes(group) && (callers === null || (group.name !== null && callers.has(group.name))),
  );
  if (mayCall.length === 0) return { open: ofNames, reasons: own };
  return {
    open: [...ofNames, ...mayCall],
    reasons: [...own, callersReason(unmet, callers, mayCall, version)],
  };
}

function notCurrent(
  { coverage, isComplete }: { coverage: GateAnswer['coverage']; isComplete: boolean },
  askedAt: string,
): GateReason[] {
  const isCurrent = coverage.asOf !== null && coverage.asOf >= askedAt && isComplete;
  if (isCurrent) return [];
  const why =
    coverage.problem?.message ?? (coverage.asOf === null ? 'it is still being read for the first time' : '');
  const text = `The index does not know everything written before the question${why === '' ? '' : `: ${why}`}.`;
  return [{ code: 'not-current', text, count: null, q: null }];
}

export async function decideGate(open: OpenHub, question: GateQuestion): Promise<GateAnswer> {
  const askedAt = nowInstant();
  const names = namesOf(question);
  const { version } = question;
  await untilCurrent(open.index, askedAt, question.waitSeconds * 1_000);
  const [counts, queued] = await Promise.all([open.index.openCounts(), queuedStarts(open, names)]);
  const counted = await count(open, counts.groups, names, version);
  const reasons = [
    ...counted.reasons,
    ...queued.filter(({ code }) => version === undefined || code === 'not-current'),
    ...notCurrent(counts, askedAt),
  ];
  const isBlocked = reasons.some(({ code }) => code !== 'not-current');
  return {
    result: isBlocked ? 'fail' : reasons.length > 0 ? 'unknown' : 'pass',
    reasons,
    open: counted.open,
    version: version ?? null,
    names,
    coverage: counts.coverage,
  };
}
