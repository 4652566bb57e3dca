import { runKills, type Figures, type Kills } from './rounds.ts'

const lanes = 2
const counted = ['rounds', 'commands', 'killedSending', 'killedReading', 'killedIdle', 'killedStarting', 'applied', 'unknown', 'foundDone', 'sentAgain', 'refused', 'conflicts', 'appliedTwice', 'missing'] as const

/** Two rooms, each with a store and a data folder of its own, share the rounds: what takes time is starting, and waiting. */
export async function runSideBySide({ rounds, seed, pace }: Kills): Promise<Figures> {
  const shares = Array.from({ length: lanes }, (_, lane) => Math.floor((rounds + lane) / lanes)).filter((share) => share > 0)
  const parts = await Promise.all(shares.map((share, lane) => runKills({ rounds: share, seed: seed + lane * 1_000_003, pace })))
  const sums = Object.fromEntries(counted.map((name) => [name, parts.reduce((sum, part) => sum + part[name], 0)])) as unknown as Record<(typeof counted)[number], number> // one entry for each name
  return { ...sums, breaches: parts.flatMap((part) => part.breaches) }
}
