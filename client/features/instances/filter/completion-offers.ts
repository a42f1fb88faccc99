import type { Completion } from '../../../../shared/domain/instance-filter/complete-filter.ts';
import {
  filterFields,
  spanFields,
  timeFields,
  type FilterField,
  type TextField,
} from '../../../../shared/domain/instance-filter/filter-term.ts';
import { printPath, printPattern } from '../../../../shared/domain/instance-filter/print-filter.ts';
import { statusOrder } from '../../../components/runtime-status-look.ts';
import type { ValuesField } from '../facets/facet-queries.ts';
import { fieldHints } from './field-hints.ts';

export interface Offer {
  /** What replaces the typed part. */
  readonly insert: string;
  readonly hint: string;
  /** Whether a value still has to follow. */
  readonly isOpen: boolean;
}

function isOneOf<Field extends FilterField>(fields: readonly Field[], field: FilterField): field is Field {
  return fields.some((one) => one === field);
}

const timeOperators = [
  ['>', 'after'],
  ['<', 'before'],
  [':', 'on a day, or from..to'],
] as const;
const spanOperators = [
  ['>', 'longer than'],
  ['<', 'shorter than'],
  [':', 'from..to'],
] as const;

const tagOperators = [
  [':', 'has the tag'],
  ['.', 'the value of one tag'],
] as const;
const customOperators = [
  [':', 'contains a text'],
  ['.', 'the value at one place in it'],
] as const;

function operatorsOf(field: FilterField): readonly (readonly [string, string])[] {
  if (isOneOf(timeFields, field)) return timeOperators;
  if (field === 'tag') return tagOperators;
  if (field === 'custom') return customOperators;
  return isOneOf(spanFields, field) ? spanOperators : [[':', '']];
}

function fieldOffers(typed: string): Offer[] {
  const start = typed.toLowerCase();
  const matching = filterFields.filter((field) => field.startsWith(start));
  // The operators come once it is clear which field is meant.
  const [only] = matching.length === 1 ? matching : [];
  if (only !== undefined && start !== '')
    return operatorsOf(only).map(([operator, words]) => ({
      insert: `${only}${operator}`,
      hint: words === '' ? fieldHints[only] : words,
      isOpen: true,
    }));
  return matching.map((field) => ({
    insert: `${field}${operatorsOf(field)[0]?.[0] ?? ':'}`,
    hint: fieldHints[field],
    isOpen: true,
  }));
}

const units = [
  ['m', 'minutes'],
  ['h', 'hours'],
  ['d', 'days'],
  ['s', 'seconds'],
  ['w', 'weeks'],
] as const;

const usualSpans = [
  ['1m', '1 minute'],
  ['5m', '5 minutes'],
  ['1h', '1 hour'],
  ['1d', '1 day'],
  ['1w', '1 week'],
] as const;

const usualMoments = [
  ['-15m', '15 minutes ago'],
  ['-1h', '1 hour ago'],
  ['-24h', '24 hours ago'],
  ['-7d', '7 days ago'],
  ['now', 'the moment you look'],
] as const;

interface Question {
  readonly completion: Completion;
  readonly text: string;
  /** Of the reader, `2026-11-20`. */
  readonly today: string;
}

function closed([insert, hint]: readonly [string, string]): Offer {
  return { insert, hint, isOpen: false };
}

/** The number typed may make one of the usual values. */
function distinct(offers: readonly Offer[]): Offer[] {
  return offers.filter(({ insert }, place) => offers.findIndex((other) => other.insert === insert) === place);
}

function withUnits(typed: string): Offer[] {
  const number = /^[-+]?\d+$/.exec(typed)?.[0];
  return number === undefined ? [] : units.map(([unit, word]) => closed([`${number}${unit}`, word]));
}

function momentOffers({ completion, text, today }: Question): Offer[] {
  const { typed, start } = completion;
  // Behind a colon a bare moment would mean that very day or instant, and hardly anybody means that.
  const isRange = text[start - 1] === ':';
  const relative = usualMoments
    .filter(([moment]) => !isRange || moment !== 'now')
    .map(([moment, words]) => closed(isRange ? [`${moment}..`, `since ${words}`] : [moment, words]));
  const usual = [...relative, closed([today, 'today'])];
  return distinct([...withUnits(typed), ...usual.filter(({ insert }) => insert.startsWith(typed))]);
}

function spanOffers({ completion: { typed } }: Question): Offer[] {
  return distinct([
    ...withUnits(typed),
    ...usualSpans.map(closed).filter(({ insert }) => insert.startsWith(typed)),
  ]);
}

function wordOffers(words: readonly string[], typed: string): Offer[] {
  return words.filter((word) => word.startsWith(typed.toLowerCase())).map((word) => closed([word, '']));
}

/** What can be offered without asking the server. */
export function offersFor(question: Question): Offer[] {
  const { typed, offers, field } = question.completion;
  if (offers === 'field') return fieldOffers(typed);
  if (field === null) return [];
  if (field === 'status')
    return wordOffers(
      statusOrder.map((status) => status.toLowerCase()),
      typed,
    );
  if (field === 'kind') return wordOffers(['orchestration', 'entity'], typed);
  if (isOneOf(timeFields, field)) return momentOffers(question);
  if (isOneOf(spanFields, field)) return spanOffers(question);
  return typed === '' && field === 'parent' ? [closed(['""', 'roots: no parent is known'])] : [];
}

const valueFields: Partial<Record<TextField, ValuesField>> = {
  id: 'id',
  parent: 'id',
  name: 'name',
  version: 'version',
  tag: 'tag',
  entity: 'entity',
  fingerprint: 'failure',
};

/** Which values or names the server can suggest; `null` = none. */
export function valuesFieldOf({ offers, field, path }: Completion): ValuesField | null {
  if (offers === 'field' || (field === 'tag' && path !== null)) return null;
  return field !== null && field in valueFields ? (valueFields[field as TextField] ?? null) : null;
}

/** A path as it has to be typed behind the dot; its value follows. */
export function pathOffer(path: readonly string[], hint: string): Offer {
  return { insert: `${printPath(path).slice(1)}:`, hint, isOpen: true };
}

/** A value as it has to be typed, in quotes where it needs them. */
export function printValue(value: string): string {
  return printPattern([value]);
}

interface Placed {
  readonly text: string;
  readonly caret: number;
}

/** The text with the offer in it. A key that is changed keeps the operator it has. */
export function withOffer(text: string, { start, end }: Completion, { insert }: Offer): Placed {
  const hasOperator = /^[:<>]/.test(text.slice(end));
  const kept = hasOperator ? insert.replace(/[:<>]=?$/, '') : insert;
  return { text: text.slice(0, start) + kept + text.slice(end), caret: start + kept.length };
}
