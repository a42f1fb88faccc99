import { toInstant, type Instant } from '../instant.ts';

/** A JSON object of a file, whoever wrote it: members are found whatever the case of their first letter. */
export class RawEvent {
  readonly problems: string[] = [];

  constructor(private readonly members: Readonly<Record<string, unknown>>) {}

  has(name: string): boolean {
    return this.value(name) !== null;
  }

  value(name: string): unknown {
    const camel = name.charAt(0).toLowerCase() + name.slice(1);
    return this.members[name] ?? this.members[camel] ?? null;
  }

  text(name: string): string | null {
    const value = this.value(name);
    if (value === null || typeof value === 'string') return value;
    this.problems.push(`${name} is no text.`);
    return null;
  }

  int(name: string): number | null {
    const value = this.value(name);
    if (value === null) return null;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    this.problems.push(`${name} is no whole number.`);
    return null;
  }

  /** Files of other tools leave the zone out; all of them mean UTC. */
  instant(name: string): Instant | null {
    const text = this.text(name);
    if (text === null) return null;
    const instant = toInstant(text) ?? toInstant(`${text}Z`);
    if (instant === null) this.problems.push(`${name} is no time.`);
    return instant;
  }

  record(name: string): RawEvent | null {
    const value = this.value(name);
    if (value === null) return null;
    if (isRecord(value)) return new RawEvent(value);
    this.problems.push(`${name} is no object.`);
    return null;
  }

  texts(name: string): Record<string, string> | null {
    const value = this.value(name);
    if (!isRecord(value)) return null;
    const texts = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return Object.fromEntries(texts);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name written as its position among `names`, or as itself; `null` when it is neither. */
export function nameOf(names: readonly string[], value: unknown): string | null {
  if (typeof value === 'number') return names[value] ?? null;
  return typeof value === 'string' && value !== '' ? value : null;
}
