import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { durableDocument, type StoredDocument } from './document.ts';

/** The steps of writing, so that a test can end the process between any two of them. */
export interface FileSteps {
  open(path: string, flags: string): Promise<FileHandle>;
  rename(from: string, to: string): Promise<void>;
}

interface JsonFileOptions<Value> {
  readonly path: string;
  readonly schema: z.ZodType<Value>;
  /** Where there is no file yet, and where it is damaged. */
  readonly empty: Value;
  /** One line for the log about a file that was set aside. */
  readonly onNotice: (notice: string) => void;
  readonly steps?: FileSteps;
}

async function writeAndSync(file: FileHandle, text?: string): Promise<void> {
  try {
    if (text !== undefined) await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The file holds the whole old text or the whole new one, whenever the process or the machine stops. */
async function replaceFile(path: string, text: string, steps: FileSteps): Promise<void> {
  const temporary = `${path}.new`;
  await writeAndSync(await steps.open(temporary, 'w'), text);
  await steps.rename(temporary, path);
  // Windows opens no directories; there the rename is as durable as it gets.
  if (process.platform !== 'win32') await writeAndSync(await steps.open(dirname(path), 'r'));
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parse<Value>(text: string, schema: z.ZodType<Value>): Value | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function readValue<Value>({ path, schema, empty, onNotice }: JsonFileOptions<Value>): Promise<Value> {
  const text = await readText(path);
  if (text === null) return empty;
  const value = parse(text, schema);
  if (value !== null) return value;
  const aside = `${path}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  await rename(path, aside);
  onNotice(
    `${path} could not be understood. It was set aside as ${aside}, and an empty one takes its place.`,
  );
  return empty;
}

/** A document that is one JSON file. */
export async function openJsonFile<Value>(options: JsonFileOptions<Value>): Promise<StoredDocument<Value>> {
  const { path, steps = { open, rename } } = options;
  const value = await readValue(options);
  await rm(`${path}.new`, { force: true });
  return durableDocument(value, async (next) => {
    try {
      await replaceFile(path, `${JSON.stringify(next, null, 1)}\n`, steps);
    } catch (error) {
      throw new AppError('store-unavailable', 'The data directory of this dashboard did not take it.', {
        cause: error,
      });
    }
  });
}
