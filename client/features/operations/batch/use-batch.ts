import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { jobBounds, type Job, type JobPreview } from '../../../../shared/contract/jobs.ts';
import { instanceCommandNames, type InstanceCommandName } from '../../../../shared/domain/actions.ts';
import { ApiError } from '../../../api/api-errors.ts';
import { commandOfDraft } from '../../../components/commands/command-of-draft.ts';
import { useDraft } from '../../../components/commands/use-draft.ts';
import { jobPreviewQuery, useCreateJob } from '../jobs/job-queries.ts';
import { useAccess } from '../use-access.ts';
import type { BatchTarget } from './batch-target.ts';

/** What is typed beside the command. */
export interface Pace {
  /** As typed. */
  readonly rate: string;
  readonly concurrency: string;
  readonly confirmedName: string;
}

export interface BatchOptions {
  readonly hub: string;
  readonly given: BatchTarget;
  /** Chosen already, such as by the button that opened the form. */
  readonly command: InstanceCommandName | undefined;
  readonly onCreated: (job: Job) => void;
}

type Step = 'command' | 'dry-run';

export function rateOf({ rate }: Pace): number | null {
  const value = Number(rate);
  return rate.trim() !== '' && value >= 0.1 && value <= jobBounds.ratePerSecond ? value : null;
}

export function concurrencyOf({ concurrency }: Pace): number | null {
  const value = Number(concurrency);
  return Number.isInteger(value) && value >= 1 && value <= jobBounds.concurrency ? value : null;
}

/** A batch job on its way from the choice of a command over the dry run to the job. */
export function useBatch({ hub, given, command: first, onCreated }: BatchOptions) {
  const known = useAccess(hub);
  const [chosen, setChosen] = useState<InstanceCommandName | null>(first ?? null);
  const [step, setStep] = useState<Step>('command');
  const [pace, setPace] = useState<Pace>({ rate: '20', concurrency: '4', confirmedName: '' });
  const [openedAtMs] = useState(() => Date.now());
  const offered = instanceCommandNames.find((name) => known.refusalOf(name) === null);
  const command = chosen ?? offered ?? 'terminate';
  const hand = useDraft(command, { json: null });
  const options = {
    isReasonRequired: known.access?.isReasonRequired ?? false,
    needsForce: false,
    nowMs: openedAtMs,
  };
  const request = { target: given.target, command: commandOfDraft(command, hand.draft) };
  const preview = useQuery({ ...jobPreviewQuery(hub, request), enabled: step === 'dry-run' });
  const creation = useCreateJob(hub, onCreated);

  function create({ total }: JobPreview): void {
    const [ratePerSecond, concurrency] = [rateOf(pace), concurrencyOf(pace)];
    if (ratePerSecond === null || concurrency === null) return;
    const confirmedName = command === 'purge' ? pace.confirmedName : null;
    creation.mutate({ ...request, ratePerSecond, concurrency, expectedTotal: total, confirmedName });
  }
  return {
    known,
    command,
    step,
    pace,
    draft: hand.draft,
    problems: hand.problemsOf(hand.draft, options),
    isReasonRequired: options.isReasonRequired,
    preview,
    creation,
    /** The set changed since the dry run. */
    hasGrown: creation.error instanceof ApiError && creation.error.code === 'conflict',
    change: hand.change,
    changePace: (part: Partial<Pace>) => setPace((before) => ({ ...before, ...part })),
    choose: (next: InstanceCommandName) => {
      setChosen(next);
      hand.change({ name: '', json: null, isForced: false, isScheduled: false, dueAt: null });
    },
    /** Whether what was typed can be looked at in a dry run. */
    lookAhead: (): boolean => {
      const isReady = known.refusalOf(command) === null && hand.isSendable(hand.draft, options);
      if (isReady) setStep('dry-run');
      return isReady;
    },
    lookAgain: () => {
      creation.reset();
      void preview.refetch();
    },
    back: () => {
      creation.reset();
      setStep('command');
    },
    create,
  };
}
export type Batch = ReturnType<typeof useBatch>;
