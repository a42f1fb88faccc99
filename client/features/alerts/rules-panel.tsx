import { useQuery } from '@tanstack/react-query';
import { Bell, BellPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import type { AlertRule } from '../../../shared/contract/alert-rules.ts';
import type { AlertsOfHub } from '../../../shared/contract/alerts.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { RefusableButton } from '../../components/refusable-button.tsx';
import { WarningNote } from '../../components/warning-note.tsx';
import { plural } from '../../lib/format-count.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { alertsQuery } from './alert-queries.ts';
import { exampleRules } from './example-rules.ts';
import { RuleEditor } from './rule-editor.tsx';
import { draftOf, emptyForm, formOf, type RuleForm } from './rule-form.ts';
import { RuleRow } from './rule-row.tsx';
import { useAdminRefusal } from './use-admin-refusal.ts';

const columns = [
  { label: 'State', width: 'w-56' },
  { label: 'Rule', width: '' },
  { label: 'Sent to', width: 'w-28' },
  { label: 'Changed by', width: 'w-28' },
] as const;

/** What needs somebody comes first, whoever wrote it down last. */
function rankOf({ rule, standing: { status, unknown } }: AlertsOfHub['rules'][number]): number {
  if (!rule.isEnabled) return 4;
  if (status === 'firing') return 0;
  if (unknown !== null) return 1;
  return status === 'pending' ? 2 : 3;
}

interface Edited {
  readonly form: RuleForm;
  readonly replaces: AlertRule | null;
}

function headingOf(answer: AlertsOfHub | undefined): string {
  if (answer === undefined) return 'Rules';
  const firing = answer.rules.filter(({ standing }) => standing.status === 'firing').length;
  const rules = plural(answer.rules.length, 'rule');
  return firing === 0 ? `${rules}, none fires` : `${rules}, ${firing} ${firing === 1 ? 'fires' : 'fire'}`;
}

interface ExamplesProps {
  hub: string;
  refusal: string | null;
  onChoose: (form: RuleForm) => void;
}

function Examples({ hub, refusal, onChoose }: ExamplesProps) {
  const { timeZone } = usePreferences();
  return (
    <EmptyState title="No alert rule applies to this task hub" icon={Bell}>
      <p>
        A rule looks at this task hub every 30 seconds, also while nobody has the dashboard open. Begin with
        one of these:
      </p>
      <ul className="mt-3 flex flex-col items-center gap-1.5">
        {exampleRules(hub, timeZone).map((form) => (
          <li key={form.name}>
            <RefusableButton icon={BellPlus} refusal={refusal} onClick={() => onChoose(form)}>
              {form.name}
            </RefusableButton>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}

function Notes({ isDurable, hasLinks, targets }: AlertsOfHub) {
  const notes = [
    ...(isDurable
      ? []
      : [
          'Without a data directory, rules of this page, their states and messages that wait end with the process of this dashboard.',
        ]),
    ...(hasLinks || targets.length === 0
      ? []
      : ['Messages carry no links: publicUrl, the address of this dashboard, is not configured.']),
  ];
  return notes.map((note) => (
    <div key={note} className="px-4 pb-2">
      <WarningNote>{note}</WarningNote>
    </div>
  ));
}

function RulesTable({
  hub,
  answer,
  refusal,
  onEdit,
}: {
  hub: string;
  answer: AlertsOfHub;
  refusal: string | null;
  onEdit: (edited: Edited) => void;
}) {
  const { timeZone } = usePreferences();
  return (
    <div className="overflow-x-auto">
      <table aria-label="Alert rules" className="w-full min-w-[820px] table-fixed border-collapse">
        <thead>
          <tr>
            {columns.map(({ label, width }) => (
              <th
                key={label}
                scope="col"
                className={`${width} px-2 py-1.5 text-left font-medium text-ink-muted first:pl-4`}
              >
                {label}
              </th>
            ))}
            <th scope="col" className="w-36">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.rules
            .toSorted((one, other) => rankOf(one) - rankOf(other))
            .map((standing) => (
              <RuleRow
                key={standing.rule.id}
                {...{ hub, standing }}
                adminRefusal={refusal}
                onEdit={(rule) => onEdit({ form: formOf(draftOf(rule), timeZone), replaces: rule })}
                onCopy={(rule) => {
                  const copy = { ...draftOf(rule), name: `${rule.name} (copy)`.slice(0, 100) };
                  onEdit({ form: formOf(copy, timeZone), replaces: null });
                }}
              />
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** The rules that apply here, how they stand, and a form for further ones. */
export function RulesPanel({ hub }: { hub: string }) {
  const query = useQuery(alertsQuery(hub));
  const refusal = useAdminRefusal(hub);
  const { timeZone } = usePreferences();
  const [edited, setEdited] = useState<Edited | null>(null);
  return (
    <>
      <Panel
        title={headingOf(query.data)}
        query={query}
        isFlush
        actions={
          <RefusableButton
            icon={Plus}
            look="primary"
            refusal={refusal}
            onClick={() => setEdited({ form: emptyForm(hub, timeZone), replaces: null })}
          >
            New rule
          </RefusableButton>
        }
      >
        {(answer) => (
          <>
            <Notes {...answer} />
            {answer.rules.length === 0 ? (
              <Examples
                hub={hub}
                refusal={refusal}
                onChoose={(form) => setEdited({ form, replaces: null })}
              />
            ) : (
              <RulesTable {...{ hub, answer, refusal }} onEdit={setEdited} />
            )}
          </>
        )}
      </Panel>
      {edited !== null && (
        <RuleEditor
          hub={hub}
          start={edited.form}
          replaces={edited.replaces}
          targets={query.data?.targets ?? []}
          refusal={refusal}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
