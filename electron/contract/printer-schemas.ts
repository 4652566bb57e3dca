import { z } from 'zod'
import { dotsPerInch, text, whole } from './common-schemas.ts'
import { paper } from './sheet-schemas.ts'

/** What a label printer says it waits for. */
export const printerFault = z.enum(['paper_out', 'ribbon_out', 'head_open', 'paused', 'too_hot', 'too_cold'])
/** A printer that can be chosen. `reason`: the system's own words. `folder`: it is a folder into which PDFs are written; `watched`, where a printer takes them from there. */
export const printer = z.object({
  name: z.string(), description: z.string(), isDefault: z.boolean(), state: z.enum(['ready', 'printing', 'stopped', 'unknown']), reason: z.string().nullable(), fault: printerFault.nullable().optional(),
  folder: z.object({ path: z.string(), watched: z.boolean() }).optional(),
  /** Papers that it says it can print on, and its dots in an inch; `null`, none, or left out where it says nothing of it. */
  papers: z.array(paper).nullable().optional(), dpi: z.array(whole).optional()
})

const tenthOfMillimetre = (least: number, most: number) => z.number().min(least).max(most).multipleOf(0.1)
/**
 * A label printer that speaks ZPL: where it is (an address on the network, or a print queue that hands on what it is given),
 * its dots in an inch, its labels in millimetres, and how far everything is moved to the right and down on them.
 */
export const labelPrinterForm = z.object({
  name: text(60).trim().min(1),
  way: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('network'), host: text(253).trim().regex(/^[a-z0-9._:-]+$/iu), port: z.number().int().min(1).max(65_535) }),
    z.object({ kind: z.literal('queue'), queue: text(200).min(1) })
  ]),
  dpi: dotsPerInch, width: tenthOfMillimetre(20, 220), height: tenthOfMillimetre(10, 1000), shiftX: tenthOfMillimetre(-20, 20), shiftY: tenthOfMillimetre(-20, 20)
})
/** One that was entered; `id` is what it is called by, whatever its name. */
export const labelPrinter = labelPrinterForm.extend({ id: text(40) })

export type Printer = z.infer<typeof printer>
export type PrinterFault = z.infer<typeof printerFault>
export type LabelPrinter = z.infer<typeof labelPrinter>
export type LabelPrinterForm = z.infer<typeof labelPrinterForm>
