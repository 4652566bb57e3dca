import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError } from './api-error.ts'
import { parseElsewhere } from './elsewhere.ts'
import { answer, bodyOf, isOfPage, json, jsonText } from './exchange.ts'
import { parseMisbehaviour } from './faults.ts'
import { parseQuirks } from './quirks.ts'
import type { Rehearsal } from './rehearsal.ts'

interface Reply { readonly status: number; readonly value: unknown }

/**
 * The control address, for tests and for people: `GET /rehearsal/state`, `orders`, `products`, `log`, `POST /rehearsal/misbehave`
 * (a Misbehaviour as JSON), `behave`, `quirks`, `elsewhere` (an Elsewhere), `review`, `revoke`, `clock`, `reset`. What a web page
 * asks is refused: browsers give such requests an Origin.
 */
export async function answerControl(request: IncomingMessage, response: ServerResponse, url: URL, rehearsal: Rehearsal): Promise<void> {
  const { status, value } = isOfPage(request) ? { status: 403, value: { error: 'The control address does not answer web pages.' } } : await controlled(`${request.method} ${url.pathname}`, await bodyOf(request), rehearsal)
  answer(response, status, json, jsonText(value))
}

async function controlled(what: string, body: string, rehearsal: Rehearsal): Promise<Reply> {
  const given = parsed(body)
  switch (what) {
    case 'GET /rehearsal/state':
      return { status: 200, value: rehearsal.state() }
    case 'GET /rehearsal/orders':
      return { status: 200, value: rehearsal.orders() }
    case 'GET /rehearsal/products':
      return { status: 200, value: rehearsal.products() }
    case 'GET /rehearsal/log':
      return { status: 200, value: rehearsal.requests() }
    case 'POST /rehearsal/misbehave': {
      const misbehaviour = parseMisbehaviour(given)
      if (typeof misbehaviour === 'string') return { status: 400, value: { error: misbehaviour } }
      rehearsal.misbehave(misbehaviour)
      return { status: 200, value: rehearsal.state() }
    }
    case 'POST /rehearsal/behave':
      rehearsal.behave()
      return { status: 200, value: rehearsal.state() }
    case 'POST /rehearsal/quirks': {
      const which = parseQuirks(given)
      if (typeof which === 'string') return { status: 400, value: { error: which } }
      rehearsal.setQuirks(which)
      return { status: 200, value: rehearsal.state() }
    }
    case 'POST /rehearsal/elsewhere': {
      const what = parseElsewhere(given)
      return typeof what === 'string' ? { status: 400, value: { error: what } } : refusedOr(() => rehearsal.elsewhere(what))
    }
    case 'POST /rehearsal/review': {
      const { product, status, note = null } = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {}
      const known = (['approved', 'pending', 'rejected'] as const).find((one) => one === status)
      if (typeof product !== 'string' || !known || (note !== null && typeof note !== 'string')) return { status: 400, value: { error: 'product is the id of a product, status is approved, pending or rejected, and note a text' } }
      return refusedOr(() => rehearsal.review(product, known, note))
    }
    case 'POST /rehearsal/revoke':
      rehearsal.revoke()
      return { status: 200, value: rehearsal.state() }
    case 'POST /rehearsal/clock': {
      const seconds = typeof given === 'object' && given !== null && 'seconds' in given ? given.seconds : null
      if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return { status: 400, value: { error: 'seconds is a number: how far the clock is to be ahead, or behind where it is negative' } }
      rehearsal.setClock(seconds * 1000)
      return { status: 200, value: rehearsal.state() }
    }
    case 'POST /rehearsal/reset':
      await rehearsal.reset()
      return { status: 200, value: rehearsal.state() }
    default:
      return { status: 404, value: { error: 'Here are GET /rehearsal/state, orders, products and log, and POST /rehearsal/misbehave, behave, quirks, elsewhere, review, revoke, clock and reset.' } }
  }
}

function refusedOr(work: () => unknown): Reply {
  try {
    return { status: 200, value: work() }
  } catch (error) {
    if (error instanceof ApiError) return { status: error.http, value: { error: error.message } }
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
