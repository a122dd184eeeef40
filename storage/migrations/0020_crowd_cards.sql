-- A group that is unbound forgets its cards at once, however many cards there are.
CREATE INDEX group_card_account ON group_card (account);
