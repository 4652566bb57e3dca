import { describe, expect, it } from 'vitest'
import { clock, dayAndClock, nearMoment, regionalLocale, shortMoment, utc } from '../../../../renderer/format/moment.ts'

const style = { locale: 'en-GB', timeZone: 'Europe/Istanbul' }
/** Sunday, 22 November 2026, 13:20 in Istanbul. */
const now = Date.UTC(2026, 10, 22, 10, 20)
const hour = 3_600_000

describe('moments', () => {
  it('writes the local hour, and Joom’s in UTC', () => {
    const at = Date.UTC(2026, 10, 22, 11, 1)
    expect(clock(at, style)).toBe('14:01')
    expect(dayAndClock(at, now, style)).toBe('Sun 22 Nov, 14:01')
    expect(utc(at)).toBe('2026-11-22 11:01 UTC')
  })

  it('names the year only where it is another', () => {
    expect(dayAndClock(Date.UTC(2025, 0, 2, 9), now, style)).toBe('Thu, 2 Jan 2025, 12:00')
  })

  it('is as short as the distance allows', () => {
    expect(shortMoment(now - hour, now, style)).toBe('12:20')
    expect(shortMoment(now - 14 * hour, now, style)).toBe('Sat')
    expect(shortMoment(now - 40 * 24 * hour, now, style)).toBe('13 Oct')
    expect(shortMoment(Date.UTC(2024, 9, 12), now, style)).toBe('12 Oct 2024')
  })

  it('goes by the operator’s day, not UTC’s', () => {
    // 23:30 of Saturday in Istanbul is Saturday in UTC too; 00:30 of Sunday is still Saturday in UTC.
    expect(shortMoment(Date.UTC(2026, 10, 21, 21, 30), now, style)).toBe('00:30')
    expect(shortMoment(Date.UTC(2026, 10, 21, 20, 30), now, style)).toBe('Sat')
  })

  it('names the day of a near end', () => {
    expect(nearMoment(now + hour, now, style)).toBe('14:20')
    expect(nearMoment(now + 24 * hour, now, style)).toBe('Mon 13:20')
    expect(nearMoment(now + 20 * 24 * hour, now, style)).toBe('Sat 12 Dec, 13:20')
  })

  it('midnight is 00:00, never 24:00', () => {
    expect(clock(Date.UTC(2026, 10, 22, 21), style)).toBe('00:00')
  })
})

describe('regionalLocale', () => {
  it('takes the operator’s own variant of the language', () => {
    expect(regionalLocale('en', ['de-DE', 'en-AU', 'en-US'])).toBe('en-AU')
    expect(regionalLocale('tr', ['tr-TR'])).toBe('tr-TR')
  })
  it('falls back to a variant that can be read everywhere', () => {
    expect(regionalLocale('en', ['de-DE'])).toBe('en-GB')
    expect(regionalLocale('ru', [])).toBe('ru')
    expect(regionalLocale('en', ['en-not_a_tag'])).toBe('en-GB')
  })
})
