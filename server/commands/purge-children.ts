import type { PurgePreview } from '../../shared/contract/command-previews.ts';
import { decideAction } from '../../shared/domain/actions.ts';
import { kindOf } from '../../shared/domain/instance-id.ts';
import { AppError } from '../errors.ts';
import type { ParametersOf } from '../task-hub/commands.ts';
import { actorOf, requireAllowed, type Giver } from './giver.ts';

type Child = PurgePreview['instances'][number];

const concurrency = 4;

function countOf(children: number): string {
  return children === 1 ? '1 sub-orchestration' : `${children} sub-orchestrations`;
}

function requirePurgeable(giver: Giver, child: Child, isForced: boolean): void {
  const { instanceId, runtimeStatus } = child;
  const subject = { kind: kindOf(instanceId), runtimeStatus, isScheduledStart: false, entity: null };
  requireAllowed(decideAction('purge', subject, actorOf(giver)), isForced);
}

/** The children that go with an instance, or why one of them stays: then nothing is deleted at all. */
export async function findChildren(
  giver: Giver,
  instanceId: string,
  { isForced, includesChildren }: ParametersOf<'purge'>,
): Promise<readonly Child[]> {
  if (!includesChildren) return [];
  const { instances, isTruncated } = await giver.open.hub.previews.purge(instanceId, true);
  if (isTruncated) {
    throw new AppError(
      'action-refused',
      `It has more sub-orchestrations than are deleted at once, ${instances.length - 1} were counted. Purge some of them with theirs first.`,
    );
  }
  const children = instances.filter((each) => each.instanceId !== instanceId);
  for (const child of children) {
    try {
      requirePurgeable(giver, child, isForced);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, `"${child.instanceId}" stays, so nothing was deleted. ${error.message}`);
    }
  }
  return children;
}

function isGone(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not-found';
}

function interrupted(done: number, all: number, child: Child, error: unknown): AppError {
  const known = error instanceof AppError ? error : null;
  const why = known?.message ?? 'Something went wrong inside Durascope.';
  return new AppError(
    known?.code ?? 'internal',
    `${done} of ${countOf(all)} were deleted, "${child.instanceId}" was not: ${why} The instance itself is still there: purge it again to go on.`,
    { cause: error },
  );
}

/** In the order in which they go: the deepest first. None is in a group with its own children. */
function groupsOf(children: readonly Child[]): Child[][] {
  const depths = [...new Set(children.map(({ depth }) => depth))].sort((one, other) => other - one);
  return depths.flatMap((depth) => {
    const level = children.filter((child) => child.depth === depth);
    return Array.from({ length: Math.ceil(level.length / concurrency) }, (_, i) =>
      level.slice(i * concurrency, (i + 1) * concurrency),
    );
  });
}

/**
 * As long as an instance is there, its history names the children that are left: they go before it. `purge` is given
 * each as a command of its own. Answers in words what was done, `null` = there were none.
 */
export async function purgeChildren(
  children: readonly Child[],
  purge: (instanceId: string) => Promise<unknown>,
): Promise<string | null> {
  let done = 0;
  for (const group of groupsOf(children)) {
    const ends = await Promise.allSettled(group.map(({ instanceId }) => purge(instanceId)));
    done += ends.filter(({ status }) => status === 'fulfilled').length;
    for (const [i, child] of group.entries()) {
      const end = ends[i];
      // Somebody else was faster.
      if (end?.status !== 'rejected' || isGone(end.reason)) continue;
      throw interrupted(done, children.length, child, end.reason);
    }
  }
  return children.length === 0 ? null : `${countOf(done)} went before it.`;
}
