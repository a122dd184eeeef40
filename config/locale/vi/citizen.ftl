# Người dân: từ lời đầu tiên đến đánh giá.

# Đồng ý cung cấp thông tin (Luật 91/2025/QH15, Luật 134/2025/QH15).
consent-text = Đơn vị quản lý: { $body }.
    Lưu giữ: nội dung, ảnh, ghi âm Ông/Bà gửi; tên và địa chỉ liên lạc trên kênh này; số điện thoại nếu Ông/Bà để lại.
    Mục đích: tiếp nhận, giải quyết, trả lời ý kiến và báo lịch đối thoại.
    Người xem: cán bộ được giao xử lý. Tên và liên lạc của Ông/Bà không công khai.
    Chương trình máy tính tự động trả lời (Luật 134/2025/QH15); cán bộ giải quyết ý kiến.
    Xóa bất cứ lúc nào ở mục Dữ liệu của tôi; nếu không, lưu theo quy định về lưu trữ.
consent-sample = Bản chạy thử: thông tin đơn vị chưa được xác nhận.
consent-ask = Ông/Bà có đồng ý không?
consent-more = Đã giữ { $n } tin của Ông/Bà. Xin Ông/Bà cho biết có đồng ý cung cấp thông tin không; nếu không, các tin này được xóa.
consent-late = Tin Ông/Bà gửi trước đây chưa được đồng ý lưu giữ nên đã bị xóa. Mời Ông/Bà gửi lại.
consent-refused = Không lưu nội dung Ông/Bà vừa gửi. Ông/Bà vẫn có thể phản ánh bằng cách khác:
button-agree = Tôi đồng ý cung cấp thông tin
button-disagree = Không đồng ý

# Xã, phường.
commune-again = Ông/Bà gửi ý kiến về { $unit }?
commune-which = Ý kiến này về xã, phường nào? Xin Ông/Bà gõ tên (tên mới hoặc tên cũ), hoặc chọn trong danh sách.
commune-confirm = Ông/Bà chọn { $unit }, đúng không?
commune-former = { $said } nay thuộc { $unit }. Đúng không, thưa Ông/Bà?
commune-near = Không thấy nơi nào tên “{ $said }”. Có phải Ông/Bà muốn nói { $unit }?
commune-several = “{ $said }” có thể là nhiều nơi. Ông/Bà muốn nói nơi nào?
commune-several-more = “{ $said }” có thể là rất nhiều nơi. Ông/Bà chọn một nơi, hoặc gõ thêm tên huyện cũ.
commune-near-several = Không thấy nơi nào tên “{ $said }”. Có phải Ông/Bà muốn nói một trong các nơi này?
commune-unknown = Không tìm thấy xã, phường này. Xin Ông/Bà kiểm tra lại cách viết.
commune-name = Xin Ông/Bà gõ tên xã, phường (tên mới hoặc tên cũ), hoặc chọn trong danh sách.
commune-area = Xã, phường ở huyện, thành phố nào (kể cả tên cũ)?
commune-listed = { $area }: Ông/Bà chọn xã, phường.
commune-place = Chương trình chưa tìm được xã, phường theo vị trí.
commune-first = Đã ghi thêm vào ý kiến.
commune-kept = Đã chọn { $unit }.
button-commune = { $unit }
button-commune-former = { $unit } ({ $said })
button-area = { $name }
button-choose-commune = Chọn xã, phường
broken-commune_closed = { $unit } chưa nhận ý kiến qua kênh này. Xin Ông/Bà liên hệ: { $instead }.
broken-commune_needed = Xin Ông/Bà cho biết ý kiến về xã, phường nào.

# Viết ý kiến.
write-ask = Mời Ông/Bà viết, chụp ảnh hoặc ghi âm ý kiến gửi { $unit }.
    Có thể gửi nhiều tin; xong thì chọn Gửi.
write-contact = Số điện thoại chưa cần lúc này; gửi ý kiến xong, Ông/Bà có thể để lại nếu muốn.
card-draft-where = Ý kiến gửi { $unit }
card-draft-where-said = Ý kiến gửi { $unit } (Ông/Bà ghi: { $said })
card-draft-text = “{ $text }”
card-draft-photos = Kèm { $n } ảnh
card-draft-voices = Kèm { $n } ghi âm
card-draft-files = Kèm { $n } tệp
card-draft-dialogue = Trình tại: { $title }, { $starts }
card-draft-ask = Xin Ông/Bà xem lại rồi chọn Gửi.
card-draft-sent = Đã gửi, mã { $code }
draft-more = Mời Ông/Bà viết thêm, gửi thêm ảnh hoặc ghi âm.
draft-gone = Ý kiến này đã gửi hoặc đã hủy.
draft-dropped = Đã hủy ý kiến đang viết.
draft-nudge = Ông/Bà còn một ý kiến đang viết, chưa gửi. Ông/Bà có muốn xem lại để gửi không?
discard-ask = Ý kiến đang viết có nhiều phần. Ông/Bà hủy thật chứ?
button-discard = Hủy ý kiến này
rewrite-what = Ông/Bà muốn sửa phần nào?
rewrite-text = Xin Ông/Bà viết lại toàn bộ nội dung.
rewrite-dialogue = Ông/Bà muốn trình ý kiến tại hội nghị nào?
button-rewrite = Viết lại nội dung
button-recommune = Sửa xã, phường
button-strip = Bỏ ảnh, ghi âm, tệp
button-choose-dialogue = Chọn hội nghị
button-dialogue = { $title }, { $day }

broken-draft_empty = Ý kiến chưa có nội dung. Mời Ông/Bà viết, chụp ảnh hoặc ghi âm.
broken-draft_gone = Ý kiến đang viết không còn nữa.
broken-text_long = Nội dung dài quá { $limit } chữ cái nên phần vừa gửi chưa được ghi. Xin Ông/Bà viết ngắn hơn.
broken-file_large = Tệp lớn hơn { $limit } MB nên không nhận được. Xin Ông/Bà gửi tệp nhỏ hơn.
broken-files_many = Mỗi ý kiến kèm được nhiều nhất { $limit } tệp; tệp vừa gửi chưa được nhận.
broken-files_often = Mỗi giờ gửi được nhiều nhất { $limit } tệp. Xin Ông/Bà gửi tiếp sau.
broken-opinions_often = { $span ->
    [hour] Mỗi giờ gửi được nhiều nhất { $limit } ý kiến. Ý kiến này vẫn được giữ; xin Ông/Bà chọn Gửi sau ít phút nữa.
   *[day] Mỗi ngày gửi được nhiều nhất { $limit } ý kiến. Ý kiến này vẫn được giữ; xin Ông/Bà chọn Gửi vào ngày mai.
  }

# Biên nhận.
notice-receipt = Đã ghi nhận ý kiến của Ông/Bà gửi { $unit }. Mã tra cứu: { $code }
notice-receipt-dialogue = Ý kiến được trình tại { $title }, { $starts }.
notice-receipt-next = Hội nghị { $starts } đã hết hạn nhận ý kiến; ý kiến này được trình tại { $title }, { $next }.
notice-receipt-late = Hội nghị { $starts } đã hết hạn nhận ý kiến; ý kiến này được giải quyết ngoài kỳ đối thoại.
notice-receipt-outside = Ý kiến được giải quyết ngay, không chờ kỳ đối thoại.
notice-receipt-contested = Cán bộ cấp tỉnh sẽ xem ý kiến này trước.
notice-receipt-keep = Ông/Bà sẽ được báo khi ý kiến được tiếp nhận.
notice-receipt-phone = Nếu muốn cán bộ giải quyết gọi lại, Ông/Bà có thể để lại số điện thoại.
button-phone = Để lại số điện thoại
phone-ask = Xin Ông/Bà gõ số điện thoại. Chỉ cán bộ giải quyết và lãnh đạo phụ trách ý kiến này được xem.
phone-kept = Đã ghi số điện thoại cho ý kiến { $code }.
broken-phone = Số điện thoại chưa đúng. Xin Ông/Bà gõ lại, ví dụ 0912 345 678.

# Hướng sang cửa khác.
notice-divert-complaint = Nội dung này có dấu hiệu là khiếu nại nên không tiếp nhận ở đây. Xin Ông/Bà gửi đơn hoặc đến nơi tiếp công dân:
notice-divert-complaint-law = Thời hiệu khiếu nại là 90 ngày kể từ ngày nhận được hoặc biết được quyết định (Điều 9 Luật Khiếu nại).
notice-divert-denunciation = Nội dung này có dấu hiệu là tố cáo nên không tiếp nhận ở đây và không được lưu. Xin Ông/Bà gửi đơn có chữ ký hoặc đến trình bày (Điều 22, Điều 23 Luật Tố cáo):
notice-divert-denunciation-law = Danh tính người tố cáo được giữ bí mật. Đơn không ghi họ tên chỉ được xem xét khi có chứng cứ rõ ràng (Điều 25).
notice-divert-denunciation-delete = Ông/Bà nên xóa tin vừa gửi khỏi cuộc trò chuyện này.
notice-divert-reception = { $place }, { $days }
notice-divert-urgent = Nếu đang có nguy hiểm, xin Ông/Bà gọi ngay:
notice-emergency = { $number } – { $name }
notice-emergency-duty = { $number } – Cán bộ trực
notice-divert-urgent-told = Cán bộ trực đã được báo tin.
notice-divert-urgent-alone = Chương trình chưa báo được cho cán bộ nào; xin Ông/Bà gọi ngay các số trên.
notice-divert-spam = Tin này giống quảng cáo nên không được ghi nhận.
divert-done = Cảm ơn Ông/Bà.
divert-forgotten = Đã xóa nội dung vừa gửi.
button-understood = Tôi đã rõ
button-contest = Không phải, đây là kiến nghị
button-forget = Xóa nội dung vừa gửi

# Ý kiến đã gửi.
sort-ask = Ông/Bà muốn bổ sung vào ý kiến đã gửi, hay đây là ý kiến mới?
button-add-to = Bổ sung vào { $code }
button-new = Ý kiến mới
mine-head = Ý kiến của Ông/Bà:
mine-none = Ông/Bà chưa gửi ý kiến nào.
results-head = Ý kiến đã được trả lời:
results-none = Ông/Bà chưa có ý kiến nào được trả lời.
button-opinion = { $code }: { $status }
timeline-head = { $code }: { $status }
timeline-unit = Nơi nhận: { $unit }
timeline-due = Hạn giải quyết: { $due }
timeline-send = { $at }: Ông/Bà gửi ý kiến
timeline-recommune = { $at }: đổi xã, phường
timeline-accept = { $at }: được tiếp nhận
timeline-refuse = { $at }: không được tiếp nhận
timeline-assign = { $at }: chuyển đơn vị giải quyết
timeline-assign-to = { $at }: chuyển { $agency } giải quyết
timeline-take_on = { $at }: đơn vị bắt đầu giải quyết
timeline-release = { $at }: có trả lời
timeline-satisfied = { $at }: Ông/Bà hài lòng, hoàn thành
timeline-silence = { $at }: hết hạn đánh giá, hoàn thành
timeline-reopen = { $at }: mở lại theo đánh giá của Ông/Bà
timeline-withdraw = { $at }: Ông/Bà rút ý kiến
timeline-add = { $at }: Ông/Bà bổ sung
timeline-divert = { $at }: đã hướng dẫn khiếu nại, tố cáo
timeline-reconsider = { $at }: Mặt trận đề nghị xem xét lại, mở lại
button-earlier = Trước đó
button-answer = Xem trả lời
button-withdraw = Rút ý kiến
button-add = Bổ sung
withdraw-ask = Ông/Bà rút ý kiến { $code }?
withdraw-done = Đã rút ý kiến { $code }.
add-ask = Mời Ông/Bà viết, chụp ảnh hoặc ghi âm phần bổ sung vào { $code }.
opinion-added = Đã bổ sung vào ý kiến { $code }.
opinion-recommuned = Đã chuyển ý kiến { $code } về { $unit }.
broken-not_live = Ý kiến { $number } đã có trả lời hoặc đã kết thúc nên không bổ sung được. Mời Ông/Bà gửi ý kiến mới.
broken-too_late = Ý kiến { $number } đã được tiếp nhận nên không sửa, rút được nữa. Ông/Bà vẫn có thể bổ sung.
track-ask = Xin Ông/Bà gõ mã tra cứu ghi trên biên nhận (bắt đầu bằng YK).
track-odd = Đây chưa phải là mã tra cứu.
track-none = Không tìm thấy ý kiến có mã này trong các ý kiến của Ông/Bà.
track-locked = Tra cứu theo mã tạm dừng một giờ vì gõ sai nhiều lần. Ông/Bà vẫn xem được ở mục Ý kiến của tôi.
link-unknown = Mã này không còn hiệu lực.
link-dialogue-closed = { $title } ({ $starts }) không nhận ý kiến gửi trước lúc này.

# Thông báo từng bước.
notice-accepted = Ý kiến { $code } của Ông/Bà đã được tiếp nhận.
notice-refused = Ý kiến { $code } của Ông/Bà không được tiếp nhận.
notice-refused-why = Lý do: { $why }
notice-refused-ways = Nếu cần trao đổi thêm, xin Ông/Bà liên hệ { $body }, { $address }, điện thoại { $phone }.
notice-assigned = Ý kiến { $code } của Ông/Bà đã được chuyển { $agency } giải quyết.
notice-assigned-due = Hạn giải quyết: { $due }.
notice-answered = { $agency } trả lời ý kiến { $code } của Ông/Bà:
notice-answered-text = { $text }
notice-answered-outcome = Kết quả: { $outcome }
notice-answered-promised = Thời hạn thực hiện: { $day }
notice-answered-document = Văn bản: { $document }
notice-answered-no_proof = Không kèm ảnh, văn bản vì: { $why }
notice-answered-ask = Xin Ông/Bà đánh giá trong { $days } ngày:
notice-closed = Đã hết hạn đánh giá, ý kiến { $code } của Ông/Bà được ghi là hoàn thành. Nếu việc chưa xong, Ông/Bà có thể gửi ý kiến mới.
notice-closed-promised = Đã hết hạn đánh giá câu trả lời cho ý kiến { $code }. Việc hẹn { $day } vẫn được theo dõi; khi đơn vị báo xong, Ông/Bà được hỏi lại.
notice-reopened-author = Mặt trận Tổ quốc đề nghị xem xét lại; ý kiến { $code } của Ông/Bà được mở lại để giải quyết tiếp.

# Đánh giá.
button-satisfied = Hài lòng
button-dissatisfied = Chưa hài lòng
button-not_done = Chưa thực hiện
verdict-satisfied = Cảm ơn Ông/Bà. Ý kiến { $code } đã hoàn thành.
verdict-why-dissatisfied = Xin Ông/Bà viết hoặc nói rõ vì sao chưa hài lòng.
verdict-why-not_done = Xin Ông/Bà viết hoặc nói rõ việc gì chưa thực hiện.
verdict-reopened = Đã mở lại ý kiến { $code }; { $agency } sẽ giải quyết tiếp và trả lời Ông/Bà.
verdict-last = Đã ghi đánh giá. Ý kiến { $code } đã mở lại { $times } lần nên không mở thêm; Ông/Bà có thể gửi ý kiến mới hoặc nêu tại hội nghị đối thoại.
broken-verdict_over = Ý kiến { $number } không còn chờ đánh giá.
broken-verdict_late = Đã quá { $days } ngày đánh giá. Nếu việc chưa xong, mời Ông/Bà gửi ý kiến mới.
broken-verdict_reason = Xin Ông/Bà cho biết lý do bằng một câu, hoặc ghi âm.

# Lịch, ngôn ngữ.
schedule-none = Chưa có lịch đối thoại sắp tới của { $unit }. Ông/Bà có thể gửi ý kiến bất cứ lúc nào.
schedule-more = { $unit }: { $n } cuộc đối thoại sắp tới.
language-ask = Ông/Bà chọn ngôn ngữ.
language-kept = Đã đổi sang tiếng Việt.
button-vietnamese = Tiếng Việt
button-english = English

# Dữ liệu của tôi.
channel-telegram = Telegram
channel-webchat = trang trò chuyện trên mạng
channel-zalo_bot = Zalo
channel-zalo_oa = Zalo (trang chính thức)
data-channel = Kênh liên lạc: { $channel }
data-name = Tên hiển thị: { $name }
data-commune = Xã, phường: { $unit }
data-agreed = Đồng ý cung cấp thông tin: { $at }
data-not-agreed = Ông/Bà chưa đồng ý cung cấp thông tin.
data-opinions = Số ý kiến đã gửi: { $n }
data-phone = Số điện thoại: đã để lại (…{ $tail })
data-no-phone = Số điện thoại: không lưu
data-density = Thông báo: { $density }
data-phone-dropped = Đã xóa số điện thoại.
data-hear-ask = Ông/Bà muốn nhận thông báo nào? Nếu tắt, Ông/Bà tự xem ở mục Ý kiến của tôi.
data-hear-kept = Đã ghi lựa chọn của Ông/Bà.
density-every = Mỗi bước
density-result = Chỉ kết quả
density-off = Tắt
button-hear = Nhận thông báo
button-language = Ngôn ngữ
button-drop-phone = Xóa số điện thoại
button-erase = Xóa dữ liệu của tôi
erase-ask = Xóa tên, liên lạc, nội dung, ảnh, ghi âm và cuộc trò chuyện của Ông/Bà; ý kiến đã gửi chỉ còn là con số thống kê. Xóa rồi không lấy lại được. Ông/Bà xóa thật chứ?
button-erase-yes = Xóa hết
button-erase-no = Không xóa
erase-done = Đã xóa dữ liệu của Ông/Bà. Xin cảm ơn; khi cần, Ông/Bà có thể nhắn lại bất cứ lúc nào.
broken-erase_official = Ông/Bà đang giữ nhiệm vụ trên hệ thống. Xin bàn giao với quản trị trước khi xóa dữ liệu.
