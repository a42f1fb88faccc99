import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { decideHubAction, type ActionDecision } from '../../../shared/domain/actions.ts';
import { auditLevel } from '../../api/query-levels.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { commandWords } from '../../components/commands/command-words.ts';
import { decideUnknown } from '../../components/commands/offered-commands.ts';
import { useActor, type KnownActor } from '../../components/commands/use-actor.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { WarningNote } from '../../components/warning-note.tsx';
import { FollowStrip } from './follow-strip.tsx';
import { StartForm } from './start-form.tsx';
import { useSentCommands } from './use-sent-commands.ts';

const route = getRouteApi('/hubs/$hub/start');

function decideStart({ actor, error }: KnownActor): ActionDecision {
  return actor === null ? decideUnknown(error) : decideHubAction('start', actor);
}

/** Starts orchestrations, and follows those it started. */
export function StartPage() {
  const { hub } = route.useParams();
  const known = useActor(hub);
  const sent = useSentCommands();
  const queryClient = useQueryClient();
  // Every form begins empty: nothing of the last start is kept, unless nobody knows whether it was sent.
  const [form, setForm] = useState<{ number: number; sentBefore: CommandDraft | null }>({
    number: 0,
    sentBefore: null,
  });
  const decision = decideStart(known);
  const obstacle = decision.isAllowed ? null : decision.reason;
  const isKnown = known.actor !== null;
  const { question, effects } = commandWords.start;
  return (
    <>
      <header className="flex flex-col gap-1 border-b border-line px-4 pt-2 pb-2.5">
        <Link
          to="/hubs/$hub/instances"
          params={{ hub }}
          className="inline-flex items-center gap-0.5 self-start text-sm text-ink-muted hover:text-ink"
        >
          <ChevronLeft aria-hidden size={14} />
          Instances
        </Link>
        <h1 className="text-xl font-semibold">{question}</h1>
        <ul className="flex list-disc flex-col pl-4 text-ink-muted">
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      </header>
      <FollowStrip
        hub={hub}
        instanceId={null}
        commands={sent.commands}
        onDismiss={sent.dismiss}
        onAgain={({ draft }) => setForm(({ number }) => ({ number: number + 1, sentBefore: draft }))}
      />
      <div className="flex max-w-3xl flex-col gap-3 px-4 py-3">
        {known.error !== null && (
          <ErrorNotice error={known.error} onRetry={known.retry} isRetrying={known.isReading} />
        )}
        {isKnown && obstacle !== null && <WarningNote>{obstacle}</WarningNote>}
        <StartForm
          key={form.number}
          hub={hub}
          obstacle={obstacle}
          isReasonRequired={known.isReasonRequired}
          sentBefore={form.sentBefore}
          onOutcome={(outcome, draft) => {
            sent.add('start', outcome, draft);
            setForm(({ number }) => ({ number: number + 1, sentBefore: null }));
            void queryClient.invalidateQueries({ queryKey: auditLevel(hub) });
          }}
        />
      </div>
    </>
  );
}
