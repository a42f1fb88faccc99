import { BellOff, Bell, Copy, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { AlertRule } from '../../../shared/contract/alert-rules.ts';
import type { AlertsOfHub } from '../../../shared/contract/alerts.ts';
import { describeAlertRule } from '../../../shared/domain/alerts/describe-alert-rule.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { RefusableButton } from '../../components/refusable-button.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import { offLook, severityLooks, statusLooks, unknownLook, unseenLook } from './alert-looks.ts';
import { useDeleteRule, useSaveRule } from './alert-queries.ts';
import { LookText } from './look-text.tsx';
import { draftOf } from './rule-form.ts';

type StandingRule = AlertsOfHub['rules'][number];

/** Reasons are parts of sentences in messages, and whole ones where they come from storage. */
function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}

function Standing({ rule, standing }: StandingRule) {
  if (!rule.isEnabled) return <LookText look={offLook} />;
  if (standing.since === null && standing.evaluatedAt === null) return <LookText look={unseenLook} />;
  const { status, since, unknown, reading } = standing;
  const known = statusLooks[status];
  const shown =
    unknown === null
      ? { look: known, since: status === 'ok' ? null : since }
      : { look: unknownLook, since: unknown.since };
  return (
    <div className="flex flex-col">
      <span className="inline-flex flex-wrap items-center gap-x-1.5">
        <LookText look={shown.look} />
        {shown.since !== null && (
          <span className="text-sm text-ink-muted">
            since <InstantText instant={shown.since} />
          </span>
        )}
      </span>
      <span className="text-sm wrap-anywhere text-ink-muted">
        {unknown === null
          ? toVisibleText(reading ?? '')
          : `${asSentence(toVisibleText(unknown.reason))} It counts as ${known.word}, as before.`}
      </span>
    </div>
  );
}

function Origin({ rule: { origin, changedBy, changedAt } }: { rule: AlertRule }) {
  if (origin === 'configuration') return <span className="text-ink-muted">Configuration</span>;
  return (
    <>
      <bdi title={changedBy?.id}>{toVisibleText(changedBy?.name ?? '')}</bdi>{' '}
      <span className="text-sm text-ink-muted">
        <InstantText instant={changedAt} />
      </span>
    </>
  );
}

function DeleteDialog({ hub, rule, onClose }: { hub: string; rule: AlertRule; onClose: () => void }) {
  const deleting = useDeleteRule(hub);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Remove “${rule.name}”?`}
      description="An alert of it that fires is closed, and its targets are told so. What it did stays in the history."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            icon={Trash2}
            isBusy={deleting.isPending}
            onClick={() => deleting.mutate(rule.id, { onSuccess: onClose })}
          >
            Remove rule
          </Button>
        </>
      }
    >
      {deleting.error !== null && <ErrorNotice error={deleting.error} />}
    </Dialog>
  );
}

interface RuleActionsProps {
  hub: string;
  rule: AlertRule;
  refusal: string | null;
  copyRefusal: string | null;
  onEdit: () => void;
  onCopy: () => void;
}

function RuleActions({ hub, rule, refusal, copyRefusal, onEdit, onCopy }: RuleActionsProps) {
  const [isDeleting, setIsDeleting] = useState(false);
  const saving = useSaveRule(hub);
  const { isEnabled } = rule;
  const toggle = () =>
    saving.mutate({ rule: { ...draftOf(rule), isEnabled: !isEnabled }, replaces: rule.id });
  const about = (what: string) => `${what} ${rule.name}`;
  return (
    <>
      <div className="flex justify-end gap-1">
        <RefusableButton
          {...{ look: 'quiet', refusal, isBusy: saving.isPending, onClick: toggle }}
          icon={isEnabled ? BellOff : Bell}
          aria-label={about(isEnabled ? 'Switch off' : 'Switch on')}
          title={isEnabled ? 'Switch off' : 'Switch on'}
        />
        <RefusableButton
          {...{ look: 'quiet', refusal, icon: Pencil, onClick: onEdit, title: 'Change' }}
          aria-label={about('Change')}
        />
        <RefusableButton
          {...{ look: 'quiet', refusal: copyRefusal, icon: Copy, onClick: onCopy, title: 'Copy' }}
          aria-label={about('Copy')}
        />
        <RefusableButton
          {...{ look: 'quiet', refusal, icon: Trash2, title: 'Remove' }}
          aria-label={about('Remove')}
          onClick={() => setIsDeleting(true)}
        />
      </div>
      {saving.error !== null && <ErrorNotice error={saving.error} />}
      {isDeleting && <DeleteDialog hub={hub} rule={rule} onClose={() => setIsDeleting(false)} />}
    </>
  );
}

const cell = 'px-2 py-1.5 align-top first:pl-4 last:pr-4';

interface RuleRowProps {
  hub: string;
  standing: StandingRule;
  /** Why the reader can make no rule at all. */
  adminRefusal: string | null;
  onEdit: (rule: AlertRule) => void;
  onCopy: (rule: AlertRule) => void;
}

/** One rule: how it stands here, what it says, where it goes. */
export function RuleRow({ hub, standing: own, adminRefusal, onEdit, onCopy }: RuleRowProps) {
  const { rule, editRefusal } = own;
  return (
    <tr className="border-t border-line">
      <td className={cell}>
        <Standing {...own} />
      </td>
      <td className={cell}>
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="min-w-0 font-medium wrap-anywhere">{toVisibleText(rule.name)}</span>
          <LookText look={severityLooks[rule.severity]} />
          {rule.hubs !== hub && (
            <span className="text-sm text-ink-muted">
              for <code className="font-mono wrap-anywhere">{toVisibleText(rule.hubs)}</code>
            </span>
          )}
        </p>
        <p className="text-sm wrap-anywhere text-ink-muted">{toVisibleText(describeAlertRule(rule))}</p>
        {rule.note !== '' && <p className="text-sm wrap-anywhere">{toVisibleText(rule.note)}</p>}
      </td>
      <td className={`${cell} wrap-anywhere`}>
        {rule.targets.length === 0 ? (
          <span className="text-ink-muted">This page alone</span>
        ) : (
          rule.targets.join(', ')
        )}
      </td>
      <td className={`${cell} wrap-anywhere`}>
        <Origin rule={rule} />
      </td>
      <td className={cell}>
        <RuleActions
          {...{ hub, rule }}
          refusal={adminRefusal ?? editRefusal}
          copyRefusal={adminRefusal}
          onEdit={() => onEdit(rule)}
          onCopy={() => onCopy(rule)}
        />
      </td>
    </tr>
  );
}
