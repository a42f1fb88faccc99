// Loaded into the emulator's process before it starts: puts rows into its table store. Through its API, a row costs a hundred
// times as much.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const account = 'devstoreaccount1';
const { searchParams } = new URL(import.meta.url);
const table = searchParams.get('table');
const rowsFile = searchParams.get('rows');

const require = createRequire(import.meta.url);
const { default: TableStore } = require('azurite/dist/src/table/persistence/LokiTableMetadataStore.js');

function toStored([key, timestamp, columns]) {
  return {
    PartitionKey: key,
    RowKey: '',
    properties: { ...columns, Timestamp: timestamp, 'Timestamp@odata.type': 'Edm.DateTime' },
    lastModifiedTime: timestamp,
    eTag: `W/"datetime'${encodeURIComponent(timestamp)}'"`,
  };
}

async function loadRows(store) {
  store.db.getCollection(store.TABLES_COLLECTION).insert({ account, table });
  store.createCollectionForTable({ account, table });
  const rows = store.db.getCollection(store.getTableCollectionName(account, table));
  // The two indices are sorted once in the end instead of with every row.
  rows.adaptiveBinaryIndices = false;
  const lines = createInterface({ input: createReadStream(rowsFile, 'utf8') });
  for await (const line of lines) rows.insert(toStored(JSON.parse(line)));
  rows.ensureIndex('PartitionKey', true);
  rows.ensureIndex('RowKey', true);
  rows.adaptiveBinaryIndices = true;
}

const init = TableStore.prototype.init;
TableStore.prototype.init = async function initWithRows() {
  await init.call(this);
  await loadRows(this);
};
