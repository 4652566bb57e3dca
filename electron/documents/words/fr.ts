import type { BuyerWords } from './buyer-words.ts'

export const french: BuyerWords = {
  name: 'Français',
  packingSlip: 'Bon de livraison',
  of: 'sur {of}',
  continued: 'suite',
  page: 'Page {page} sur {pages}',
  shipTo: 'Destinataire',
  phone: 'Téléphone',
  order: 'Commande',
  notKnown: 'inconnu',
  item: 'Article',
  quantity: 'Qté',
  sku: 'SKU',
  color: 'Couleur',
  size: 'Taille',
  product: 'Produit',
  price: 'Prix',
  note: 'Remarque'
}
