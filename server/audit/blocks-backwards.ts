import type { FileHandle } from 'node:fs/promises';

const blockBytes = 256 * 1024;
/** No line that is longer was written here. */
const longestLineBytes = 4 * 1024 * 1024;
const lineBreak = 10;

/** Whole lines of a file. */
export interface LineBlock {
  /** Place of its first byte. */
  readonly start: number;
  readonly bytes: Buffer;
}

async function readAt(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start);
  let done = 0;
  while (done < buffer.length) {
    const { bytesRead } = await file.read(buffer, done, buffer.length - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** The lines before `end`, in blocks from the end to the beginning; memory does not grow with the file. */
export async function* blocksBackwards(file: FileHandle, end: number): AsyncGenerator<LineBlock, void> {
  /** The beginning of it has not been read yet. */
  let half = Buffer.alloc(0);
  for (let blockEnd = end; blockEnd > 0;) {
    const start = Math.max(0, blockEnd - blockBytes);
    const bytes = Buffer.concat([await readAt(file, start, blockEnd), half]);
    const border = start === 0 ? 0 : bytes.indexOf(lineBreak) + 1;
    if (border > 0 || start === 0) {
      if (border < bytes.length) yield { start: start + border, bytes: bytes.subarray(border) };
      half = Buffer.from(bytes.subarray(0, border));
    } else half = bytes.length > longestLineBytes ? Buffer.alloc(0) : bytes;
    blockEnd = start;
  }
}

/** The lines of a block with their places, the last one first. */
export function* linesBackwards({ start, bytes }: LineBlock): Generator<LineBlock, void> {
  let end = bytes.length;
  while (end > 0) {
    const isEnded = bytes[end - 1] === lineBreak;
    const textEnd = isEnded ? end - 1 : end;
    const begin = textEnd === 0 ? 0 : bytes.lastIndexOf(lineBreak, textEnd - 1) + 1;
    if (begin < textEnd) yield { start: start + begin, bytes: bytes.subarray(begin, textEnd) };
    end = begin;
  }
}
