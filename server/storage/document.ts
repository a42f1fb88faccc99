/** One value that is read at once and changed by one writer at a time. */
export interface StoredDocument<Value> {
  /** `false`: kept in memory, gone with the process. */
  readonly isDurable: boolean;
  read(): Value;
  /** The value `next` makes of the present one is kept before this resolves; when either throws, the present one stays. */
  change(next: (now: Value) => Value): Promise<Value>;
}

type Keep<Value> = (value: Value) => Promise<void>;

class SerialDocument<Value> implements StoredDocument<Value> {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private value: Value,
    private readonly keep: Keep<Value>,
    readonly isDurable: boolean,
  ) {}

  read(): Value {
    return this.value;
  }

  change(next: (now: Value) => Value): Promise<Value> {
    const changed = this.last.then(async () => {
      const value = next(this.value);
      await this.keep(value);
      this.value = value;
      return value;
    });
    this.last = changed.catch(() => undefined);
    return changed;
  }
}

export function memoryDocument<Value>(value: Value): StoredDocument<Value> {
  return new SerialDocument(value, () => Promise.resolve(), false);
}

export function durableDocument<Value>(value: Value, keep: Keep<Value>): StoredDocument<Value> {
  return new SerialDocument(value, keep, true);
}
