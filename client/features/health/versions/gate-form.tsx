import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleQuestionMark, CircleX, ShieldCheck } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import type { ResultOf } from '../../../../shared/contract/endpoint.ts';
import { checkGate } from '../../../../shared/contract/gate.ts';
import { endpointUrl } from '../../../api/endpoint-url.ts';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Select } from '../../../components/select.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { gateQuery, type GateQuestion } from './versions-queries.ts';

const looks = {
  pass: {
    icon: CircleCheck,
    word: 'Pass',
    text: 'text-completed',
    note: 'Nothing under way needs what changes.',
  },
  fail: {
    icon: CircleX,
    word: 'Fail',
    text: 'text-failed',
    note: 'Orchestrations under way would meet the change.',
  },
  unknown: {
    icon: CircleQuestionMark,
    word: 'Unknown',
    text: 'text-warning',
    note: 'Not everything could be looked at; a pipeline takes it for a failure.',
  },
} as const;

function Answer({ hub, answer }: { hub: string; answer: ResultOf<typeof checkGate> }) {
  const { icon: Icon, word, text, note } = looks[answer.result];
  return (
    <div role="status" className="flex flex-col gap-1">
      <p className="flex items-center gap-1.5">
        <Icon aria-hidden size={16} className={text} />
        <strong className="font-semibold">{word}</strong>
        <span className="text-ink-muted">{note}</span>
      </p>
      <ul className="flex flex-col gap-0.5 pl-5.5">
        {answer.reasons.map(({ code, text: reason, q }) => (
          <li key={`${code} ${reason}`} className="wrap-anywhere">
            {toVisibleText(reason)}{' '}
            {q !== null && (
              <Link
                to="/hubs/$hub/instances"
                params={{ hub }}
                search={{ q }}
                className="rounded-sm text-accent underline underline-offset-2"
              >
                Show them
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For the shell of a pipeline; its exit code is 0 when the gate passes. */
function commandFor(hub: string, { names, version }: GateQuestion): string {
  const query = { ...(names.trim() === '' ? {} : { names }), ...(version === null ? {} : { version }) };
  const url = endpointUrl(checkGate, { hub }, query).replaceAll("'", '%27');
  return `curl --fail --silent --show-error --header "Authorization: Bearer $DURASCOPE_TOKEN" '${url}' | jq --exit-status '.result == "pass"'`;
}

interface GateFormProps {
  hub: string;
  /** Those in use, without the empty one. */
  versions: readonly string[];
}

const everyVersion = 'every';
const withoutVersion = 'none';

/** Tries what a pipeline would ask before a deployment. */
export function GateForm({ hub, versions }: GateFormProps) {
  const [names, setNames] = useState('');
  const [chosen, setChosen] = useState(everyVersion);
  const [asked, setAsked] = useState<GateQuestion | null>(null);
  const query = useQuery({
    ...gateQuery(hub, asked ?? { names: '', version: null }),
    enabled: asked !== null,
  });
  const version = chosen === everyVersion ? null : chosen === withoutVersion ? '' : chosen.slice(2);
  const question = { names, version };
  function ask(event: SubmitEvent): void {
    event.preventDefault();
    if (asked?.names === names && asked.version === version) void query.refetch();
    else setAsked(question);
  }
  const options = [
    { value: everyVersion, label: 'Every version' },
    { value: withoutVersion, label: 'Without a version' },
    ...versions.map((each) => ({ value: `v:${each}`, label: toVisibleText(each) })),
  ];
  return (
    <section aria-labelledby="gate-heading" className="flex flex-col gap-2">
      <h3 id="gate-heading" className="font-semibold">
        Deployment gate
      </h3>
      <p className="max-w-prose text-sm text-ink-muted">
        Asks as a pipeline would: is any orchestration under way that needs the functions a deployment
        changes?
      </p>
      <form onSubmit={ask} className="flex flex-wrap items-center gap-2">
        <input
          aria-label="Functions that change"
          placeholder="Functions that change, separated by commas; empty = all"
          value={names}
          onChange={(event) => setNames(event.target.value)}
          className="h-7 min-w-60 flex-1 rounded-md border border-line-strong bg-canvas px-2.5"
        />
        <Select label="Version that goes away" options={options} value={chosen} onChange={setChosen} />
        <Button type="submit" icon={ShieldCheck} isBusy={query.isFetching}>
          Check
        </Button>
        <span className="inline-flex items-center gap-1 text-sm text-ink-muted">
          Command for a shell
          <CopyButton text={() => commandFor(hub, question)} what="command for a shell" />
        </span>
      </form>
      {query.error !== null && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && query.error === null && <Answer hub={hub} answer={query.data} />}
    </section>
  );
}
