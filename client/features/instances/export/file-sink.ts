/** Where a file goes while it comes. */
export interface FileSink {
  readonly fileName: string;
  write(part: Uint8Array<ArrayBuffer>): Promise<void> | void;
  /** The file is whole. */
  finish(): Promise<void> | void;
  /** Nothing is left of it. */
  discard(): Promise<void> | void;
}

interface SavePicker {
  showSaveFilePicker(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** Chromium only, and only where the page is trusted. */
function hasSavePicker(candidate: object): candidate is SavePicker {
  return 'showSaveFilePicker' in candidate;
}

async function pickedFile(picker: SavePicker, suggestedName: string): Promise<FileSink> {
  const handle = await picker.showSaveFilePicker({ suggestedName });
  const file = await handle.createWritable();
  return {
    fileName: handle.name,
    write: (part) => file.write(part),
    finish: () => file.close(),
    discard: () => file.abort(),
  };
}

/** How long the browser is given to take the file over before its address is gone. */
const addressKeptMs = 60_000;

/** Browsers keep large blobs on disk. */
function downloadedFile(fileName: string, mediaType: string): FileSink {
  let parts: BlobPart[] = [];
  return {
    fileName,
    write: (part) => {
      parts.push(part);
    },
    finish() {
      const address = URL.createObjectURL(new Blob(parts, { type: mediaType }));
      const link = document.createElement('a');
      link.href = address;
      link.download = fileName;
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(address), addressKeptMs);
    },
    discard() {
      parts = [];
    },
  };
}

/** Asks where to save where the browser can; otherwise the file lands among the downloads. `null` = the reader left the question. */
export async function openFileSink(fileName: string, mediaType: string): Promise<FileSink | null> {
  if (!hasSavePicker(window)) return downloadedFile(fileName, mediaType);
  try {
    return await pickedFile(window, fileName);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    // Frames of another origin, and policies, may forbid the question.
    return downloadedFile(fileName, mediaType);
  }
}
