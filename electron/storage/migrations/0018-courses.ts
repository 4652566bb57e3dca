/**
 * What a command and its attempts may become is held here as well, whoever writes. An attempt is on the disk before its command is
 * sending, which nothing but that leads to.
 */
export const courses = `
CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts BEGIN SELECT raise(ABORT, 'an attempt is never deleted'); END;
CREATE TRIGGER attempts_end_once BEFORE UPDATE ON attempts
WHEN old.ended_at IS NOT NULL OR old.id <> new.id OR old.command_id <> new.command_id OR old.kind <> new.kind OR old.started_at <> new.started_at BEGIN
  SELECT raise(ABORT, 'an attempt is never rewritten');
END;

CREATE TRIGGER commands_begin_waiting BEFORE INSERT ON commands WHEN new.state <> 'waiting' OR new.sends <> 0 BEGIN
  SELECT raise(ABORT, 'a command begins as waiting');
END;
-- What it was compared with is another where a person has an order's refund sent as the order is now, and loses its recipient where that is erased.
CREATE TRIGGER commands_keep_their_number BEFORE UPDATE OF tracking_number, before, sends ON commands
WHEN old.tracking_number IS NOT new.tracking_number
  OR (old.before <> new.before AND NOT (old.state = 'conflict' AND new.state = 'due') AND new.before <> json_remove(old.before, '$.address', '$.recipientKey'))
  OR (old.sends <> new.sends AND NOT (old.state = 'due' AND new.state = 'sending' AND new.sends = old.sends + 1) AND NOT (old.state = 'sending' AND new.state = 'due' AND new.sends = old.sends - 1)) BEGIN
  SELECT raise(ABORT, 'a command is never rewritten');
END;

CREATE TRIGGER commands_are_sent_by_attempts BEFORE UPDATE OF state ON commands
WHEN old.state = 'due' AND new.state = 'sending' AND (new.sends = old.sends
  OR NOT EXISTS (SELECT 1 FROM attempts WHERE command_id = new.id AND ended_at IS NULL AND kind = 'send' AND started_at = new.sent_at)) BEGIN
  SELECT raise(ABORT, 'a command is sent by an attempt');
END;
CREATE TRIGGER refunds_are_not_sent_again BEFORE UPDATE OF state ON commands WHEN old.state = 'unknown' AND new.state = 'due' AND old.kind = 'refund' BEGIN
  SELECT raise(ABORT, 'a refund is not sent again by itself');
END;
CREATE TRIGGER commands_are_refused_by_joom BEFORE UPDATE OF state ON commands WHEN old.state = 'due' AND new.state = 'refused' AND new.trouble_code IS NOT 'number_taken' BEGIN
  SELECT raise(ABORT, 'what was not sent is refused where its number is taken');
END;
CREATE TRIGGER commands_are_unknown_unsent_when_restored BEFORE UPDATE OF state ON commands
WHEN old.state IN ('waiting', 'due') AND new.state = 'unknown' AND NOT (new.trouble_code IS 'restored' AND EXISTS (SELECT 1 FROM restorations WHERE at = new.unknown_since)) BEGIN
  SELECT raise(ABORT, 'what was not sent is unknown in a restored backup');
END;
`
