import { splitForMiddle, toVisibleText } from '../lib/visible-text.ts';
import { CopyButton } from './copy-button.tsx';

interface InstanceIdTextProps {
  instanceId: string;
  /** Off where the text stands inside a link or a button. */
  isCopyable?: boolean;
  /** Characters that stay readable behind the ellipsis. */
  tailLength?: number;
}

/** Takes the room it gets and gives up its middle first. */
export function InstanceIdText({ instanceId, isCopyable = true, tailLength = 12 }: InstanceIdTextProps) {
  const visible = toVisibleText(instanceId);
  const { head, tail } = splitForMiddle(visible, tailLength);
  return (
    <span className="group/copy inline-flex max-w-full min-w-0 items-center gap-0.5 align-bottom font-mono text-sm">
      <bdi title={visible} className="flex min-w-0">
        <span className="truncate whitespace-pre">{head}</span>
        {tail !== '' && <span className="whitespace-pre">{tail}</span>}
      </bdi>
      {isCopyable && <CopyButton isShy text={instanceId} what="instance id" />}
    </span>
  );
}
