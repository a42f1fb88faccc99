import type { SubmitEvent } from 'react';
import { focusFirstProblem, sendOnKey } from '../../../components/commands/form-keys.ts';
import { commandWords } from '../../../components/commands/command-words.ts';
import { ReasonField } from '../../../components/commands/form-field.tsx';
import { ParameterFields } from '../../../components/commands/parameter-fields.tsx';
import { WarningNote } from '../../../components/warning-note.tsx';
import { CommandChoice } from './command-choice.tsx';
import type { Batch } from './use-batch.ts';

const inHistory: ReadonlySet<string> = new Set(['terminate', 'suspend', 'resume', 'rewind']);

/** Which command, and what it needs beside the instances. */
export function CommandStep({ id, batch, isFixed }: { id: string; batch: Batch; isFixed: boolean }) {
  const { command, draft, problems, known } = batch;
  const refusal = known.refusalOf(command);

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!batch.lookAhead()) focusFirstProblem(event.currentTarget);
  }
  return (
    <form
      id={id}
      noValidate
      autoComplete="off"
      onSubmit={submit}
      onKeyDown={sendOnKey}
      className="flex flex-col gap-3"
    >
      {!isFixed && <CommandChoice value={command} refusalOf={known.refusalOf} onChange={batch.choose} />}
      {refusal !== null && <WarningNote>{refusal}</WarningNote>}
      <ul className="flex list-disc flex-col gap-0.5 pl-4 text-ink-muted">
        {commandWords[command].effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <ParameterFields
        command={command}
        draft={draft}
        problems={problems}
        onChange={batch.change}
        isForMany
      />
      <ReasonField
        isRequired={batch.isReasonRequired}
        isInHistory={inHistory.has(command)}
        problem={problems.reason}
        value={draft.reason}
        onChange={(reason) => batch.change({ reason })}
      />
    </form>
  );
}
