# Phần việc của cán bộ: thẻ ý kiến, danh sách, phân loại, chuyển, trả lời, duyệt, lời mời.
official-status = { $status ->
    [sent] Đã gửi
    [more_asked] Cần bổ sung thông tin
    [accepted] Đã tiếp nhận
    [transferred] Đã chuyển cơ quan có thẩm quyền
    [assigned] Đã chuyển đơn vị
    [in_progress] Đang giải quyết
    [drafted] Chờ duyệt câu trả lời
    [reopened] Mở lại
    [answered] Đã trả lời
    [closed] Hoàn thành
    [refused] Không tiếp nhận
    [withdrawn] Đã rút
    [diverted] Đã hướng dẫn khiếu nại, tố cáo
   *[other] { $status }
}
official-outcome = { $outcome ->
    [done] Đã thực hiện xong
    [explained] Đã giải trình, cung cấp thông tin
    [scheduled] Có lộ trình
    [not_ours] Không thuộc thẩm quyền
    [unfounded] Không có cơ sở xem xét
   *[other] { $outcome }
}
official-role = { $role ->
    [hamlet_head] trưởng thôn, tổ trưởng
    [officer] công chức tiếp nhận
    [leader] lãnh đạo
    [handler] cán bộ giải quyết
    [front] Mặt trận giám sát
    [auditor] kiểm tra
    [admin] quản trị
   *[other] { $role }
}
official-list = { $list ->
    [new] Ý kiến mới
    [transferred] Chuyển đến, chờ tiếp nhận
    [accepted] Đã tiếp nhận, chưa chuyển đơn vị
    [decide] Chờ quyết định
    [open] Chưa giải quyết xong
    [overdue] Quá hạn
    [soon] Sắp đến hạn
    [reopened] Chưa hài lòng
    [drafted] Chờ duyệt
    [extensions] Xin gia hạn
    [refusals] Đề nghị không tiếp nhận
    [answered] Đã trả lời
    [mine_new] Việc được giao, chưa nhận
    [mine] Việc được giao
    [mine_overdue] Quá hạn
    [mine_soon] Sắp đến hạn
    [mine_reopened] Chưa hài lòng
    [support] Việc phối hợp
   *[other] { $list }
}
official-field = { $field }
official-no_field = chưa phân loại
official-place = { $place }
official-pick = { $name }
official-code = { $code }
official-hour = { $hour }

# Thẻ ý kiến mới của đơn vị
card-new = Ý kiến mới ({ $n }) · { $unit }
card-new-last = Mới nhất: { $code } · { $unit } · { $at }
card-new-none = Không còn ý kiến mới · { $unit }
official-see = Xem

# Thẻ của một ý kiến
card-item =
    { $code } · { $status }
    { $unit } · gửi { $at }
card-item-field = Lĩnh vực: { $field }
card-item-no_field = Lĩnh vực: chưa phân loại
card-item-said = Nơi người gửi nêu: { $said }
card-item-contested = Người gửi xác nhận đây không phải là { $kind ->
    [complaint] khiếu nại
    [denunciation] tố cáo
    [urgent] tin báo khẩn
    [spam] quảng cáo
   *[other] nội dung khác
 }.
card-item-lead = Chủ trì: { $agency }
card-item-due = Hạn: { $due }{ $late ->
    [yes] { " " }(quá hạn)
   *[no] { "" }
 }
card-item-text = “{ $text }”
card-item-no_text = (Không có chữ)
card-item-addition = { $at }: “{ $text }”
card-item-additions =
    Bổ sung:
    { $additions }
card-item-voices = Kèm { $n } ghi âm
card-item-files = Kèm { $n } ảnh, tệp
card-item-before = Lần trước đã trả lời: “{ $text }”
card-item-verdict = Người gửi chưa hài lòng: “{ $words }”
card-item-verdict_bare = Người gửi chưa hài lòng.
card-item-send_back = Lãnh đạo trả lại để sửa: { $why }
card-item-answer = Trả lời: “{ $text }”
card-item-outcome = Kết quả: { $outcome }
card-item-outcome_by = Kết quả: { $outcome }, hẹn { $day }
card-item-document = Văn bản: { $document }
card-item-proof = Ảnh, tệp kèm câu trả lời: { $n }
card-item-no_proof = Không có văn bản, ảnh: { $why }
card-item-leaves = Người gửi nhận được sau ít phút nữa; còn hoàn tác được trong { $n } giây.
card-item-whole =
    { $code }
    “{ $text }”
card-item-whole_answer =
    { $code } · trả lời
    “{ $text }”
card-item-choose_field = { $code } · Chọn lĩnh vực
card-item-choose_reason = { $code } · Chọn lý do không tiếp nhận
card-item-choose_agency = { $code } · Chọn đơn vị chủ trì
card-item-choose_due = { $code } · { $agency }. Chọn hạn giải quyết
card-item-choose_divert = { $code } · Người gửi sẽ được hướng dẫn nơi nhận đơn. Nội dung và tệp bị xóa vĩnh viễn, chỉ giữ mã và số đếm.

official-do-accept = Tiếp nhận
official-do-field = Phân loại
official-do-assign = Chuyển đơn vị
official-do-take_on = Nhận việc
official-do-answer = Trả lời
official-do-redo = Sửa câu trả lời
official-do-release = Duyệt, gửi
official-do-send_back = Trả lại để sửa
official-do-return = Trả lại (không đúng thẩm quyền)
official-do-refuse = Không tiếp nhận (lý do)
official-do-unit = Sửa xã, phường
official-do-divert = Hướng dẫn khiếu nại, tố cáo
official-divert_sure = Xóa nội dung và hướng dẫn
official-undo = Hoàn tác
official-files = Xem ảnh, tệp
official-whole = Xem toàn văn
official-phone = Xem số điện thoại
official-more = Việc khác
official-back = Quay lại
official-next = Trang sau
official-next_new = Ý kiến mới tiếp theo
official-previous = Trang trước
official-cancel = Hủy
official-due = { $day } ({ $n } ngày làm việc)
official-due_typed = Chọn ngày khác
official-other_day = Sửa ngày
official-files_of = { $code }: { $n } ảnh, tệp
official-files_later = { $n } tệp khác đang được tải về.
official-no_phone = { $code }: người gửi không để lại số điện thoại.
official-phone_is = { $code }: số điện thoại người gửi để lại là { $phone }
official-handed_on = { $code }: đã chuyển khỏi nơi Ông/Bà phụ trách.

# Điều cán bộ phải gõ
official-ask-send_back = Cần sửa điều gì? Ông/Bà ghi để người soạn biết.
official-ask-day = Ông/Bà gõ ngày đến hạn, ví dụ 30/11 hoặc thứ sáu tuần sau.
official-ask-due = { $agency }, hạn { $day }. Chuyển?
official-day_unread = Chưa hiểu ngày này.
official-ask-unit = Ý kiến thuộc xã, phường nào? Ông/Bà gõ tên.
official-unit_unread = Không tìm thấy xã, phường này.
official-ask-which = Chọn xã, phường:

# Viết câu trả lời
official-ask-answer = { $code } · Ông/Bà gõ nội dung trả lời người dân. Ảnh, văn bản gửi kèm ngay được.
official-files_kept = Đã nhận { $n } ảnh, tệp. Ông/Bà gõ nội dung trả lời.
official-ask-outcome = Kết quả giải quyết là gì?
official-ask-promise = Hẹn làm xong ngày nào? Ví dụ 30/11.
official-ask-proof = Ông/Bà gửi ảnh, tệp kết quả, hoặc gõ số văn bản, ví dụ 05/TB-UBND.
official-no_proof = Không có văn bản, ảnh
official-ask-no_proof = Vì sao không có văn bản, ảnh? Người dân sẽ đọc được lý do này.
card-review = { $code } · Xem lại trước khi trình duyệt
official-complete = Hoàn thành
official-edit_text = Sửa nội dung
official-edit_outcome = Sửa kết quả
official-edit_proof = Sửa ảnh, văn bản
official-review_press = Ông/Bà chọn Hoàn thành để trình duyệt, hoặc chọn phần cần sửa.

# Danh sách
official-work = Danh sách việc
official-list-open = { $list } ({ $n })
card-places = Ông/Bà chọn nơi cần xem:
card-work = { $place } · { $role }
card-work-none = Hiện không có việc nào chờ.
card-list = { $list } ({ $n }) · { $place }
card-list-line = { $code } · { $status } · { $field } · { $unit } · { $at }
digest-at = Bản tin hằng ngày gửi lúc { $hour } các ngày làm việc.
digest-off = Bản tin hằng ngày đang tắt.
digest-choose = Ông/Bà chọn giờ khác:
official-digest_off = Tắt bản tin
card-digest-head = Bản tin { $day }
card-digest-place = { $place }
card-digest = { $list }: { $n }

# Tin cho cán bộ
notice-handed = Việc được giao cho đơn vị của Ông/Bà.
notice-handed_back = Đơn vị được giao trả lại vì không đúng thẩm quyền.
notice-draft = Câu trả lời chờ Ông/Bà duyệt.
notice-sent_back = Câu trả lời được trả lại để sửa.
notice-reopened = Người gửi chưa hài lòng, ý kiến được mở lại.
notice-satisfied = { $code }: người gửi hài lòng với câu trả lời. Hoàn thành.
notice-addition = { $code }: người gửi vừa bổ sung.
notice-no_handler = { $code } đã chuyển { $agency }, nhưng nơi này chưa có cán bộ đăng ký. Ông/Bà báo trực tiếp hoặc tự nhận việc.
notice-no_leader = { $code } chờ duyệt, nhưng { $unit } chưa có người duyệt đăng ký.
notice-no_officer = { $unit } có ý kiến mới nhưng chưa có công chức tiếp nhận đăng ký.
notice-no_officer_higher = { $unit } chưa có công chức tiếp nhận. Ý kiến mới được chuyển lên { $desk }.
notice-urgent = { $kind ->
    [urgent] TIN BÁO KHẨN
    [complaint] Có người hỏi về khiếu nại
    [denunciation] Có người hỏi về tố cáo
   *[other] Tin cần chú ý
 } · { $unit } · { $at }
notice-diverted = { $code }: nội dung Ông/Bà gửi là khiếu nại hoặc tố cáo, không xử lý qua kênh này. Nội dung đã được xóa để giữ bí mật cho Ông/Bà.
notice-diverted-where = Xin Ông/Bà gửi đơn có ký tên hoặc trình bày trực tiếp tại { $place } ({ $days }). Điện thoại: { $phone }.

# Lời mời, đăng ký
card-enrolled = Đã ghi nhận Ông/Bà là { $role } · { $place }.
card-enrolled-next = Chọn Danh sách việc hoặc gõ /viec để xem việc chờ; việc mới sẽ tự báo tại đây. Gõ /bantin để chọn giờ nhận bản tin.
card-claimed = { $name ->
    [none] Có người
   *[other] “{ $name }”
 } vừa mở lời mời làm { $role } · { $place }. Có đúng người Ông/Bà mời không?
official-confirm = Xác nhận
official-deny = Không phải
invite-waits = Lời mời làm { $role } · { $place }: chờ người mời xác nhận. Ông/Bà sẽ được báo ngay.
invite-confirmed = Đã xác nhận { $role } · { $place }.
invite-denied = Đã từ chối. Người này không được cấp quyền.
notice-invite_refused = Người mời chưa xác nhận được Ông/Bà. Xin liên hệ trực tiếp với người mời.
notice-revoked = Nhiệm vụ { $role } · { $place } của Ông/Bà trên hệ thống đã kết thúc.
alarm-invites = Cảnh báo: nhiều lần mở lời mời sai liên tiếp (kênh { $detail }).

command-moi = Ý kiến mới
command-viec = Danh sách việc
command-quahan = Việc quá hạn
command-tim = Tìm ý kiến theo mã, theo chữ
command-doithoai = Hội nghị đối thoại sắp tới
command-tonghop = Tổng hợp ý kiến trước đối thoại
command-bantin = Giờ nhận bản tin hằng ngày
command-guiykien = Gửi ý kiến
command-ykien = Ý kiến của tôi
command-tracuu = Tra cứu theo mã
command-lich = Lịch đối thoại
command-ketqua = Kết quả giải quyết
command-xa = Chọn xã, phường
command-dulieu = Dữ liệu của tôi
command-ngonngu = Ngôn ngữ
command-gapcanbo = Gặp cán bộ
command-huy = Hủy việc đang làm
command-trogiup = Trợ giúp

# Từ chối
broken-stale = { $status ->
    [sent] Ý kiến vừa thay đổi, hiện: Đã gửi.
    [more_asked] Ý kiến vừa thay đổi, hiện: Cần bổ sung thông tin.
    [accepted] Ý kiến vừa thay đổi, hiện: Đã tiếp nhận.
    [transferred] Ý kiến vừa thay đổi, hiện: Đã chuyển cơ quan có thẩm quyền.
    [assigned] Ý kiến vừa thay đổi, hiện: Đã chuyển đơn vị.
    [in_progress] Ý kiến vừa thay đổi, hiện: Đang giải quyết.
    [drafted] Ý kiến vừa thay đổi, hiện: Chờ duyệt câu trả lời.
    [reopened] Ý kiến vừa thay đổi, hiện: Mở lại.
    [answered] Ý kiến vừa thay đổi, hiện: Đã trả lời.
    [closed] Ý kiến vừa thay đổi, hiện: Hoàn thành.
    [refused] Ý kiến vừa thay đổi, hiện: Không tiếp nhận.
    [withdrawn] Ý kiến vừa thay đổi, hiện: Đã rút.
    [diverted] Ý kiến vừa thay đổi, hiện: Đã hướng dẫn khiếu nại, tố cáo.
   *[other] Nội dung này vừa thay đổi, xin Ông/Bà xem lại.
}
broken-field_needed = Ông/Bà phân loại lĩnh vực trước khi tiếp nhận.
broken-same_unit = Ý kiến đang thuộc đúng xã, phường này.
broken-due_past = Ngày đến hạn phải từ hôm nay trở đi.
broken-due_far = Ngày đến hạn quá xa (hơn một năm).
broken-reason_needed = Cần ghi lý do.
broken-answer_needed = Cần có nội dung trả lời.
broken-outcome_needed = Ông/Bà chọn một kết quả trong danh sách.
broken-promise_needed = Có lộ trình thì cần ngày hẹn.
broken-promise_past = Ngày hẹn phải sau hôm nay.
broken-proof_needed = Cần ảnh, tệp, số văn bản, hoặc lý do không có.
broken-undo_late = Đã quá thời gian hoàn tác, tin đã gửi đi.
broken-invite_role = Không có vai trò này.
broken-invite_unit = Không có đơn vị hành chính này.
broken-invite_agency = Cán bộ giải quyết cần một cơ quan của đơn vị này; vai trò khác thì không.
broken-invite_locked = Ông/Bà đã mở sai lời mời nhiều lần. Xin thử lại sau một giờ.
broken-invite_wrong = Lời mời không đúng. Xin Ông/Bà kiểm tra lại đường dẫn.
broken-invite_expired = Lời mời đã hết hạn. Xin Ông/Bà đề nghị gửi lời mời mới.
broken-invite_used = Lời mời này đã được dùng.
