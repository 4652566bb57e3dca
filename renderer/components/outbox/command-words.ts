import { useI18n } from 'vue-i18n'
import type { OutboxRow } from '../../../electron/contract/schemas.ts'
import { adviceOnRefusal } from '../../../electron/domain/advice.ts'
import { canStopAsking } from '../../../electron/domain/asked-in-vain.ts'
import { assertNever } from '../../../electron/domain/assert-never.ts'
import type { Millis } from '../../../electron/domain/ids.ts'
import { useFormat } from '../../format/use-format.ts'
import type { HoldWhy } from './holds.ts'

export interface CommandWords {
  /** What was asked for: a verb with its object. */
  readonly title: (row: Pick<OutboxRow, 'intent' | 'total'>) => string
  /** Where it stands at this moment. */
  readonly standing: (row: OutboxRow, now: Millis, undoSeconds: number, hold?: HoldWhy | null) => string
  /** What is safe, and what happens or is to be done next. */
  readonly safe: (row: OutboxRow, hold?: HoldWhy | null) => string
  /** What else there is to do about Joom's no, or what was wrong before it left; `null` where `safe` says it all. */
  readonly advice: (row: OutboxRow) => string | null
}

/** Whole seconds that are surely left. The clock of the window is up to a second behind, so the rest of one is not shown. */
export const secondsUntil = (at: Millis, now: Millis): number => Math.max(0, Math.floor((at - now) / 1000))

/** Whether a command can be taken back: it was never sent. */
export const canUndo = (row: Pick<OutboxRow, 'state' | 'sends'>): boolean => row.state === 'waiting' || (row.state === 'due' && row.sends === 0)

/** Whether a command was stopped right before it left, since its order had changed or could not be read. */
export const isStopped = (row: Pick<OutboxRow, 'state' | 'observed' | 'trouble'>): boolean => row.state === 'conflict' && (row.observed?.changed !== undefined || row.trouble?.code === 'not_read')

/** Whether it stands before a person only since Joom showed nothing of it: trying again looks once more, and sends nothing twice. Money moves where a person says so of each. */
export const isUnread = (row: Pick<OutboxRow, 'state' | 'trouble' | 'intent'>): boolean => row.state === 'conflict' && row.intent.kind !== 'refund' && (row.trouble?.code === 'not_read' || row.trouble?.code === 'not_found_out')

/** Whether several of these can be tried again at once: Joom's no, what is kept here, and what could not be read. */
export const canTryAgain = (row: Pick<OutboxRow, 'state' | 'trouble' | 'intent'>): boolean => row.state === 'refused' || row.state === 'due' || isUnread(row)

/** Whether it can be ended from here: it was refused, could not be read, or was never sent. */
export const canGiveUp = (row: Pick<OutboxRow, 'state' | 'sends' | 'trouble' | 'intent'>): boolean => row.state === 'refused' || isUnread(row) || canUndo(row)

/** What a person stops where nothing could be found out: asking about what is unknown, or trying to send what is due again; `null` where neither can be. */
export const stopOf = (row: OutboxRow, now: Millis): 'asking' | 'trying' | null => (!canStopAsking(row, now) ? null : row.state === 'unknown' ? 'asking' : 'trying')

/** The trouble of a command that is kept for its store's sake. */
const troubleOf: Readonly<Record<HoldWhy, string>> = { offline: 'offline', needs_authorization: 'unauthorized', throttled: 'throttled', failing: 'failing' }

/** How it is said of an unknown command that its store is not asked now. One that keeps failing is. */
const unaskedAs: Readonly<Record<HoldWhy, string | null>> = { offline: 'unknown_offline', needs_authorization: 'unknown_unauthorized', throttled: 'unknown_pause', failing: null }

/** What Joom's no asks for; `null` where it is none. */
const refusalAdvice = ({ trouble }: Pick<OutboxRow, 'trouble'>) => (trouble === null || trouble.joomCode === null ? null : adviceOnRefusal({ code: trouble.joomCode, data: trouble.data ?? null, message: trouble.message ?? '' }))

/** Says of a command what it is, where it stands and what is safe. */
export function useCommandWords(): CommandWords {
  const i18n = useI18n()
  const { t } = i18n
  const format = useFormat()
  const withTrouble = (prefix: string, row: OutboxRow, hold: HoldWhy | null = null, values: Readonly<Record<string, string | number>> = {}): string => {
    const own = `${prefix}_${hold === null ? row.trouble?.code ?? '' : troubleOf[hold]}`
    return t(i18n.te(own) ? own : prefix, values)
  }
  return {
    title(row) {
      switch (row.intent.kind) {
        case 'fulfill': return t('outbox.title.fulfill')
        case 'modify_tracking': return t('outbox.title.modify_tracking')
        case 'refund': return row.total === null ? t('outbox.title.refund_whole') : t('outbox.title.refund', { amount: format.cents(row.total) })
        default: return assertNever(row.intent)
      }
    },
    standing(row, now, undoSeconds, hold) {
      const at = (moment: Millis | null): string => (moment === null ? t('format.missing') : format.shortMoment(moment, now))
      switch (row.state) {
        case 'waiting': {
          const whole = Math.round((row.leavesAt - row.createdAt) / 1000)
          const number = row.intent.kind === 'refund' ? t('outbox.reason', { reason: row.intent.reasonCode }) : row.intent.trackingNumber
          // Less than nothing: the clock was set back since.
          return whole >= 0 && whole < undoSeconds ? t('outbox.standing.waiting_short', { whole: format.wait(whole) }) : number
        }
        case 'due': return withTrouble('outbox.standing.due', row, hold)
        case 'sending': return t('outbox.standing.sending')
        case 'unknown': {
          const values = { when: at(row.sentAt), wait: row.nextAt === null ? '' : format.wait(secondsUntil(row.nextAt, now)), n: format.count(row.reads) }
          const unasked = hold == null ? null : unaskedAs[hold]
          // One that was told of the pause itself knows how long it is.
          if (unasked !== null && !(hold === 'throttled' && row.trouble?.code === 'throttled')) return t(`outbox.standing.${unasked}`)
          if (row.nextAt === null) return withTrouble('outbox.standing.asking', row, null, values)
          if (row.trouble?.code === 'restored' || row.trouble?.code === 'refused' || row.reads === 0) return withTrouble('outbox.standing.unknown', row, null, values)
          return t(row.seen === 0 ? 'outbox.standing.unknown_unheard' : 'outbox.standing.unknown_asked', values, row.reads)
        }
        case 'refused': return withTrouble('outbox.standing.refused', row, null, { when: at(row.sentAt) })
        case 'conflict': return isStopped(row) ? t('outbox.standing.conflict_stopped') : withTrouble('outbox.standing.conflict', row)
        case 'done': return t('outbox.standing.done', { when: at(row.settledAt) })
        case 'undone': return t('outbox.standing.undone', { when: at(row.settledAt) })
        case 'closed': return t('outbox.standing.closed', { when: at(row.settledAt) })
        default: return assertNever(row.state)
      }
    },
    advice(row) {
      if (row.state !== 'refused' || row.trouble === null) return null
      const { code, message } = row.trouble
      if (code === 'invalid') return message === null ? null : t(`errors.flaw.${message.replace(/^.*: /, '')}`)
      const advice = refusalAdvice(row)
      if (advice === null || advice === 'correct') return null
      return t([`outbox.advice.${advice}_${row.intent.kind}`, `outbox.advice.${advice}`].find((own) => i18n.te(own)) ?? `errors.advice.${advice}`)
    },
    safe(row, hold = null) {
      const { trouble, intent: { kind }, state } = row
      const say = (...keys: readonly string[]): string => {
        const own = keys.flatMap((key) => [`outbox.safe.${key}_${kind}`, `outbox.safe.${key}`]).find((key) => i18n.te(key))
        return t(own ?? `outbox.safe.${state}`, { sent: t(`outbox.safe.sent.${row.sends === 0 ? 'nothing' : 'once'}`) })
      }
      const why = hold === null ? trouble?.code ?? '' : troubleOf[hold]
      switch (state) {
        case 'refused': return trouble?.code === 'number_taken' ? say('refused_number_taken') : say('refused')
        case 'conflict': return say(...(isStopped(row) ? [`stopped_${trouble?.code ?? ''}`] : []), `conflict_${trouble?.code ?? ''}`)
        case 'due': return say(`due_${why}`, 'due')
        case 'unknown': return say(...(refusalAdvice(row) === 'read_again' ? ['unknown_read_again'] : []), `unknown_${trouble?.code ?? ''}`, 'unknown')
        default: return say(state)
      }
    }
  }
}
