import { sumOfValues } from '../domain/customs.ts'
import type { CustomsForm } from './desk-input.ts'

/** The words of the forms CN 22 and CN 23 of the Universal Postal Union, in French and English as they are printed on them. */
export const cn22Words = {
  title: ['DÉCLARATION EN DOUANE', 'CUSTOMS DECLARATION'], opened: 'Peut être ouvert d’office / May be opened officially', name: 'CN 22',
  categories: [['gift', 'Cadeau / Gift'], ['sample', 'Échantillon commercial / Commercial sample'], ['documents', 'Documents'], ['sale', 'Vente de marchandises / Sale of goods'], ['returned', 'Retour de marchandise / Returned goods'], ['other', 'Autre / Other']],
  contents: 'Quantité et description détaillée du contenu (1)\nQuantity and detailed description of contents', weight: 'Poids net (2)\nNet weight', value: 'Valeur et monnaie\u00A0(3)\nValue and currency',
  tariff: 'N° tarifaire du SH (4) et pays d’origine (5) – envois commerciaux\nHS tariff number and country of origin – commercial items', totalWeight: 'Poids total (6)\nTotal weight', totalValue: 'Valeur totale (7)\nTotal value',
  certified: 'Je, soussigné dont le nom et l’adresse figurent sur l’envoi, certifie que les renseignements donnés dans la présente déclaration sont exacts et que cet envoi ne contient aucun objet dangereux ou interdit par la législation ou par la réglementation postale ou douanière. / I, the undersigned, whose name and address are given on the item, certify that the particulars given in this declaration are correct and that this item does not contain any dangerous article or articles prohibited by legislation or by postal or customs regulations.',
  signature: 'Date et signature de l’expéditeur (8) / Date and sender’s signature'
} as const

export const cn23Words = {
  title: 'DÉCLARATION EN DOUANE / CUSTOMS DECLARATION', name: 'CN 23', from: 'De / From', to: 'À / To', item: 'N° de l’envoi / Item No.', opened: 'Peut être ouvert d’office / May be opened officially',
  senderReference: 'Référence en douane de l’expéditeur / Sender’s customs reference', importerReference: 'Référence de l’importateur (code fiscal, n° de TVA) / Importer’s reference (tax code, VAT No.)', importerPhone: 'N° de téléphone de l’importateur / Importer’s telephone',
  columns: ['Description détaillée du contenu (1)\nDetailed description of contents', 'Quantité (2)\nQuantity', 'Poids net, kg\u00A0(3)\nNet weight', 'Valeur (5)\nValue', 'N° tarifaire du SH\u00A0(7)\nHS tariff number', 'Pays d’origine (8)\nCountry of origin'],
  totalWeight: 'Poids total (4)\nTotal weight, kg', totalValue: 'Valeur totale (6)\nTotal value', charges: 'Frais de port (9) / Postal charges', category: 'Catégorie de l’envoi (10) / Category of item', comments: 'Observations (11) / Comments',
  licence: 'Licence (12)', certificate: 'Certificat (13) / Certificate', invoice: 'Facture (14) / Invoice', office: 'Bureau d’origine, date de dépôt / Office of origin, date of posting',
  certified: 'Je certifie que les renseignements donnés dans la présente déclaration en douane sont exacts et que cet envoi ne contient aucun objet dangereux ou interdit par la législation ou par la réglementation postale ou douanière. / I certify that the particulars given in this customs declaration are correct and that this item does not contain any dangerous article or articles prohibited by legislation or by postal or customs regulations.',
  signature: 'Date et signature de l’expéditeur (15) / Date and sender’s signature'
} as const

/** Grams as kilograms. */
export const kilograms = (grams: number): string => (grams / 1000).toFixed(3)

/** An amount and its money, never parted: `15.00 EUR`, and `1000 JPY` where money has no hundredths and none were entered. */
export function amount(value: string, currency: string): string {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return `${maximumFractionDigits === 0 ? value.replace(/\.00$/u, '') : value}\u00A0${currency}`
}

/** What all that is declared is worth; empty where nothing is. */
export const totalOf = ({ rows }: CustomsForm): string => (rows[0] === undefined ? '' : amount(sumOfValues(rows.map(({ value }) => value)), rows[0].currency))
