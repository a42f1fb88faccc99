// Loaded into the emulator's process before it starts: puts rows into its table store. Through its API, a row costs a hundred
// times as much.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const account = 'devstoreaccount1';
const rowsFile = new URL(import.meta.url).searchParams.get('rows');

const require = createRequire(import.meta.url);
const { default: TableStore } = require('azurite/dist/src/table/persistence/LokiTableMetadataStore.js');

function toStored(partitionKey, rowKey, timestamp, columns) {
  return {
    PartitionKey: partitionKey,
    RowKey: rowKey,
    properties: { ...columns, Timestamp: timestamp, 'Timestamp@odata.type': 'Edm.DateTime' },
    lastModifiedTime: timestamp,
    eTag: `W/"datetime'${encodeURIComponent(timestamp)}'"`,
  };
}

function createTable(store, table) {
  store.db.getCollection(store.TABLES_COLLECTION).insert({ account, table });
  store.createCollectionForTable({ account, table });
  const rows = store.db.getCollection(store.getTableCollectionName(account, table));
  // The two indices are sorted once in the end instead of with every row.
  rows.adaptiveBinaryIndices = false;
  return rows;
}

async function loadRows(store) {
  const tables = new Map();
  const lines = createInterface({ input: createReadStream(rowsFile, 'utf8') });
  for await (const line of lines) {
    const [table, ...row] = JSON.parse(line);
    if (!tables.has(table)) tables.set(table, createTable(store, table));
    tables.get(table).insert(toStored(...row));
  }
  for (const rows of tables.values()) {
    rows.ensureIndex('PartitionKey', true);
    rows.ensureIndex('RowKey', true);
    rows.adaptiveBinaryIndices = true;
  }
}

const init = TableStore.prototype.init;
TableStore.prototype.init = async function initWithRows() {
  await init.call(this);
  await loadRows(this);
};
