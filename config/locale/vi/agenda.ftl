# Chương trình của cuộc đối thoại: thư ký hội nghị xếp ý kiến thành chủ đề.
conference-do-agenda = Chương trình
card-agenda = { $n ->
    [0] Chương trình: chưa có chủ đề nào
   *[other] Chương trình: { $n } chủ đề
  }{ $loose ->
    [0] {""}
   *[other] ; { $loose } ý kiến chưa xếp
  }
card-agenda-topic = Chủ đề { $place }: { $name }{ $second ->
    [yes] {" "}(kiến nghị lần 2)
   *[no] {""}
  } · { $n } ý kiến, { $voices } người
card-agenda-loose = Chưa xếp { $n }/{ $of } · { $code }
card-agenda-like_topic = Gần giống chủ đề { $place }: { $name }
card-agenda-like = Gần giống { $code }: { $name }
card-agenda-placed = Đã xếp vào chủ đề { $place }.
card-agenda-out = Đã đưa { $code } ra khỏi chủ đề.
card-agenda-dissolved = Đã bỏ chủ đề của { $code }; ý kiến chờ xếp lại.
card-agenda-which = Vào chủ đề nào?
card-agenda-lead = Đứng đầu: { $code } · { $status }
card-agenda-members = Cùng chủ đề: { $codes }
agenda-elsewhere = (nội dung do { $unit } xem xét)
agenda-no_text = (không có lời, chỉ có tệp gửi kèm)
agenda-place = Xếp ý kiến ({ $n })
agenda-topic = Chủ đề { $place }
agenda-new = Chủ đề mới
agenda-with = Chủ đề mới cùng { $code }
agenda-into = Vào chủ đề { $place }
agenda-other = Chọn chủ đề khác
agenda-later = Để sau
agenda-title = Sửa tiêu đề
agenda-up = Lên
agenda-down = Xuống
agenda-see = Xem { $code }
agenda-out = Tách { $code }
agenda-dissolve = Bỏ chủ đề
agenda-untitled = Không đặt tiêu đề
agenda-ask-title = Ông/Bà gõ tiêu đề ngắn cho chủ đề của { $code }. Tiêu đề được đọc tại hội nghị, nên không ghi tên và số điện thoại của người dân.
broken-topic_gone = Chủ đề hoặc ý kiến này không còn ở chương trình.
broken-topic_placed = Ý kiến này đã được xếp vào chương trình.
broken-topic_itself = Ý kiến này đang đứng đầu chủ đề đó.
broken-topic_answered = Nhóm này đã được trả lời chung, không xếp lẫn với ý kiến chưa trả lời. Ông/Bà để thành hai chủ đề.
broken-topic_second = Kiến nghị lần 2 phải có trong chương trình, không bỏ được.
broken-join_second = Kiến nghị lần 2 đứng riêng một chủ đề. Ông/Bà gộp ý kiến kia vào chủ đề này.
broken-join_leaves = Câu trả lời vừa duyệt, còn đang chờ gửi. Xin thử lại sau một phút.
broken-supporter = Người này bày tỏ “Tôi cũng vậy”, không có ý kiến riêng; việc này làm với ý kiến đứng đầu.
