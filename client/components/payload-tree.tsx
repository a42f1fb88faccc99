import { JsonTree } from './json-tree/json-tree.tsx';
import { useJsonTask } from './json-tree/use-json-task.ts';
import { PayloadText } from './payload-text.tsx';
import { ProblemList } from './problem-list.tsx';
import { SkeletonLines } from './skeleton.tsx';

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return `line ${line.toLocaleString('en-US')}, column ${(at - before.lastIndexOf('\n')).toLocaleString('en-US')}`;
}

interface PayloadTreeProps {
  text: string;
  what: string;
  /** The text is only the beginning of what is stored. */
  isTruncated: boolean;
}

/** A text that begins as JSON, as a tree as far as it goes. */
export function PayloadTree({ text, what, isTruncated }: PayloadTreeProps) {
  const result = useJsonTask('outline', text);
  if (result === null) return <SkeletonLines />;
  if (result === 'failed' || result.outline === null) return <PayloadText text={text} what={what} />;
  const { outline } = result;
  const problems: string[] = [];
  if (outline.end.kind === 'malformed')
    problems.push(
      `From ${placeOf(text, outline.end.at)} on this is not JSON: the tree shows what stands before.`,
    );
  if (outline.end.kind === 'cut' && !isTruncated)
    problems.push('The text ends before its JSON does: the tree shows what is there.');
  if (outline.isCut)
    problems.push(
      `It holds more than ${outline.count.toLocaleString('en-US')} values: the tree shows the first of them.`,
    );
  return (
    <>
      <ProblemList problems={problems} />
      <JsonTree key={text.length} text={text} outline={outline} what={what} />
    </>
  );
}
