import type { HubVerdict } from '../../shared/contract/diagnosis.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { shareRead } from '../hubs/shared-read.ts';
import type { IdleGroup } from '../task-hub/instance-index.ts';
import { diagnoseInstanceOf } from './diagnose-instance.ts';
import { Examiner, type Diagnose } from './hub-verdict-examination.ts';
import { HubFactsReader, unchangedForMs, type HubFacts } from './hub-verdict-facts.ts';
import { CauseGroups, explain, rowsToExamine } from './hub-verdict-groups.ts';
import { judge } from './hub-verdict-reasons.ts';

const shortestAgeMs = 5_000;
/** Of the time that passes, a verdict takes no more than this part. */
const partOfTime = 1 / 10;

type Explained = ReadonlyMap<IdleGroup, NonNullable<ReturnType<typeof explain>>>;

function explainGroups(facts: HubFacts): Explained {
  return new Map(
    facts.signs.idle.flatMap((group) => {
      const told = explain(group, facts);
      return told === null ? [] : [[group, told] as const];
    }),
  );
}

async function makeVerdict(reader: HubFactsReader, examiner: Examiner): Promise<HubVerdict> {
  const facts = await reader.read();
  const explained = explainGroups(facts);
  const { examined, problems } = await examiner.examine(
    rowsToExamine(facts.signs, (group) => explained.has(group)),
    facts,
  );
  const causes = new CauseGroups(facts);
  for (const group of facts.signs.idle) {
    const told = explained.get(group);
    if (told !== undefined) causes.addExplained(group, told);
    else
      causes.addExamined(
        group,
        group.samples.flatMap(({ instanceId }) => examined.get(instanceId) ?? []),
      );
  }
  const groups = causes.all();
  const stuck = groups.filter(({ severity }) => severity !== 'normal');
  return {
    ...judge(facts, stuck),
    stuck,
    waiting: groups.filter(({ severity }) => severity === 'normal'),
    unchangedForMs,
    candidates: facts.signs.idleTotal,
    explained: [...explained.keys()].reduce((sum, { count }) => sum + count, 0),
    examined: examined.size,
    readAt: facts.now,
    coverage: facts.coverage,
    problems: [...(facts.reading?.backlog.problems ?? []), ...problems],
  };
}

/** Verdicts on one hub, one after the other. */
export function verdictsOn(
  open: OpenHub,
  diagnose: Diagnose = diagnoseInstanceOf,
): () => Promise<HubVerdict> {
  const reader = new HubFactsReader(open);
  const examiner = new Examiner(open, diagnose);
  return () => makeVerdict(reader, examiner);
}

const verdicts = new WeakMap<OpenHub, () => Promise<HubVerdict>>();

/** Shared by all who ask within a few seconds. What cannot be read becomes a problem of the answer. */
export function verdictOf(open: OpenHub): Promise<HubVerdict> {
  const known = verdicts.get(open);
  if (known !== undefined) return known();
  const read = shareRead(verdictsOn(open), (tookMs) => Math.max(shortestAgeMs, tookMs / partOfTime));
  verdicts.set(open, read);
  return read();
}
