# Files that come with a message.

paper-elsewhere = File “{ $name }”: this app takes no files. Please get it on the web page.
paper-failed = The system could not make the file “{ $name }” yet. The administrators were told.
message-replaces = Updated, in place of the earlier message:
