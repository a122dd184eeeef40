# “Tôi cũng vậy”: đồng tình với ý kiến đã có của cùng cuộc đối thoại.
button-voice = { $place ->
    [0] Tôi cũng vậy
   *[other] Tôi cũng vậy { $place }
  }
button-send-anyway = Vẫn gửi ý kiến của tôi
button-voices = Ý kiến đã có
card-draft-like = Đã có ý kiến gần giống. Nếu đúng điều Ông/Bà muốn nói, chọn Tôi cũng vậy:
voice-line = Ý kiến { $place }: { $name } ({ $n } người)
voice-sure = Ông/Bà cũng có ý kiến: { $name }?
voice-sure-draft = Ông/Bà cũng có ý kiến: { $name }? Chọn Tôi cũng vậy thì phần vừa viết không gửi nữa.
voice-receipt = Đã ghi nhận Ông/Bà cùng ý kiến: { $name }. Mã tra cứu của Ông/Bà: { $code }
voice-receipt-steps = Ông/Bà được báo từng bước và nhận trả lời theo mã này.
voices-head = Ý kiến đã có, { $title }, { $starts }
voices-none = Chưa có ý kiến nào để xem.
voice-of = Cùng ý kiến: { $name }
timeline-voice = { $at }: Ông/Bà nói “Tôi cũng vậy”
verdict-counted = Đã ghi nhận đánh giá của Ông/Bà về { $code }; lãnh đạo thấy có bao nhiêu người chưa hài lòng. Ông/Bà muốn nói thêm thì gửi ý kiến của mình.
broken-voice_gone = Ý kiến này đã có trả lời hoặc không còn để đồng tình.
broken-voice_mine = Ông/Bà đã gửi hoặc đã đồng tình với ý kiến này.
broken-voice_words = Ông/Bà nói “Tôi cũng vậy” nên không bổ sung được. Nếu có điều muốn nói thêm, xin gửi ý kiến mới.
card-item-backed = { $n } người khác nói “Tôi cũng vậy”
card-item-backed-verdicts = Đánh giá của những người này: { $good } hài lòng, { $bad } chưa
card-item-supports = “Tôi cũng vậy”, đồng tình với { $code }
card-item-topic = Chủ đề { $place } của kỳ đối thoại { $starts }: { $voices } người
