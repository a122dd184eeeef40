-- Which menus have arrived: a number means nothing of a message that nobody has read.
-- `shown`: when it arrived, 0 while it has not or where its buttons are out of date; `place` orders what arrived in one moment;
-- `words`: the labels as they were read, one a line; `told`: nobody had asked for it; `card`: the live card that it belongs to.
ALTER TABLE menu ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
ALTER TABLE menu ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE menu ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE menu ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE menu ADD COLUMN card TEXT NOT NULL DEFAULT '';
-- The menu of an answer that is on its way: it takes the numbers when it arrives.
ALTER TABLE conversation ADD COLUMN coming TEXT NOT NULL DEFAULT '';
UPDATE menu SET shown = at WHERE id NOT IN (SELECT menu FROM outbox WHERE state <> 'sent');
UPDATE conversation SET coming = menu, menu = '' WHERE menu IN (SELECT menu FROM outbox WHERE menu <> '' AND state IN ('held', 'new', 'wait', 'sending'));
DROP INDEX menu_account;
CREATE INDEX menu_shown ON menu (account, shown, place);
