import { NotCovered } from './host.ts'

/** Something that the stand-in does not cover: it can be imported, and says so when it is used. */
export function absent(name: string): never {
  return new Proxy(function () { /* constructed below */ }, {
    get: (_target, key) => {
      if (typeof key === 'symbol' || key === 'then') return undefined // looked at by whoever only inspects or awaits it
      throw new NotCovered(`electron.${name}.${key}`)
    },
    construct: () => { throw new NotCovered(`electron.${name}`) }
  }) as never // so that an app that uses it does not type-check against the stand-in
}
