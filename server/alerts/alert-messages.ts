import type { AlertSeverity } from '../../shared/contract/alert-rules.ts';
import type { AlertTargetKind } from '../../shared/contract/alerts.ts';
import { toShortIso } from '../../shared/domain/instant.ts';
import { headlineOf, type AlertNotice } from './alert-notice.ts';

/** Slack refuses a section beyond 3,000 characters and a header beyond 150, Teams a message beyond 28 kB. */
const maxTextChars = 1_500;
const maxHeadlineChars = 150;

/** Never in the middle of a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function factsOf({ hub, rule, at, event, alertId }: AlertNotice): [string, string][] {
  return [
    ['Task hub', hub],
    ['Severity', rule.severity],
    ['Event', event],
    ['At', toShortIso(at)],
    ...(alertId === null ? [] : [['Alert', alertId] as [string, string]]),
  ];
}

function genericBody(notice: AlertNotice, deliveryId: string): unknown {
  return { version: 1, id: deliveryId, type: `alert.${notice.isTest ? 'test' : notice.event}`, ...notice };
}

/** Slack takes these three for its own markup. */
function slackText(text: string, most = maxTextChars): string {
  return cut(text, most).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function slackSection(text: string) {
  // Plain text, so that names out of a hub cannot make links, mentions or emphasis.
  return { type: 'section', text: { type: 'plain_text', text: cut(text, maxTextChars), emoji: false } };
}

function slackBody(notice: AlertNotice): unknown {
  const { links, note, rule, summary, hub } = notice;
  const headline = headlineOf(notice);
  const facts = factsOf(notice).map(([label, value]) => `${label}: ${value}`);
  const buttons = links && [
    { label: 'Look at it', url: links.evidence },
    { label: 'Alerts', url: links.alerts },
  ];
  return {
    text: `${slackText(headline)} (${slackText(hub)}): ${slackText(summary)}`,
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: cut(headline, maxHeadlineChars), emoji: false },
      },
      slackSection(summary),
      ...(note === '' ? [] : [slackSection(note)]),
      {
        type: 'context',
        elements: [facts.join(' · '), rule.description]
          .filter((text) => text !== '')
          .map((text) => ({ type: 'plain_text', text: cut(text, maxTextChars), emoji: false })),
      },
      ...(buttons === null
        ? []
        : [
            {
              type: 'actions',
              elements: buttons.map(({ label, url }) => ({
                type: 'button',
                text: { type: 'plain_text', text: label },
                url,
              })),
            },
          ]),
    ],
  };
}

const teamsColours = {
  critical: 'attention',
  warning: 'warning',
  info: 'accent',
} as const satisfies Record<AlertSeverity, string>;

/** Text runs know no Markdown, so that names out of a hub cannot make links. */
function teamsLine(text: string, look: object = {}) {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: cut(text, maxTextChars), ...look }],
  };
}

function teamsBody(notice: AlertNotice): unknown {
  const { links, note, rule, summary, event } = notice;
  const color = event === 'resolved' || event === 'known' ? 'good' : teamsColours[rule.severity];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      teamsLine(cut(headlineOf(notice), maxHeadlineChars), { size: 'large', weight: 'bolder', color }),
      teamsLine(summary),
      ...(note === '' ? [] : [teamsLine(note)]),
      ...factsOf(notice).map(([label, value]) =>
        teamsLine(`${label}: ${value}`, { isSubtle: true, size: 'small' }),
      ),
      ...(rule.description === '' ? [] : [teamsLine(rule.description, { isSubtle: true, size: 'small' })]),
    ],
    actions:
      links === null
        ? []
        : [
            { type: 'Action.OpenUrl', title: 'Look at it', url: links.evidence },
            { type: 'Action.OpenUrl', title: 'Alerts', url: links.alerts },
          ],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

/** The body of a message in the shape that its receiver takes. */
export function messageBody(kind: AlertTargetKind, notice: AlertNotice, deliveryId: string): string {
  const bodies = { generic: genericBody, slack: slackBody, teams: teamsBody };
  return JSON.stringify(bodies[kind](notice, deliveryId));
}
