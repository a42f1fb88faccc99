import { CopyButton } from './copy-button.tsx';
import { InstanceIdText } from './instance-id-text.tsx';

interface IdHeadingProps {
  instanceId: string;
  /** What the id is, for example “entity id”. */
  what: string;
}

/** The heading of a page about one id. */
export function IdHeading({ instanceId, what }: IdHeadingProps) {
  return (
    <h1 className="flex min-w-0 items-center gap-1 text-xl font-semibold [&_span]:text-lg">
      <InstanceIdText instanceId={instanceId} isCopyable={false} tailLength={24} />
      <CopyButton text={instanceId} what={what} />
    </h1>
  );
}
