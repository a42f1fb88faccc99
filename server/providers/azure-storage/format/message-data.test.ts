import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../../shared/domain/instant.ts';
import { decodeBody, encodeBody, eventJson, largeMessageJson, messageJson } from './message-data.ts';

interface RecordedCommand {
  command: string;
  messages: { queue: string; text: string }[];
}
interface WireMessage {
  ActivityId: string;
  SequenceNumber: number;
  CompressedBlobName: string | null;
  TaskMessage: {
    Event: { Timestamp: string };
    OrchestrationInstance: { InstanceId: string; ExecutionId: string | null };
  };
}

const commandsFile = new URL('../../../../e2e/fixtures/commands.json', import.meta.url);
const commands = JSON.parse(readFileSync(commandsFile, 'utf8')) as RecordedCommand[];

function recorded(command: string): { text: string; parsed: WireMessage } {
  const text = commands.find((c) => c.command === command)!.messages[0]!.text;
  return { text, parsed: JSON.parse(text) as WireMessage };
}

describe('message bytes', () => {
  it.each([
    ['terminate', { EventType: 3, Input: 'enough' }],
    ['suspend', { EventType: 19, Reason: 'pause' }],
    ['resume', { EventType: 20, Reason: 'go on' }],
    ['rewind (failed activity)', { Data: 'again', EventType: 17 }],
    ['raise event', { EventType: 15, Name: 'Approve', Input: '{"ok":true}', ParentTraceContext: null }],
    [
      'raise event without payload',
      { EventType: 15, Name: 'Approve', Input: null, ParentTraceContext: null },
    ],
  ])('%s equals what the engine wrote, byte for byte', (command, members) => {
    const { text, parsed } = recorded(command);
    const { InstanceId, ExecutionId } = parsed.TaskMessage.OrchestrationInstance;
    const written = messageJson({
      activityId: parsed.ActivityId,
      event: eventJson(members, -1, toInstant(parsed.TaskMessage.Event.Timestamp)!),
      target: { InstanceId, ExecutionId },
      sequenceNumber: parsed.SequenceNumber,
      sender: { InstanceId: '', ExecutionId: '' },
    });
    expect(written).toBe(text);
  });

  it('the stand-in of a large message equals the engine’s', () => {
    const { text, parsed } = recorded('raise event with a large payload');
    expect(largeMessageJson(parsed.CompressedBlobName!)).toBe(text);
  });

  it('reads both body encodings', () => {
    const json = '{"text":"ünï 🚀"}';
    expect(decodeBody(json)).toEqual({ encoding: 'utf8', json });
    expect(decodeBody(encodeBody(json))).toEqual({ encoding: 'base64', json });
  });

  it('refuses an event number the engine does not have', () => {
    expect(() => eventJson({ EventType: 99 }, -1, '2026-01-01T00:00:00.0000000Z')).toThrow(TypeError);
  });
});
