import type { CommandName } from '../../../shared/domain/actions.ts';
import { instantToMs } from '../../../shared/domain/instant.ts';
import { findJsonProblem } from '../../../shared/domain/json-text.ts';
import type { CommandDraft } from './command-draft.ts';

/** Parts of a draft that can be wrong. */
type DraftField =
  | 'reason'
  | 'name'
  | 'json'
  | 'newInstanceId'
  | 'version'
  | 'tags'
  | 'dueAt'
  | 'isForced'
  | 'confirmedName'
  | 'cleaning';

export type DraftProblems = Readonly<Partial<Record<DraftField, string>>>;

export interface DraftCheck {
  /** What cannot be sent as it is; worth saying while somebody types. */
  readonly wrong: DraftProblems;
  /** What is not filled in yet; no mistake before somebody tries to send. */
  readonly missing: DraftProblems;
}

export interface CheckOptions {
  readonly isReasonRequired: boolean;
  /** Destroys what is in use: wants the explicit tick. */
  readonly needsForce: boolean;
  /** Destroys so many that this name is to be typed; left out = not so many. */
  readonly nameToType?: string | null;
  readonly nowMs: number;
}

const maxReasonChars = 4000;
const maxNameChars = 1024;
const maxIdChars = 256;
const maxVersionChars = 1024;
const maxTagNameChars = 1024;
const maxTagValueChars = 8192;
const maxAheadMs = 7 * 86_400_000;
/** The server's clock may be a little ahead of the reader's. */
const toleranceMs = 60_000;

function only(field: DraftField, problem: string | null): DraftProblems {
  return problem === null ? {} : { [field]: problem };
}

function tooLong(what: string, text: string, max: number): string | null {
  const excess = text.length - max;
  return excess > 0 ? `${what} is ${excess} characters too long.` : null;
}

function jsonProblem(json: string | null): string | null {
  if (json === null || json.trim() === '') return null;
  const problem = findJsonProblem(json);
  return problem && `Not JSON at line ${problem.line}, column ${problem.column}: ${problem.message}.`;
}

function idProblem(id: string): string | null {
  if (id.startsWith('@')) return 'Ids of orchestrations do not begin with @: that is how entities are told.';
  if (/[/\\#?\p{Cc}]/u.test(id)) return 'The engine takes no id with / \\ # ? or control characters.';
  return tooLong('The id', id, maxIdChars);
}

function tagsProblem({ tags }: CommandDraft): string | null {
  const names = tags.map(({ name }) => name);
  const twice = names.find((name, place) => name !== '' && names.indexOf(name) !== place);
  if (twice !== undefined) return `The tag ${twice} is there twice.`;
  if (tags.some(({ name, value }) => name === '' && value !== '')) return 'A tag needs a name.';
  const isLong = tags.some(
    ({ name, value }) => name.length > maxTagNameChars || value.length > maxTagValueChars,
  );
  return isLong
    ? `Names of tags have at most ${maxTagNameChars} characters, values ${maxTagValueChars}.`
    : null;
}

function dueProblem({ isScheduled, dueAt }: CommandDraft, nowMs: number): string | null {
  if (!isScheduled || dueAt === null) return null;
  const aheadMs = instantToMs(dueAt) - nowMs;
  if (aheadMs <= 0) return 'This time has passed.';
  return aheadMs > maxAheadMs + toleranceMs ? 'At most seven days ahead.' : null;
}

const nameWords: Partial<Record<CommandName, string>> = {
  'raise-event': 'An event needs a name.',
  'signal-entity': 'A signal needs the name of an operation.',
  start: 'An orchestration has a name.',
};

const withJson: ReadonlySet<CommandName> = new Set([
  'raise-event',
  'signal-entity',
  'start',
  'restart',
  'set-custom-status',
]);
const withNewId: ReadonlySet<CommandName> = new Set(['start', 'restart']);
const withTime: ReadonlySet<CommandName> = new Set(['start', 'signal-entity']);

function wrongParts(command: CommandName, draft: CommandDraft, nowMs: number): DraftProblems {
  const hasName = nameWords[command] !== undefined;
  const choosesId = command === 'start' || draft.id === 'new';
  return {
    ...only('reason', tooLong('The reason', draft.reason, maxReasonChars)),
    ...(hasName && only('name', tooLong('The name', draft.name.trim(), maxNameChars))),
    ...(withJson.has(command) && only('json', jsonProblem(draft.json))),
    ...(withNewId.has(command) && {
      ...(choosesId && only('newInstanceId', idProblem(draft.newInstanceId))),
      ...only('version', tooLong('The version', draft.version, maxVersionChars)),
      ...only('tags', tagsProblem(draft)),
    }),
    ...(withTime.has(command) && only('dueAt', dueProblem(draft, nowMs))),
  };
}

function missingParts(command: CommandName, draft: CommandDraft, options: CheckOptions): DraftProblems {
  const nameMissing = draft.name.trim() === '' ? (nameWords[command] ?? null) : null;
  const isUndated = withTime.has(command) && draft.isScheduled && draft.dueAt === null;
  const { nameToType = null } = options;
  const isUnconfirmed = nameToType !== null && draft.confirmedName.trim() !== nameToType;
  const cleansNothing = command === 'clean-entity' && !draft.removesEmpty && !draft.releasesOrphanedLock;
  return {
    ...only('name', nameMissing),
    ...(options.isReasonRequired && draft.reason.trim() === '' && { reason: 'A reason is required here.' }),
    ...(isUndated && { dueAt: 'Say when.' }),
    ...(options.needsForce && !draft.isForced && { isForced: 'Tick this to go on.' }),
    ...(isUnconfirmed && { confirmedName: `Type ${nameToType} to go on.` }),
    ...(cleansNothing && { cleaning: 'Choose at least one of them.' }),
  };
}

/** What the server would refuse, said before anything is sent. */
export function checkDraft(command: CommandName, draft: CommandDraft, options: CheckOptions): DraftCheck {
  return {
    wrong: wrongParts(command, draft, options.nowMs),
    missing: missingParts(command, draft, options),
  };
}
