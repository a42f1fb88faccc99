import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { Failure } from '../../shared/domain/failure-details.ts';
import { CopyButton } from './copy-button.tsx';
import { PayloadDecoded } from './payload-decoded.tsx';
import { looksOf, type LooksOfText, type PayloadLook } from './payload-look.ts';
import { PayloadTree } from './payload-tree.tsx';
import { PlainText } from './plain-text.tsx';
import { Segmented } from './segmented.tsx';
import { SkeletonLines } from './skeleton.tsx';

const PayloadEditor = lazy(() =>
  import('./payload-editor.tsx').then((module) => ({ default: module.PayloadEditor })),
);

const labels: Record<PayloadLook, string> = {
  failure: 'Failure',
  tree: 'Tree',
  text: 'Text',
  decoded: 'Decoded',
  editor: 'Editor',
};

export interface TextViewerProps {
  text: string;
  /** What the text is, for example “input”. */
  what: string;
  /** The text is only the beginning of what is stored. */
  isTruncated?: boolean;
  /** Other buttons beside the one that copies. */
  actions?: ReactNode;
  /** Lays out failure details; without it they are a tree like others. */
  renderFailure?: ((failure: Failure) => ReactNode) | undefined;
}

interface LookProps extends TextViewerProps {
  looks: LooksOfText;
  look: PayloadLook;
}

function Look({ text, what, isTruncated = false, renderFailure, looks, look }: LookProps) {
  switch (look) {
    case 'failure':
      return looks.failure && renderFailure?.(looks.failure);
    case 'tree':
      return <PayloadTree text={text} what={what} isTruncated={isTruncated} />;
    case 'decoded':
      return looks.base64 && <PayloadDecoded base64={looks.base64} what={what} />;
    case 'editor':
      return (
        <Suspense fallback={<SkeletonLines />}>
          <PayloadEditor text={text} what={what} />
        </Suspense>
      );
    case 'text':
      return <PlainText text={text} label={what} />;
  }
}

/** A text from storage in the ways it can be looked at: failure, tree, text, decoded base64, editor. */
export function TextViewer(props: TextViewerProps) {
  const { text, what, actions, renderFailure } = props;
  const looks = useMemo(() => looksOf(text), [text]);
  const [chosen, setChosen] = useState<PayloadLook | null>(null);
  const offered = looks.offered.filter((look) => look !== 'failure' || renderFailure !== undefined);
  const first = offered.includes(looks.first) ? looks.first : (offered[0] ?? 'text');
  const look = chosen !== null && offered.includes(chosen) ? chosen : first;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-1">
        <Segmented
          label={`View of the ${what}`}
          segments={offered.map((value) => ({ value, label: labels[value] }))}
          value={look}
          onChange={setChosen}
        />
        <span className="ml-auto flex items-center gap-1">
          <CopyButton text={text} what={what} />
          {actions}
        </span>
      </div>
      <Look {...props} looks={looks} look={look} />
    </div>
  );
}
