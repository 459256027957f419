import { DatabaseSync } from 'node:sqlite';
import { onOrder } from '../orders.ts';

/**
 * Loaded into the app before its own code. Notes every write to a run, its stages and its slots in a table of the same
 * database, in the transaction that makes it and with the process that makes it; and fills the disk when it is told to.
 * The app's own code is as it is.
 */
const noted = `
  json_object('status', new.data ->> '$.status', 'companyName', new.data ->> '$.companyName',
    'attempts', json_array_length(new.data, '$.attempts'), 'lastToken', new.data ->> '$.lastToken',
    'token', new.data ->> '$.lease.token', 'expiresAt', new.data ->> '$.lease.expiresAt',
    'cancelRequested', new.data ->> '$.cancelRequested.at',
    'state', new.data ->> '$.state', 'ts', new.data ->> '$.ts', 'fileId', new.data ->> '$.fileId',
    'revision', new.data ->> '$.revision')`;
const note = `INSERT INTO chaos_writes (at, pid, path, noted)
  VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), ${process.pid}, new.path, ${noted})`;
const isNoted =
  "new.path GLOB 'teams/*/runs/*' AND NOT new.path GLOB '*/evidence/*' AND NOT new.path GLOB '*/versions/*'";
const observation = `
  CREATE TABLE IF NOT EXISTS main.chaos_writes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, pid INTEGER NOT NULL, path TEXT NOT NULL, noted TEXT NOT NULL);
  CREATE TEMP TRIGGER chaos_insert AFTER INSERT ON main.documents WHEN ${isNoted} BEGIN ${note}; END;
  CREATE TEMP TRIGGER chaos_update AFTER UPDATE ON main.documents WHEN ${isNoted} BEGIN ${note}; END;`;

const connections = new Set<DatabaseSync>();
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function observed(sql) {
  exec.call(this, sql);
  connections.add(this);
  if (sql.includes('CREATE TABLE IF NOT EXISTS documents')) exec.call(this, observation);
};

const unlimited = 4_294_967_294;
onOrder((order) => {
  if (!('disk' in order)) return;
  for (const connection of connections) {
    if (!connection.isOpen) continue;
    const pages = order.disk === 'free' ? unlimited : Number(connection.prepare('PRAGMA page_count').get()?.page_count);
    exec.call(connection, `PRAGMA max_page_count = ${pages}`);
  }
});
