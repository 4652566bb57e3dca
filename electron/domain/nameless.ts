/** What an order that came without an id is kept under. @param mark 16 letters and digits that tell it from others */
export const nameless = (mark: string): string => `unreadable ${mark}`

/** Whether an id is no id of Joom's, but the name that an order without one is kept under. */
export const isNameless = (joomId: string): boolean => /^unreadable [\w-]{16}$/.test(joomId)
