/** Carriers that fulfil-one and modify-tracking take (reference: "Accepted Shipping Providers"), with the Chinese name where the list gives one. */
const listed: readonly (readonly [name: string, chinese?: string])[] = [
  ['4PX'], ['BVP Logistics', '无忧物流'], ['Buy Logic International', '捷买送'], ['China Post', '中国邮政'], ['DHL'], ['EMS'], ['Holland Post', '荷兰邮政'],
  ['Hongkong DGM', '香港DGM'], ['Hongkong Post', '香港邮政'], ['Hungary Post', '匈牙利邮政'], ['JET e-commerce logistics', '捷特电商物流'], ['Malasia Post', '马来西亚邮政'],
  ['Quanzhou Post', '泉州邮局'], ['Ruston', '俄速通物流'], ['SFC Service Ltd', '三态物流'], ['SFExpress', '顺丰物流'], ['SPSR', 'SPSR快递'], ['Singapore Post', '新加坡邮政'],
  ['Sunyou Post', '顺邮宝'], ['Suzhou Post', '苏州邮局'], ['Swiss Post', '瑞士邮政'], ['Turkey Post', '土耳其邮政'], ['XFL Express', '小飞龙平邮'],
  ['Yanwen Express', '燕文物流'], ['Yishida Post', '易时达物流'], ['Yun Express', '云途物流']
]
/** The reference's samples ship with it although its list lacks it. */
const ofTheSamples = 'USPS'

const accepted = new Map<string, string>([[ofTheSamples, ofTheSamples], ...listed.flatMap(([name, chinese]): [string, string][] => [[name, name], [chinese ? `${name} (${chinese})` : name, name]])])

/** @returns the provider's name without the Chinese beside it, or `null` where the list has no such provider; capitals count */
export function acceptedProvider(name: string): string | null {
  return accepted.get(name) ?? null
}
export const providerNames: readonly string[] = listed.map(([name]) => name)
