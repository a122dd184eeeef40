# “Tôi cũng vậy”: standing behind what was said already for the same dialogue.
button-voice = { $place ->
    [0] So do I
   *[other] So do I { $place }
  }
button-send-anyway = Send my own all the same
button-voices = What was said already
card-draft-like = Something like it was said already. If it says what you mean, press So do I:
voice-line = Opinion { $place }: { $name } (people: { $n })
voice-sure = Is this your opinion too: { $name }?
voice-sure-draft = Is this your opinion too: { $name }? If you press So do I, what you wrote is not sent.
voice-receipt = It is noted that this is your opinion too: { $name }. Your tracking code: { $code }
voice-receipt-steps = You will hear of each step, and of the answer, under this code.
voices-head = What was said already, { $title }, { $starts }
voices-none = There is nothing to show yet.
voice-of = Your opinion too: { $name }
timeline-voice = { $at }: you said “So do I”
verdict-counted = Your verdict on { $code } is noted; leaders see how many are not content. If there is more to say, please send an opinion of your own.
broken-voice_gone = This was answered, or is not shown any more.
broken-voice_mine = You said this, or stand behind it already.
broken-voice_words = You said “So do I”, so there are no words to add to. Please send an opinion of your own.
card-item-backed = { $n } more said “So do I”
card-item-backed-verdicts = Their verdicts: { $good } content, { $bad } not
card-item-supports = “So do I”, supports { $code }
card-item-topic = Topic { $place } of the dialogue at { $starts }: people: { $voices }
