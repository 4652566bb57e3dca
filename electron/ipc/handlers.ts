import type { RouteName, RouteOutput, RouteParsed } from '../contract/routes.ts'

/** One function for each route, given what `ipc/` has parsed. It may throw: a `Trouble` reaches the window as it is, anything else as `internal`. */
export type Handlers = { readonly [N in RouteName]: (input: RouteParsed<N>) => Promise<RouteOutput<N>> | RouteOutput<N> }
