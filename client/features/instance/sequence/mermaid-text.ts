import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { toMermaid, type MermaidMessage } from '../../../../shared/domain/execution/mermaid.ts';
import type {
  MessageKind,
  Sequence,
  SequenceRow,
} from '../../../../shared/domain/execution/sequence-model.ts';
import { foldedWords, type LaneColumns } from './lane-columns.ts';
import { laneTitle } from './lane-look.ts';
import { messageWords, runWords } from './message-words.ts';
import { messageOf } from './sequence-row.tsx';

/** Mermaid gets slow, and its pictures unreadable, long before. */
export const maxMermaidMessages = 500;

const folded = 'folded lanes';

const arrows: Readonly<Partial<Record<MessageKind, MermaidMessage['arrow']>>> = {
  result: 'answer',
  'timer-fired': 'answer',
  end: 'answer',
  failure: 'failure',
  send: 'send',
  event: 'send',
};

interface Drawn {
  readonly model: ExecutionModel;
  readonly sequence: Sequence;
  readonly columns: LaneColumns;
  readonly rows: readonly SequenceRow[];
}

/** What is on the screen as text: lanes and folded rows as they are shown. */
export function mermaidText({ model, sequence, columns, rows }: Drawn): string {
  const isShown = new Set(columns.shown.map(({ id }) => id));
  const laneOf = (id: string) => (isShown.has(id) ? id : folded);
  const messages = rows.flatMap((row): (() => MermaidMessage)[] => {
    const message = messageOf(row, sequence);
    // What is unfolded stands there one by one.
    if (message === undefined || (row.kind === 'run' && row.isUnfolded)) return [];
    return [
      () => {
        const words = row.kind === 'run' ? runWords(model, sequence, row.run) : messageWords(model, message);
        const text = words.detail === '' ? words.title : `${words.title}: ${words.detail}`;
        const arrow = arrows[message.kind] ?? 'call';
        return { from: laneOf(message.from), to: laneOf(message.to), arrow, text };
      },
    ];
  });
  const rest = columns.folded.length === 0 ? [] : [{ id: folded, label: foldedWords(columns.folded) }];
  const participants = [...columns.shown.map((lane) => ({ id: lane.id, label: laneTitle(lane) })), ...rest];
  const shown = messages.slice(0, maxMermaidMessages).map((make) => make());
  return toMermaid({ participants, messages: shown, leftOut: messages.length - shown.length });
}
