# Opinions that were only spoken: an official writes the words down.
official-do-transcribe = Write down the words
card-item-transcript = From the recording: “{ $text }”
triage-ask-transcribe = { $code } · Open the files to listen, then type what the author says. The recording stays.
