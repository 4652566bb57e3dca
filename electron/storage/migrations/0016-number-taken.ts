/** What is due stops as refused where its number has got to another recipient's order. */
export const numberTaken = `
INSERT INTO command_transitions VALUES ('due', 'refused');
`
