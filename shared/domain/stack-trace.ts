export interface StackFrame {
  readonly kind: 'frame';
  /** As stored, without the white space around it. */
  readonly text: string;
  /** The called function, in the words of the source instead of the compiler’s. */
  readonly called: string;
  readonly file: string | null;
  readonly line: number | null;
  /** Of the runtime, a library or the engine: rarely where the mistake is. */
  readonly isFramework: boolean;
  /** The source line, where the stack quotes it. */
  readonly source: string | null;
}

interface StackNote {
  readonly kind: 'note';
  readonly text: string;
}

export type StackLine = StackFrame | StackNote;

/** What follows is there to fill pages. */
const maxLines = 2_000;
const maxLineChars = 2_000;

type FrameParts = Omit<StackFrame, 'kind' | 'text' | 'source'>;

const dotnetFrameworks =
  /^(?:System|Microsoft|DurableTask|Azure|Grpc|Google|Newtonsoft|lambda_method)(?:\.|\b\()|^lambda_method/;
const scriptFrameworks = /(?:^|[/\\(])node_modules[/\\]|^node:|^internal\/|^native$|^<anonymous>$/;
const pythonFrameworks =
  /[/\\](?:site|dist)-packages[/\\]|[/\\]lib[/\\]python3|azure_functions_worker|[/\\]python[\d.]*[/\\]lib[/\\]|^<frozen/i;

const dotnetPlace = /^(.*?) in (.+):(?:line|Zeile|ligne|línea|行号?) (\d+)$/;
const scriptPlace = /^(?:(.*) )?\(?([^()]*?):(\d+):\d+\)?$/;
const scriptBare = /^(.*) \((native|<anonymous>|index \d+)\)$/;

/** Async methods and local functions go by names their authors never wrote. */
function readableMethod(called: string): string {
  return called
    .replace(/\.<>c(?:__DisplayClass\d+_\d+)?\.<<([\w.]+)>b__[\d_]+>d\.MoveNext\(\)/, '.$1 → lambda async')
    .replace(/\.?<([\w.]+)>d__\d+(?:`\d+)?(?:\[[^\]]*\])?\.MoveNext\(\)/, '.$1() async')
    .replace(/<>c(?:__DisplayClass\d+_\d+)?(?:`\d+)?\.<([\w.]+)>b__[\d_]+/, '$1 → lambda ')
    .replace(/<([\w.]+)>g__(\w+)\|[\d_]+/, '$1 → $2');
}

function dotnetFrame(body: string): FrameParts {
  const [, called = body, file = null, line = null] = dotnetPlace.exec(body) ?? [];
  return {
    called: readableMethod(called),
    file,
    line: line === null ? null : Number(line),
    isFramework: dotnetFrameworks.test(called),
  };
}

function scriptFrame(body: string): FrameParts | null {
  const place = scriptPlace.exec(body);
  if (place !== null) {
    const [, called = '<anonymous>', file = '', line = ''] = place;
    return { called, file, line: Number(line), isFramework: scriptFrameworks.test(file) };
  }
  const bare = scriptBare.exec(body);
  if (bare === null) return null;
  const [, called = body, file = null] = bare;
  return { called, file, line: null, isFramework: true };
}

function atFrame(body: string): FrameParts {
  return dotnetPlace.test(body) ? dotnetFrame(body) : (scriptFrame(body) ?? dotnetFrame(body));
}

const pythonFrame = /^File "([^"]*)", line (\d+)(?:, in (.*))?$/;

function pythonParts(text: string): FrameParts | null {
  const match = pythonFrame.exec(text);
  if (match === null) return null;
  const [, file = '', line = '', called = '<module>'] = match;
  return { called, file, line: Number(line), isFramework: pythonFrameworks.test(file) };
}

function toFrame(text: string, parts: FrameParts): StackFrame {
  return { kind: 'frame', text, ...parts, source: null };
}

function toLine(text: string): StackLine {
  if (text.startsWith('at ')) return toFrame(text, atFrame(text.slice('at '.length)));
  const python = pythonParts(text);
  return python === null ? { kind: 'note', text } : toFrame(text, python);
}

/** Under a Python frame stand its source line and marks below the part that failed. */
function takeSource(lines: StackLine[], raw: string, text: string): boolean {
  const last = lines.at(-1);
  if (last?.kind !== 'frame' || !last.text.startsWith('File "') || !raw.startsWith('    ')) return false;
  if (last.source === null && !/^[~^\s]+$/.test(text)) lines[lines.length - 1] = { ...last, source: text };
  return true;
}

/** A stack of .NET, JavaScript or Python, line by line; whatever is no frame of these stays as a note. */
export function parseStackTrace(stack: string): readonly StackLine[] {
  const lines: StackLine[] = [];
  const all = stack.split(/\r\n?|\n/, maxLines + 1);
  for (const full of all.slice(0, maxLines)) {
    const raw = full.slice(0, maxLineChars);
    const text = raw.trim();
    if (text === '' || takeSource(lines, raw, text)) continue;
    lines.push(toLine(text));
  }
  if (all.length > maxLines)
    lines.push({ kind: 'note', text: `Only the first ${maxLines} lines are shown.` });
  return lines;
}
