import { useQuery } from '@tanstack/react-query';
import { useId, useState, type SubmitEvent } from 'react';
import type { Facet } from '../../../shared/contract/instance-facets.ts';
import { Button } from '../../components/button.tsx';
import type { DraftProblems } from '../../components/commands/check-draft.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { commandWords } from '../../components/commands/command-words.ts';
import { DueField } from '../../components/commands/due-field.tsx';
import { LineField, ReasonField } from '../../components/commands/form-field.tsx';
import { focusFirstProblem, sendOnKey } from '../../components/commands/form-keys.ts';
import { JsonField } from '../../components/commands/json-field.tsx';
import { KeyHint } from '../../components/commands/key-hint.tsx';
import { TagsField } from '../../components/commands/tags-field.tsx';
import { useDraft, type DraftInHand } from '../../components/commands/use-draft.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { WarningNote } from '../../components/warning-note.tsx';
import { startSuggestionsQuery } from './command-queries.ts';
import { sendStart } from './send-command.ts';
import type { SendOutcome } from './sent-command.ts';
import { useCommand } from './use-command.ts';

interface StartFormProps {
  hub: string;
  /** Why nothing can be started; `null` = it can. */
  obstacle: string | null;
  isReasonRequired: boolean;
  /** As it was sent before; only after an outcome nobody knows. */
  sentBefore: CommandDraft | null;
  onOutcome: (outcome: SendOutcome, draft: CommandDraft) => void;
}

function namesIn(facet: Facet | undefined): readonly string[] {
  return (facet?.values ?? []).flatMap(({ value }) => (value === null || value === '' ? [] : [value]));
}

export function StartForm({ hub, obstacle, isReasonRequired, sentBefore, onOutcome }: StartFormProps) {
  const obstacleId = useId();
  const hand = useDraft('start', sentBefore ?? {});
  const { draft, change } = hand;
  const { send, isPending, error } = useCommand((sent) => sendStart(hub, sent), onOutcome);
  const [openedAtMs] = useState(() => Date.now());
  const options = { isReasonRequired, needsForce: false, nowMs: openedAtMs };
  const problems = hand.problemsOf(draft, options);

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (isPending || obstacle !== null) return;
    if (hand.isSendable(draft, options)) send(draft);
    else focusFirstProblem(event.currentTarget);
  }
  return (
    <form
      noValidate
      autoComplete="off"
      aria-label={commandWords.start.question}
      onSubmit={submit}
      onKeyDown={sendOnKey}
      className="flex flex-col gap-3"
    >
      {sentBefore !== null && (
        <WarningNote>Nobody knows whether it was sent before. {commandWords.start.twice}</WarningNote>
      )}
      <StartFields
        hub={hub}
        isReasonRequired={isReasonRequired}
        draft={draft}
        problems={problems}
        change={change}
      />
      {error !== null && <ErrorNotice error={error} />}
      <div className="flex items-center gap-3">
        <Button
          type="submit"
          look="primary"
          icon={commandWords.start.icon}
          isBusy={isPending}
          aria-disabled={obstacle !== null}
          aria-describedby={obstacleId}
          className="aria-disabled:cursor-not-allowed aria-disabled:opacity-55"
        >
          {commandWords.start.label}
        </Button>
        <span id={obstacleId} className="sr-only">
          {obstacle}
        </span>
        <KeyHint isDialog={false} />
      </div>
    </form>
  );
}

interface StartFieldsProps {
  hub: string;
  isReasonRequired: boolean;
  draft: CommandDraft;
  problems: DraftProblems;
  change: DraftInHand['change'];
}

function StartFields({ hub, isReasonRequired, draft, problems, change }: StartFieldsProps) {
  const { data: known } = useQuery(startSuggestionsQuery(hub));
  return (
    <>
      <LineField
        label="Orchestrator"
        hint="its function name"
        problem={problems.name}
        value={draft.name}
        suggestions={namesIn(known?.name)}
        onChange={(name) => change({ name })}
      />
      <LineField
        label="Instance id"
        hint="empty = generated; one that is taken is refused until that instance has ended"
        problem={problems.newInstanceId}
        value={draft.newInstanceId}
        onChange={(newInstanceId) => change({ newInstanceId })}
      />
      <JsonField
        label="Input"
        hint="JSON; empty = none"
        problem={problems.json}
        value={draft.json ?? ''}
        onChange={(json) => change({ json })}
      />
      <LineField
        label="Version"
        hint="empty = none"
        problem={problems.version}
        value={draft.version}
        suggestions={namesIn(known?.version)}
        onChange={(version) => change({ version })}
      />
      <TagsField tags={draft.tags} problem={problems.tags} onChange={(tags) => change({ tags })} />
      <DueField
        label="Starts"
        isScheduled={draft.isScheduled}
        dueAt={draft.dueAt}
        problem={problems.dueAt}
        onChange={change}
      />
      <ReasonField
        isRequired={isReasonRequired}
        isInHistory={false}
        problem={problems.reason}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
      />
    </>
  );
}
