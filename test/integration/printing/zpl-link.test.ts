import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ZplLink } from '../../../electron/printing/zpl-link.ts'
import { FakeLabelPrinter } from '../../support/label-printer.ts'

let printer: FakeLabelPrinter
let link: ZplLink
beforeEach(async () => {
  printer = new FakeLabelPrinter()
  printer.atOnce = false
  link = await ZplLink.open(await printer.listen(), { connect: 2000, answer: 150, stall: 400 })
})
afterEach(async () => {
  link.drop()
  await printer.stop()
})

const label = '^XA^FDx^FS^XZ'

describe('a label printer that answers late', () => {
  it('is not taken to have printed what it was given after it was asked', async () => {
    printer.answersLate = true
    expect(await link.ask()).toBeNull()
    await link.send(label + label)
    const now = link.ask()
    await expect.poll(() => printer.owed).toBe(2)
    printer.answerOwed()
    expect(await now).toMatchObject({ toPrint: 2 })
  })

  it('that leaves a question out is understood again', async () => {
    printer.answers = false
    expect(await link.ask()).toBeNull()
    printer.answers = true
    await link.send(label)
    // To which of the two questions this is the answer cannot be known.
    expect(await link.ask()).toBeNull()
    expect(await link.ask()).toMatchObject({ toPrint: 1 })
  })
})
