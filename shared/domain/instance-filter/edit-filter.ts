import type { FilterField, FilterTerm } from './filter-term.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter, printTerm } from './print-filter.ts';
import { scanTerms } from './scan-terms.ts';

interface Piece {
  /** Canonical where it is understood, as typed where it is not. */
  readonly text: string;
  readonly term: FilterTerm | null;
  /** Nothing can stand behind it without becoming part of it. */
  readonly isOpen: boolean;
}

function piecesOf(text: string, zone: string): Piece[] {
  const terms = new Map(parseFilter(text, zone).terms.map(({ start, term }) => [start, term]));
  return scanTerms(text).map(({ start, end, openQuoteAt }) => {
    const term = terms.get(start) ?? null;
    const typed = text.slice(start, end);
    return { text: term === null ? typed : printTerm(term), term, isOpen: openQuoteAt !== null };
  });
}

function join(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join(' ');
}

function toPiece(term: FilterTerm): Piece {
  return { text: printTerm(term), term, isOpen: false };
}

/** What is understood in its one way of writing, with times in UTC; what is not stays as typed, in its place. */
export function canonicalFilter(text: string, zone: string): string {
  return join(piecesOf(text, zone));
}

/** Only what is understood. */
export function validFilter(text: string, zone: string): string {
  return printFilter(parseFilter(text, zone).terms.map(({ term }) => term));
}

/** Takes out every term on these fields and puts the given ones where the first of them was, or at the end. */
export function replaceFields(
  text: string,
  zone: string,
  fields: readonly FilterField[],
  terms: readonly FilterTerm[],
): string {
  const isReplaced = ({ term }: Piece) => term !== null && fields.includes(term.field);
  const pieces = piecesOf(text, zone);
  const place = pieces.findIndex((piece) => isReplaced(piece) || piece.isOpen);
  const before = place < 0 ? pieces : pieces.slice(0, place);
  const after = place < 0 ? [] : pieces.slice(place);
  return join([...before, ...terms.map(toPiece), ...after.filter((piece) => !isReplaced(piece))]);
}

function replaceAt(text: string, zone: string, index: number, terms: readonly FilterTerm[]): string {
  let understood = -1;
  const pieces = piecesOf(text, zone).flatMap((piece) => {
    if (piece.term !== null) understood += 1;
    return piece.term !== null && understood === index ? terms.map(toPiece) : [piece];
  });
  return join(pieces);
}

/** `index` counts the terms of the parsed text. */
export function removeTerm(text: string, zone: string, index: number): string {
  return replaceAt(text, zone, index, []);
}

export function replaceTerm(text: string, zone: string, index: number, term: FilterTerm): string {
  return replaceAt(text, zone, index, [term]);
}
