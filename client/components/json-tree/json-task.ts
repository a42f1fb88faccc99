import { outlineJson, type JsonOutline } from '../../../shared/domain/json-outline.ts';
import { indentJson } from '../../../shared/domain/json-text.ts';

export interface JsonRequest {
  readonly task: 'outline' | 'indent';
  readonly text: string;
}

export interface JsonResult {
  readonly outline: JsonOutline | null;
  /** Laid out; `null` when the text is not JSON. */
  readonly indented: string | null;
}

/** What takes too long for large texts to be done where the page is drawn. */
export function runJsonTask({ task, text }: JsonRequest): JsonResult {
  return task === 'outline'
    ? { outline: outlineJson(text), indented: null }
    : { outline: null, indented: indentJson(text) };
}

export function transferablesOf({ outline }: JsonResult): Transferable[] {
  if (outline === null) return [];
  const { kinds, depths, starts, ends, keyStarts, parents, nexts, childCounts, places } = outline;
  return [kinds, depths, starts, ends, keyStarts, parents, nexts, childCounts, places].map(
    ({ buffer }) => buffer as ArrayBuffer,
  );
}
