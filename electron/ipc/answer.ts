import { tellable, Trouble, type AppError, type Result } from '../contract/result.ts'
import { routes, type RouteName } from '../contract/routes.ts'
import type { Handlers } from './handlers.ts'

export interface Answering {
  readonly translate: (error: unknown) => unknown
  readonly failed: (route: string, error: unknown) => void
}

const isRoute = (name: unknown): name is RouteName => typeof name === 'string' && Object.hasOwn(routes, name)

const fail = (error: AppError): Result<never> => ({ ok: false, error })

/**
 * Answers one message of the window. What is not a route, or does not fit its schema, is refused and nothing runs.
 * @param translate makes a `Trouble` of an error that has a sentence (a full disk), and leaves others as they are
 * @param failed told of errors that are not a `Trouble`: bugs
 * @returns always a `Result`, never throws
 */
export async function answer(handlers: Handlers, name: unknown, input: unknown, { translate, failed }: Answering): Promise<Result<unknown>> {
  if (!isRoute(name)) return fail({ code: 'bad_input', detail: 'No such route' })
  const parsed = routes[name].input.safeParse(input)
  if (!parsed.success) return fail({ code: 'bad_input', detail: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') })
  // The handler of a route takes what its schema gives: `Handlers` says so, one route at a time; here the route is only known at run time.
  const handler = handlers[name] as (parsed: unknown) => unknown
  try {
    return { ok: true, value: await handler(parsed.data) }
  } catch (thrown) {
    const error = translate(thrown)
    if (error instanceof Trouble) return fail(tellable(error, 'internal'))
    failed(name, error)
    return fail({ code: 'internal' })
  }
}
