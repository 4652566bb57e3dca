/** A command whose order has changed before it left is stopped, or done already, without being sent. */
export const changedBeforeSending = `
INSERT INTO command_transitions VALUES ('due', 'conflict'), ('due', 'done');
-- Whether an order was confirmed from here is asked for every sheet.
CREATE INDEX commands_of_order ON commands (order_id);
`
