import type { FileEvent } from '../../shared/contract/history-file.ts';
import type { HistoryEvent } from '../../shared/contract/history.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import type { FailureSummary, InstanceRow } from '../../shared/contract/instances.ts';
import type { PayloadInfo } from '../../shared/contract/payloads.ts';
import { summariseFailure } from '../../shared/domain/failure-summary.ts';
import { withheldText } from '../../shared/domain/masked-text.ts';
import { payloadOwner } from '../../shared/domain/payload-owner.ts';
import { utf8Bytes } from '../../shared/domain/utf8-bytes.ts';
import type { Masking, MaskText } from './masking.ts';

/** From these lengths on texts of rows may have been cut; one less where a pair of surrogates would have been torn. */
const customStatusCutChars = 1_023;
const failureMessageCutChars = 499;

/** Everything beside payload texts that leaves a hub and may hold what rules mean; nothing here changes what it is given. */
export class MaskedParts {
  constructor(
    private readonly masking: Masking,
    private readonly mask: MaskText,
  ) {}

  row<Row extends InstanceRow>(row: Row): Row {
    const { customStatus, tags, failure, problems, name } = row;
    return {
      ...row,
      customStatus:
        customStatus &&
        this.shown(customStatus, name, { isCut: customStatus.length >= customStatusCutChars }),
      tags: tags && this.tags(tags, name),
      failure: failure && this.failure(failure),
      problems: this.problems(problems, name),
    };
  }

  detail(detail: InstanceDetail): InstanceDetail {
    const { input, output, customStatusPayload, name } = detail;
    return {
      ...this.row(detail),
      input: input && this.info(input, name),
      output: output && this.info(output, null),
      customStatusPayload: customStatusPayload && this.info(customStatusPayload, name),
    };
  }

  /** What failed is often another function than the one whose row tells it: all rules apply. */
  failure(failure: FailureSummary): FailureSummary {
    const isCut = failure.message.length >= failureMessageCutChars;
    const message = this.shown(failure.message, null, { isCut });
    const errorType = failure.errorType && this.shown(failure.errorType, null, { isCut: false });
    if (message === failure.message && errorType === failure.errorType) return failure;
    // The fingerprint of the message as it was would let anybody check guesses of what was masked.
    const { fingerprint, failingFunction } = summariseFailure(
      errorType === null ? message : `${errorType}: ${message}`,
    );
    return { errorType, message, failingFunction, fingerprint };
  }

  failureText(text: string): string {
    return this.shown(text, null, { isCut: text.length >= failureMessageCutChars });
  }

  event<Event extends HistoryEvent | FileEvent>(event: Event): Event {
    const owner = payloadOwner(event.eventType, event.name);
    const payloads = Object.entries(event.payloads).map(([column, info]) => [
      column,
      this.infoWithText(info, owner),
    ]);
    return {
      ...event,
      tags: event.tags && this.tags(event.tags, owner),
      payloads: Object.fromEntries(payloads) as Event['payloads'],
      problems: this.problems(event.problems, owner),
    };
  }

  /** Problems quote what could not be read: no path leads there. */
  problems(problems: readonly string[], name: string | null): string[] {
    return problems.map((problem) => {
      const unquoted = this.masking.hasPaths ? problem.replace(/"[\s\S]*"/, `"${withheldText}"`) : problem;
      return this.mask(unquoted, name).text;
    });
  }

  private info(info: PayloadInfo, name: string | null): PayloadInfo {
    const { preview, sizeBytes } = info;
    const isCut = preview !== null && (sizeBytes === null || utf8Bytes(preview) < sizeBytes);
    return { ...info, preview: preview && this.shown(preview, name, { isCut }) };
  }

  private infoWithText(info: PayloadInfo & { readonly text?: string | null }, name: string | null) {
    const masked = this.info(info, name);
    if (!('text' in info)) return masked;
    return { ...masked, text: info.text == null ? null : this.mask(info.text, name).text };
  }

  private tags(tags: Record<string, string>, name: string | null): Record<string, string> {
    const { text, maskedCount } = this.mask(JSON.stringify(tags), name);
    return maskedCount === 0 ? tags : (JSON.parse(text) as Record<string, string>);
  }

  /** A text that was cut loses its end: a match might have gone on there. */
  private shown(text: string, name: string | null, { isCut }: { readonly isCut: boolean }): string {
    if (!isCut) return this.mask(text, name).text;
    const keepChars = text.length - this.masking.reachChars;
    return keepChars <= 0 ? withheldText : this.mask(text, name, { isCut, keepChars }).text;
  }
}
