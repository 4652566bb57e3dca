/**
 * Has `window.open` answer null at once, as where the app denies it: the app is asked beside the page. With an opener the new
 * page would live in the page's own process, where its wait for the app holds up both, and another debugger that lets it go
 * lets it load. Injected as text into the page: it may use nothing from outside itself.
 */
export function openApart(): void {
  const open = window.open.bind(window)
  window.open = (url) => open(url, '_blank', 'noopener')
}
