import { Text } from '@codemirror/state';
import { splitLongLines } from '../lib/split-long-lines.ts';

/** About what can be split and taken in within a frame. */
const partChars = 400_000;

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    window.setTimeout(resolve, 0);
  });
}

/** A text as the editor holds it, put together part by part so that the page goes on; rejects when it is no longer wanted. */
export async function documentOf(text: string, signal: AbortSignal): Promise<Text> {
  let document = Text.of(['']);
  for (let start = 0; start < text.length;) {
    const lineEnd = text.indexOf('\n', Math.min(start + partChars, text.length));
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    document = document.append(Text.of(splitLongLines(text.slice(start, end))));
    start = end;
    if (start < text.length) await nextTask();
    signal.throwIfAborted();
  }
  return document;
}
