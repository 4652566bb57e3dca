/** Something of the demo store, in one of its variants. Prices are dollars for one piece, as decimal text. */
export interface Variant { readonly sku: string; readonly color: string | null; readonly size: string | null }
export interface Product {
  readonly name: string
  /** Without its ending; `null` where the product has no picture. */
  readonly picture: string | null
  readonly price: number
  readonly shipping: number
  readonly variants: readonly Variant[]
}

const product = (picture: string | null, name: string, price: number, shipping: number, ...variants: readonly (readonly [sku: string, color?: string | null, size?: string])[]): Product =>
  ({ name, picture, price, shipping, variants: variants.map(([sku, color = null, size = null]) => ({ sku, color, size })) })

/** 26 products from 1.20 to 189.00, two of them with characters in their SKU that are escaped in answers, one without a picture. Colors and sizes are of the lists. */
export const products: readonly Product[] = [
  product('mug', 'Stoneware mug 350 ml, hand glazed', 13.9, 2.35, ['MUG-350-BL', 'Lake Blue'], ['MUG-350-OT', 'Ivory'], ['MUG-350-CH', 'Charcoal']),
  product('earphones', 'Wireless earphones with charging case', 31.9, 0, ['EB-TWS4-W', 'White'], ['EB-TWS4-K', 'Black']),
  product('socks', 'Merino socks, ribbed, 3 pairs', 18.4, 1.5, ['SK-MR3-TL-S', 'Teal', 'S'], ['SK-MR3-TL-M', 'Teal', 'M'], ['SK-MR3-TL-L', 'Teal', 'L'], ['SK-MR3-RS-M', 'Rose', 'M']),
  product('scarf', 'Lambswool scarf 180 × 30 cm', 42, 3.5, ['SCF-LW-180', 'Brick Red'], ['SCF-LW-180-FG', 'Cool Grey']),
  product('cable', 'Braided USB-C cable 2 m', 6.9, 0, ['CB-UC2-GN', 'Moss Green', '2 m'], ['CB-UC1-GN', 'Moss Green', '1 m']),
  product('lamp', 'Bedside lamp, linen shade', 36.5, 4.9, ['LMP-LN-OC', 'Ochre'], ['LMP-LN-NT', 'Natural']),
  product('bear', 'Plush bear 32 cm', 24, 2.1, ['TOY-BR-32', 'Cinnamon', '32 cm']),
  product('watch', 'Automatic watch 38 mm, leather strap', 189, 0, ['WT-38-TAN', 'Tan', '38 mm'], ['WT-38-BLK', 'Black', '38 mm']),
  product('knife', 'Paring knife 9 cm, walnut handle', 33.2, 2, ['KN-PR9-WN', 'Chestnut']),
  product('bottle', 'Steel bottle 500 ml, double wall', 14.9, 2.35, ['BTL-500-GR', 'Laurel Green', '500 ml'], ['BTL-500-SN', 'Sand', '500 ml'], ['BTL-750-GR', 'Laurel Green', '750 ml']),
  product('notebook', 'Dotted notebook A5, 192 pages', 7.9, 1.1, ['NB-A5D-MU', 'Mustard'], ['NB-A5D-IN', 'Midnight Blue']),
  product('pot', 'Terracotta pot with saucer 14 cm', 11.2, 3.9, ['POT-TC-14', 'Natural', '14 cm']),
  product('ring', 'Silver ring with topaz', 58, 0, ['RG-TPZ-52', 'Silver', '52'], ['RG-TPZ-54', 'Silver', '54'], ['RG-TPZ-57', 'Silver', '57']),
  product('glasses', 'Reading glasses +1.5, folding', 12.9, 0, ['RG-F15-BK', 'Black', '1.5']),
  product('backpack', 'City backpack 18 l, water repellent', 64, 5.5, ['BP-18-NV', 'Navy', '18 l'], ['BP-18-OL', 'Olive', '18 l']),
  product('case', 'Phone case with camera ring, matte', 6.9, 0, ['PC-GS7-VI', 'Violet', 'Samsung Galaxy S7'], ['PC-GS7-GN', 'Sea Green', 'Samsung Galaxy S7'], ['PC-GA5-VI', 'Violet', 'Samsung Galaxy A5']),
  product('candle', 'Scented candle 220 g, fig & cedar', 16.4, 2.6, ['CND-FIG-220']),
  product('tea', 'Loose tea in a tin, smoke & honey', 9.6, 1.4, ['TEA-S&H-100', null, '100 g'], ['TEA-S&H-250', null, '250 g']),
  product('umbrella', 'Storm umbrella, automatic', 27, 3.2, ['UMB-AUT-RD', 'Scarlet'], ['UMB-AUT-NV', 'Navy']),
  product('puzzle', 'Wooden puzzle “Fox in the snow”, 500 pieces', 22.5, 2.2, ['PZ-500-FOX']),
  product('pencils', 'Cedar pencils HB, box of 12', 4.70588235294, 0.98, ['PEN-12-HB']),
  product('gloves', 'Touch-screen gloves, wool blend', 12, 1.2, ['GLV-TS-GY-M', 'Grey', 'M'], ['GLV-TS-GY-L', 'Grey', 'L']),
  product('pin', 'Enamel pin, sleeping fox', 1.2, 0.4, ['PIN-FOX-01']),
  product('board', 'Olive-wood board 30 cm', 39, 4.4, ['BRD-OLV-30', 'Natural', '30 cm']),
  product('strip', 'LED strip 5 m, warm white', 17.30769230769, 1.9, ['LED-5M<24V>', null, '5 m']),
  product(null, 'Replacement gasket set', 4.2, 0, ['X-00412'])
]
