import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { InstancePayload } from './instance-payload.tsx';

interface PayloadPanelsProps {
  hub: string;
  instance: InstanceDetail;
}

export function PayloadPanels({ hub, instance }: PayloadPanelsProps) {
  const hasEnded = instance.completedAt !== null;
  const panels = [
    { title: 'Input', info: instance.input, none: 'It was started without an input.' },
    {
      title: 'Output',
      info: instance.output,
      none: hasEnded ? 'It ended without an output.' : 'None yet.',
      // The engine keeps the reason of a suspend or resume in the column of the output.
      note: hasEnded ? undefined : 'Reason of the last terminate, suspend or resume',
    },
    { title: 'Custom status', info: instance.customStatusPayload, none: 'None set.' },
  ];
  return (
    <div className="flex flex-col gap-4">
      {panels.map(({ title, info, none, note }) => (
        <section key={title} aria-label={title} className="min-w-0">
          <h2 className="font-semibold">{title}</h2>
          {info === null ? (
            <p className="text-ink-muted">{none}</p>
          ) : (
            <>
              {note !== undefined && <p className="text-sm text-ink-muted">{note}</p>}
              <InstancePayload
                key={info.ref}
                hub={hub}
                instanceId={instance.instanceId}
                info={info}
                what={title.toLowerCase()}
              />
            </>
          )}
        </section>
      ))}
    </div>
  );
}
