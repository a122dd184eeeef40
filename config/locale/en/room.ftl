# In the room: each topic noted, opinions of the spot, the end. For the clerk of a dialogue.

broken-room_closed = Notes are taken from an hour before it begins until its conclusion.
broken-due_needed = A day is needed.
