import type { IncomingMessage, ServerResponse } from 'node:http'
import { answer, bodyOf, json, jsonText } from './exchange.ts'
import { parseMisbehaviour } from './faults.ts'
import type { Rehearsal } from './rehearsal.ts'

/**
 * The control address, for tests and for people: `GET /rehearsal/state`, `orders`, `log`, `POST /rehearsal/misbehave`
 * (a Misbehaviour as JSON), `behave`, `reset`. What a web page asks is refused: browsers give such requests an Origin.
 */
export async function answerControl(request: IncomingMessage, response: ServerResponse, url: URL, rehearsal: Rehearsal): Promise<void> {
  const say = (status: number, value: unknown): void => answer(response, status, json, jsonText(value))
  const site = request.headers['sec-fetch-site']
  if (request.headers.origin !== undefined || (site !== undefined && site !== 'none')) return say(403, { error: 'The control address does not answer web pages.' })
  const body = await bodyOf(request)
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /rehearsal/state':
      return say(200, rehearsal.state())
    case 'GET /rehearsal/orders':
      return say(200, rehearsal.orders())
    case 'GET /rehearsal/log':
      return say(200, rehearsal.requests())
    case 'POST /rehearsal/misbehave': {
      const what = parseMisbehaviour(parsed(body))
      if (typeof what === 'string') return say(400, { error: what })
      rehearsal.misbehave(what)
      return say(200, rehearsal.state())
    }
    case 'POST /rehearsal/behave':
      rehearsal.behave()
      return say(200, rehearsal.state())
    case 'POST /rehearsal/reset':
      await rehearsal.reset()
      return say(200, rehearsal.state())
    default:
      return say(404, { error: 'GET /rehearsal/state, /rehearsal/orders, /rehearsal/log; POST /rehearsal/misbehave, /rehearsal/behave, /rehearsal/reset' })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
