import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AppError } from '../../electron/contract/result.ts'
import type { Correction, ItemProblem, OutboxRow } from '../../electron/contract/schemas.ts'
import type { CommandId } from '../../electron/domain/ids.ts'
import { useErrorSentence } from '../composables/use-error-sentence.ts'
import { useFormat } from '../format/use-format.ts'
import { useOutboxStore } from '../stores/outbox.ts'
import { useToasts } from '../stores/toasts.ts'
import { canUndo, isUnread } from '../components/outbox/command-words.ts'
import type { OutboxSelection } from './outbox-selection.ts'

export interface OutboxBulkNeeds {
  readonly selection: OutboxSelection
  readonly undoSeconds: Readonly<Ref<number>>
  /** What is to be sent for a refused command: as it was, with what was typed over it. */
  readonly correctionOf: (row: OutboxRow) => Correction
  /** Whether a person has to say first that what was typed is right. */
  readonly isDoubtful: (row: OutboxRow) => boolean
  /** Says in its place what stands in the way of one; `[]` where it was given. */
  readonly say: (id: CommandId, problems: readonly ItemProblem[]) => void
}

/** What is done with many commands at once, and what is said of it. One that fails does not keep the others. */
export function useOutboxBulk({ selection, undoSeconds, correctionOf, isDoubtful, say }: OutboxBulkNeeds) {
  const { t } = useI18n()
  const format = useFormat()
  const outbox = useOutboxStore()
  const toasts = useToasts()
  const sentence = useErrorSentence()
  const counted = (key: string, n: number, more: Record<string, string> = {}): string => t(`outbox.bulk.${key}`, { n: format.count(n), ...more }, n)
  const failed = (error: AppError): void => { toasts.say({ kind: 'bad', text: sentence(error) }) }
  const tell = (kind: 'live' | 'plain', rows: readonly Pick<OutboxRow, 'environment'>[], parts: ReadonlyArray<readonly [key: string, n: number]>): void => {
    const said = parts.filter(([, n]) => n > 0)
    if (said.length === 0) return
    const text = said.map(([key, n]) => counted(key, n, { wait: format.wait(undoSeconds.value) })).join(' · ')
    toasts.say({ kind: said.some(([key]) => key === 'stands') ? 'bad' : kind, text: rows.some(({ environment }) => environment === 'rehearsal') ? t('app.environment.said', { text }) : text })
  }

  /** Decides about what could not be read, one by one. @returns those that a problem or an error keeps */
  async function resolveAll(rows: readonly OutboxRow[], choice: 'send_ours' | 'keep_joom'): Promise<ReadonlySet<CommandId>> {
    const standing = new Set<CommandId>()
    for (const { id } of rows) {
      const answer = await outbox.resolve(id, choice)
      say(id, answer.kind === 'problems' ? answer.problems : [])
      if (answer.kind === 'failed') failed(answer.error)
      if (answer.kind !== 'given') standing.add(id)
    }
    return standing
  }

  /** Gives the refused again, has what could not be read looked at once more, and tries the stores of the others now. What could not be given stays selected, with its reason beside it. */
  async function again(): Promise<void> {
    const rows = selection.rows.value
    const doubtful = rows.filter((row) => row.state === 'refused' && isDoubtful(row))
    const refused = rows.filter((row) => row.state === 'refused' && !doubtful.includes(row))
    const unread = rows.filter(isUnread)
    const kept = rows.filter(({ state }) => state === 'due')
    const trouble = kept.length === 0 ? null : await outbox.tryNow([...new Set(kept.map(({ connectionId }) => connectionId))])
    if (trouble !== null) { failed(trouble); return }
    const answer = refused.length === 0 ? null : await outbox.correctAll(refused.map(correctionOf))
    if (answer?.ok === false) { failed(answer.error); return }
    const { problems, moved, commandIds } = answer?.value ?? { problems: [], moved: [], commandIds: [] }
    const standing = new Map(problems.map(({ id, problems: inTheWay }) => [id, inTheWay]))
    for (const { id } of refused) say(id, standing.get(id) ?? [])
    const unresolved = await resolveAll(unread, 'send_ours')
    selection.leave(rows.filter((row) => !standing.has(row.id) && !unresolved.has(row.id) && !doubtful.includes(row)).map(({ id }) => id))
    tell('live', rows, [['leaves', commandIds.length + unread.length - unresolved.size], ['tried', kept.length], ['stands', problems.length + doubtful.length + unresolved.size], ['moved', moved.length]])
  }

  /** Gives the refused up, leaves what could not be read as it is at Joom, and takes the others back; what had left meanwhile is named. */
  async function giveUp(): Promise<void> {
    const rows = selection.rows.value
    const refused = rows.filter(({ state }) => state === 'refused').map(({ id }) => id)
    const kept = rows.filter((row) => row.state === 'due' && canUndo(row)).map(({ id }) => id)
    const unread = rows.filter(isUnread)
    const unresolved = await resolveAll(unread, 'keep_joom')
    const [given, undone] = await Promise.all([refused.length === 0 ? null : outbox.giveUpAll(refused), kept.length === 0 ? null : outbox.undo(kept)])
    for (const answer of [given, undone]) if (answer?.ok === false) failed(answer.error)
    const [closed, back] = [given?.ok ? given.value : { given: [], left: [] }, undone?.ok ? undone.value : { undone: 0, left: 0 }]
    for (const id of closed.given) say(id, [])
    if (given?.ok !== false && undone?.ok !== false && unresolved.size === 0) selection.clear()
    tell('plain', rows, [['given_up', closed.given.length + back.undone + unread.length - unresolved.size], ['moved', closed.left.length + back.left + unresolved.size]])
  }

  /** Stops asking about what nothing could be found out about; what moved on meanwhile, or is being asked about, is named. */
  async function stopAsking(rows: readonly OutboxRow[]): Promise<void> {
    const answer = await outbox.stopAsking(rows.map(({ id }) => id))
    if (answer.ok) tell('plain', rows, [['stopped', answer.value.stopped.length], ['moved', answer.value.left.length]])
    else failed(answer.error)
  }

  async function askAll(): Promise<void> {
    const answer = await outbox.askAll()
    if (answer.ok) tell('live', [], [['asked', answer.value]])
    else failed(answer.error)
  }

  return { again, giveUp, stopAsking, askAll }
}
