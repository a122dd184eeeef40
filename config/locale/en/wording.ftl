# When a sentence is no longer in the catalogue (say an old message sent again after an upgrade).
wording-lost = This cannot be shown right now. Please send /trogiup to go on.
