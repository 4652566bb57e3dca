import type { BuyerWords } from './buyer-words.ts'

export const french: BuyerWords = {
  name: 'Français',
  buyerLocale: 'fr',
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
  note: 'Remarque',
  ordered: 'Commandé le',
  run: 'Série {run}',
  printed: 'Imprimé le {at}',
  sheet: 'Feuille {hash}',
  together: '{n} commandes sur ce bon'
}
