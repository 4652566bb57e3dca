import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseSync } from 'node:sqlite'

// Brings what the log beside the database holds into it, on a thread of its own: the program need not wait for that disk.
const port = parentPort
if (port === null) throw new Error('This file runs in a worker thread')
const database = new DatabaseSync(String(workerData), { timeout: 0 })
database.exec('PRAGMA cache_size = -500')
port.on('message', () => {
  // Passive: it waits for nobody and holds up nobody; what it cannot reach now, the next one does.
  try {
    database.exec('PRAGMA wal_checkpoint(PASSIVE)')
  } catch {
    // Busy, or the disk is full: the log keeps everything until it can.
  }
  port.postMessage(null)
})
