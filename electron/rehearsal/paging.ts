import type { Page } from './order-parameters.ts'

/** What stands in front of every path of the API. */
export const prefix = '/api/v2/'

/**
 * One page of a list.
 * @param pick what the list shows of an entry; `null` where the entry does not belong to it
 * @returns the page, and how many entries belong to the list
 */
export function pageOf<Entry, Shown>(all: readonly Entry[], page: Page, pick: (entry: Entry) => Shown | null): { readonly total: number; readonly shown: Shown[] } {
  const shown: Shown[] = []
  let total = 0
  for (const entry of all) {
    const picked = pick(entry)
    if (picked === null) continue
    if (total >= page.start && shown.length < page.limit) shown.push(picked)
    total++
  }
  return { total, shown }
}

/** What a sample of the reference shows of the addresses of a list: `next` and `previous` begin their parameters with it, and `previous` leads its token in with the other. */
export interface PagingManner { readonly nextMark: '?' | '??'; readonly tokenOfPrevious: '&' | '&am;p' }

/** Addresses of the pages before and after, with the access token in them (reference: "Pagination"); nothing for a page that does not exist. */
export function pagingOf(address: string, page: Page, total: number, token: string | null, { nextMark, tokenOfPrevious }: PagingManner): Record<string, string> {
  const at = (start: number, mark: string, beforeToken: string): string => {
    const query = new URLSearchParams({ start: String(start), limit: String(page.limit), ...(page.sinceText !== null && { since: page.sinceText }) })
    return `${address}${mark}${query}${token === null ? '' : `${beforeToken}access_token=${encodeURIComponent(token)}`}`
  }
  return {
    ...(page.start + page.limit < total && { next: at(page.start + page.limit, nextMark, '&') }),
    ...(page.start > 0 && { previous: at(Math.max(0, page.start - page.limit), '?', tokenOfPrevious) })
  }
}
