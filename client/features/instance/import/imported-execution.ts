import type { Payload } from '../../../../shared/contract/payloads.ts';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import type { ImportedHistory } from '../../../../shared/domain/history-import/imported-history.ts';
import { utf8Bytes } from '../../../../shared/domain/utf8-bytes.ts';
import type { PayloadReader } from '../../../components/payload-reader.ts';
import type { ExecutionSoFar } from '../instance-tab.ts';

/** A file is read as a whole or not at all. */
export function importedExecution(imported: ImportedHistory): ExecutionSoFar {
  const { events, executionId, problems } = imported;
  const own = events.filter(({ isLeftover }) => !isLeftover);
  return {
    history: {
      executionId,
      events,
      nextCursor: null,
      isComplete: true,
      leftoverRows: events.length - own.length,
      isCheckpointComplete: null,
      problems,
      isOutdated: false,
    },
    model: buildExecution(own),
  };
}

function payloadOf(text: string, maxChars: number): Payload {
  return {
    text: text.slice(0, maxChars),
    sizeBytes: utf8Bytes(text),
    storedBytes: null,
    isTruncated: text.length > maxChars,
    maskedCount: 0,
    problem: null,
  };
}

/** Payload texts out of the file. */
export function readerOf({ payloadTexts }: ImportedHistory): PayloadReader {
  return ({ ref }, maxChars) => {
    const text = payloadTexts.get(ref);
    return text === undefined
      ? Promise.reject(new Error('The file does not hold this text.'))
      : Promise.resolve(payloadOf(text, maxChars));
  };
}
