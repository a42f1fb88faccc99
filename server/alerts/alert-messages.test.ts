import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { at } from '../../shared/testing/instances.ts';
import { messageBody } from './alert-messages.ts';
import type { AlertNotice } from './alert-notice.ts';

const hostile = '<!channel> [click](https://evil.example) *bold* & <https://evil.example|here>';

function notice(overrides: Partial<AlertNotice> = {}): AlertNotice {
  return {
    ...{ event: 'fired', at: at(0), hub: 'orders~Main', alertId: 'alert-1', value: 3, note: 'Call Ada.' },
    rule: { id: 'r', name: 'Stuck', severity: 'critical', description: 'Fires when …', condition: null },
    summary: 'Three are stuck.',
    links: { alerts: 'https://dash.example/a', evidence: 'https://dash.example/e' },
    isTest: false,
    ...overrides,
  };
}

const plainText = z.object({ type: z.literal('plain_text'), text: z.string().min(1).max(3_000) });
const slack = z.object({
  text: z.string(),
  blocks: z.array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('header'), text: plainText.extend({ text: z.string().max(150) }) }),
      z.object({ type: z.literal('section'), text: plainText }),
      z.object({ type: z.literal('context'), elements: z.array(plainText).min(1).max(10) }),
      z.object({
        type: z.literal('actions'),
        elements: z.array(z.object({ type: z.literal('button'), text: plainText, url: z.url() })),
      }),
    ]),
  ),
});

const run = z.object({ type: z.literal('TextRun'), text: z.string() });
const teams = z.object({
  type: z.literal('message'),
  attachments: z.tuple([
    z.object({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      content: z.object({
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        body: z.array(z.object({ type: z.literal('RichTextBlock'), inlines: z.array(run) })),
        actions: z.array(z.object({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.url() })),
      }),
    }),
  ]),
});

const read = (kind: 'generic' | 'slack' | 'teams', given: AlertNotice): unknown =>
  JSON.parse(messageBody(kind, given, 'delivery-1'));

it('the generic one carries everything, with the id of the delivery', () => {
  expect(read('generic', notice())).toMatchObject({
    ...{ version: 1, id: 'delivery-1', type: 'alert.fired', alertId: 'alert-1', hub: 'orders~Main' },
    rule: { name: 'Stuck', severity: 'critical' },
    ...{ summary: 'Three are stuck.', value: 3, note: 'Call Ada.', isTest: false },
  });
  expect(read('generic', notice({ isTest: true }))).toMatchObject({ type: 'alert.test' });
});

describe('texts out of a hub', () => {
  it('mention nobody and link nowhere in Slack', () => {
    const { text, blocks } = slack.parse(read('slack', notice({ summary: hostile })));
    expect(text).not.toMatch(/[<>]/);
    expect(text).toContain('&lt;!channel&gt;');
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'context', 'actions']);
  });

  it('are no Markdown in Teams', () => {
    const [{ content }] = teams.parse(read('teams', notice({ summary: hostile }))).attachments;
    const texts = content.body.flatMap(({ inlines }) => inlines.map(({ text }) => text));
    expect(texts).toContain(hostile);
    expect(texts[0]).toBe('FIRING: Stuck');
    expect(content.actions.map(({ url }) => url)).toEqual([
      'https://dash.example/e',
      'https://dash.example/a',
    ]);
  });

  it('are cut, never in the middle of a character', () => {
    const long = { summary: '😀'.repeat(40_000), note: 'x'.repeat(40_000) };
    const ruled = { ...notice().rule, name: '😀'.repeat(100) };
    for (const kind of ['slack', 'teams'] as const) {
      const body = messageBody(kind, notice({ ...long, rule: ruled }), 'd');
      expect(Buffer.byteLength(body)).toBeLessThan(28_000);
      // Half a character would come back from bytes as another one.
      expect(Buffer.from(body).toString()).toBe(body);
    }
    slack.parse(read('slack', notice({ ...long, rule: ruled })));
  });
});

it('without the address of this dashboard there are no links', () => {
  expect(slack.parse(read('slack', notice({ links: null }))).blocks.map(({ type }) => type)).not.toContain(
    'actions',
  );
  expect(teams.parse(read('teams', notice({ links: null }))).attachments[0].content.actions).toEqual([]);
});
