import { compressText, decompressText } from '../../providers/azure-storage/format/large-payload.ts';
import type { HubStorage } from './hub-storage.ts';
import { storageStatus, tolerate } from './storage-failure.ts';

/** Large texts of a hub, gzipped in its large-message container, which appears with the first of them. */
export interface PayloadBlobs {
  write(name: string, text: string): Promise<void>;
  read(name: string): Promise<string>;
  delete(name: string): Promise<void>;
  readonly containerUrl: string;
}

export function createPayloadBlobs(storage: HubStorage): PayloadBlobs {
  const container = storage.largeMessages;
  const upload = async (name: string, bytes: Buffer) => {
    await container.getBlockBlobClient(name).uploadData(bytes);
  };
  return {
    containerUrl: container.url,
    async write(name, text) {
      const bytes = await compressText(text);
      try {
        await upload(name, bytes);
      } catch (error) {
        if (storageStatus(error) !== 404) throw error;
        await container.createIfNotExists();
        await upload(name, bytes);
      }
    },
    async read(name) {
      return decompressText(await container.getBlockBlobClient(name).downloadToBuffer());
    },
    async delete(name) {
      await tolerate(404, container.getBlockBlobClient(name).delete());
    },
  };
}
