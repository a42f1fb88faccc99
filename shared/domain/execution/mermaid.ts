interface MermaidParticipant {
  readonly id: string;
  readonly label: string;
}

export interface MermaidMessage {
  readonly from: string;
  readonly to: string;
  readonly arrow: 'call' | 'answer' | 'failure' | 'send';
  readonly text: string;
}

export interface MermaidSequence {
  readonly participants: readonly MermaidParticipant[];
  readonly messages: readonly MermaidMessage[];
  /** Messages behind them that the text only counts. */
  readonly leftOut: number;
}

const arrows = { call: '->>', answer: '-->>', failure: '--x', send: '-)' } as const;

const plainCharacter = /[\p{L}\p{N} _.,()[\]/@$×✓✗…–'"=?!-]/u;
const unseenCharacter = /[\p{C}\p{Zl}\p{Zp}]/u;

function code(character: string): string {
  return `#${character.codePointAt(0) ?? 0};`;
}

function escapeCharacter(character: string): string {
  if (plainCharacter.test(character)) return character;
  // Written out, because the character itself would turn or hide the text around it.
  if (unseenCharacter.test(character))
    return `⟨${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
  return code(character);
}

const maxTextChars = 120;

/** One line in which nothing is syntax. */
export function escapeMermaid(text: string): string {
  const characters = Array.from(text.slice(0, maxTextChars * 2));
  const isCut = characters.length > maxTextChars || text.length > maxTextChars * 2;
  const shown = [...characters.slice(0, maxTextChars), ...(isCut ? ['…'] : [])];
  const escaped = shown.map(escapeCharacter).join('').trim();
  // The word closes a block wherever Mermaid meets it.
  return escaped.replaceAll(/\bend\b/gi, (word) => `${code(word.charAt(0))}${word.slice(1)}`) || '–';
}

function leftOutNote(names: readonly string[], count: number): string[] {
  const [first = 'p0'] = names;
  const last = names.at(-1) ?? first;
  const over = first === last ? first : `${first},${last}`;
  return [`  Note over ${over}: ${count} further ${count === 1 ? 'message is' : 'messages are'} left out`];
}

/** The text of a Mermaid sequence diagram. */
export function toMermaid({ participants, messages, leftOut }: MermaidSequence): string {
  const names = new Map(participants.map(({ id }, index) => [id, `p${index}`]));
  const lines = messages.flatMap(({ from, to, arrow, text }) => {
    const sender = names.get(from);
    const receiver = names.get(to);
    if (sender === undefined || receiver === undefined) return [];
    return [`  ${sender}${arrows[arrow]}${receiver}: ${escapeMermaid(text)}`];
  });
  return [
    'sequenceDiagram',
    ...participants.map(({ label }, index) => `  participant p${index} as ${escapeMermaid(label)}`),
    ...lines,
    ...(leftOut > 0 ? leftOutNote([...names.values()], leftOut) : []),
    '',
  ].join('\n');
}
