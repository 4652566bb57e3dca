/** The shipping providers that Joom accepts (reference: "Accepted Shipping Providers"), spelled as it spells them, without the Chinese names beside them. */
export const providers = [
  '4PX', 'BVP Logistics', 'Buy Logic International', 'China Post', 'DHL', 'EMS', 'Holland Post', 'Hongkong DGM', 'Hongkong Post', 'Hungary Post',
  'JET e-commerce logistics', 'Malasia Post', 'Quanzhou Post', 'Ruston', 'SFC Service Ltd', 'SFExpress', 'SPSR', 'Singapore Post', 'Sunyou Post',
  'Suzhou Post', 'Swiss Post', 'Turkey Post', 'XFL Express', 'Yanwen Express', 'Yishida Post', 'Yun Express'
] as const
export type Provider = (typeof providers)[number]

export function isProvider(name: string): name is Provider {
  return (providers as readonly string[]).includes(name)
}
