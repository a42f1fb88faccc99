import { Pencil, Undo2 } from 'lucide-react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { Button } from '../../components/button.tsx';
import { JsonField } from '../../components/commands/json-field.tsx';
import { PayloadFacts } from '../../components/payload-facts.tsx';
import { CutNote, UnreadPayload } from '../../components/payload-reading.tsx';
import { PayloadText } from '../../components/payload-text.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { usePayload, type PayloadReading } from '../../components/use-payload.ts';

interface RestartInputProps {
  hub: string;
  instance: InstanceDetail;
  /** `null` = the stored one. */
  json: string | null;
  problem: string | undefined;
  onChange: (json: string | null) => void;
}

/** The input of the run that is restarted: as stored unless somebody changes it. */
export function RestartInput({ hub, instance, json, problem, onChange }: RestartInputProps) {
  if (json !== null)
    return (
      <JsonField
        label="Input"
        hint="JSON, instead of the stored one; empty = none"
        problem={problem}
        value={json}
        rows={10}
        onChange={onChange}
        actions={
          <Button look="quiet" icon={Undo2} onClick={() => onChange(null)}>
            Use the stored input
          </Button>
        }
      />
    );
  return (
    <section aria-label="Input" className="flex min-w-0 flex-col gap-1.5">
      <p>
        <span className="font-medium">Input</span>{' '}
        <span className="text-sm text-ink-muted">
          {instance.input === null ? 'it was started without one' : 'exactly the stored one is used'}
        </span>
      </p>
      {instance.input === null ? (
        <Button icon={Pencil} className="self-start" onClick={() => onChange('')}>
          Give one
        </Button>
      ) : (
        <StoredInput hub={hub} instanceId={instance.instanceId} info={instance.input} onEdit={onChange} />
      )}
    </section>
  );
}

/** Why the text on the screen must not be the begin of what is sent; `null` = it may. */
function editRefusal({ payload }: PayloadReading): string | null {
  if (payload === null) return 'It has to be loaded before it can be edited.';
  if (payload.maskedCount > 0)
    return 'Parts of it are masked: editing would send the masks instead of what is stored. It can be used as it is.';
  if (payload.isTruncated)
    return 'Only a part of it is here; all of it has to be loaded before it can be edited.';
  return payload.problem;
}

interface StoredInputProps {
  hub: string;
  instanceId: string;
  info: PayloadInfo;
  onEdit: (text: string) => void;
}

function StoredInput({ onEdit, ...source }: StoredInputProps) {
  const { info } = source;
  const reading = usePayload(source);
  const { payload } = reading;
  const refusal = info.problem ?? editRefusal(reading);
  return (
    <>
      <PayloadFacts info={info} payload={payload} />
      <ProblemList problems={[info.problem, payload?.problem].filter((one) => typeof one === 'string')} />
      {payload === null && info.problem === null && (
        <UnreadPayload info={info} what="input" reading={reading} />
      )}
      {payload !== null && (
        <div className="max-h-60 overflow-auto">
          <PayloadText text={payload.text} what="input" />
        </div>
      )}
      <CutNote reading={reading} />
      {refusal === null && payload !== null ? (
        <Button icon={Pencil} className="self-start" onClick={() => onEdit(payload.text)}>
          Edit
        </Button>
      ) : (
        <p className="text-sm text-ink-muted">{refusal}</p>
      )}
    </>
  );
}
