import type { Page } from './parameters.ts'

/** What stands in front of every path of the API. */
export const prefix = '/api/v2/'

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
