import { peopleAsia } from './demo-people-asia.ts'
import { peopleEast } from './demo-people-east.ts'
import { peopleNearEast } from './demo-people-near-east.ts'
import { peopleWest } from './demo-people-west.ts'
import type { Person } from './demo-person.ts'

/** The people of a store. In further stores everybody begins elsewhere in the list, and lives behind another door, mostly that of somebody else in the same country. */
export function peopleOf(store: number): Person[] {
  const people = mixed([peopleWest, peopleEast, peopleNearEast, peopleAsia])
  if (store === 1) return people
  const neighbours = Map.groupBy(people, ([country]) => country)
  const moved = people.map((person): Person => {
    const [country, name, , , , , , phone, orders] = person
    const there = neighbours.get(country) ?? [person]
    const [, , street1, street2, city, state, zip] = there[(there.indexOf(person) + store - 1) % there.length] ?? person
    const door = [street2, `№ ${store}`].filter(Boolean).join(' ')
    return orders === undefined ? [country, name, street1, door, city, state, zip, phone] : [country, name, street1, door, city, state, zip, phone, orders]
  })
  const from = ((store - 1) * 17) % moved.length
  return [...moved.slice(from), ...moved.slice(0, from)]
}

/** The lists dealt like cards, each in proportion to its length, so that any stretch of the store has every part of the world. */
function mixed(lists: readonly (readonly Person[])[]): Person[] {
  return lists.flatMap((list) => list.map((person, at) => ({ person, at: (at + 0.5) / list.length }))).toSorted((a, b) => a.at - b.at).map(({ person }) => person)
}
