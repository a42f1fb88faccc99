import { expect, it } from 'vitest';
import { escapeMermaid, toMermaid } from './mermaid.ts';

const participants = [
  { id: 'orchestrator', label: 'Order' },
  { id: 'function A', label: 'A; B' },
];

it('writes participants and messages that Mermaid reads', () => {
  const text = toMermaid({
    participants,
    messages: [
      { from: 'orchestrator', to: 'function A', arrow: 'call', text: 'A' },
      { from: 'function A', to: 'orchestrator', arrow: 'failure', text: 'failed: no' },
    ],
    leftOut: 0,
  });
  expect(text.split('\n')).toEqual([
    'sequenceDiagram',
    '  participant p0 as Order',
    '  participant p1 as A#59; B',
    '  p0->>p1: A',
    '  p1--xp0: failed#58; no',
    '',
  ]);
});

it('says how many messages it leaves out', () => {
  expect(toMermaid({ participants, messages: [], leftOut: 1 })).toContain(
    'Note over p0,p1: 1 further message is left out',
  );
});

it('leaves nothing in a text that is syntax, unseen or endless', () => {
  expect(escapeMermaid('a#b%%{init}<br>\n')).toBe('a#35;b#37;#37;#123;init#125;#60;br#62;⟨000A⟩');
  expect(escapeMermaid('in the end')).toBe('in the #101;nd');
  expect(escapeMermaid('a\u202eb')).toBe('a⟨202E⟩b');
  expect(escapeMermaid('x'.repeat(1_000_000))).toHaveLength(121);
  expect(escapeMermaid('  ')).toBe('–');
});
