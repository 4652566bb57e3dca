import { expect, it } from 'vitest'
import { papersOnMedia, papersWithin } from '../../../electron/printing/printer-media.ts'

it('a printer prints on the papers that it names, whatever they are called', () => {
  expect(papersOnMedia(['iso_a4_210x297mm', 'na_letter_8.5x11in', 'na_index-4x6_4x6in', 'om_100x150mm_100x150mm', 'auto', 'stationery'])).toEqual(['a4', 'letter', '100x150', '4x6', 'a4-4up', 'letter-4up'])
  expect(papersOnMedia(['oe_62x29mm_62x29mm'])).toEqual(['62mm'])
})

it('and on those that lie in the range that it takes', () => {
  const range = ['custom_min_25.4x25.4mm', 'custom_max_104.1x991mm']
  expect(papersOnMedia(range)).toEqual(['100x150', '4x6', '62mm', '80mm'])
  // The ends of the range are no sheets by themselves.
  expect(papersOnMedia(['custom_min_62x20mm', 'iso_a5_148x210mm'])).toEqual(['a5'])
})

it('of one that names no size nothing is known', () => {
  expect(papersOnMedia([])).toBeNull()
  expect(papersOnMedia(['auto', 'roll_current_0x0'])).toBeNull()
})

it('a label takes the pages that lie within it', () => {
  expect(papersWithin({ width: 102, height: 152 })).toEqual(['100x150', '62mm', '80mm'])
  expect(papersWithin({ width: 58, height: 40 })).toEqual([])
})
