import type { Example } from '../../scripts/read-reference.ts'
import examples from '../fixtures/reference/examples.json' with { type: 'json' }

const all = examples as readonly Example[] // as scripts/reference.ts writes them

export const exampleRequests = all.filter((example) => example.kind === 'request')
export const exampleAnswers = all.filter((example) => example.kind === 'answer')

/** The text of the one answer that the reference shows in a section. */
export function exampleAnswer(section: string): string {
  const [answer, ...more] = exampleAnswers.filter((example) => example.section === section)
  if (answer === undefined || more.length > 0) throw new Error(`The reference does not show one answer under "${section}"`)
  return answer.text
}
