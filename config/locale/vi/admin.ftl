# Quản trị: đơn vị, tài khoản, lời mời, chuyển nhiệm vụ, thu hồi, tạm dừng.
menu-admin = Quản trị
command-quantri = Quản trị
card-admin =
    Quản trị · { $province }
    Còn { $n } xã, phường chưa có công chức tiếp nhận; ý kiến của những nơi này đang chuyển lên cấp trên.
card-admin-full = Quản trị · { $province }
admin-staff = Đơn vị và tài khoản
admin-missing = Nơi chưa có công chức ({ $n })
card-admin-missing = Chưa có công chức tiếp nhận ({ $n }). Chọn nơi cần mời:

card-staff = Cán bộ của { $unit } ({ $n }):
card-staff-none = { $unit } chưa có cán bộ nào thuộc phạm vi Ông/Bà quản lý.
staff-one = { $label }
staff-label = { $role } · { $title }
staff-label_n = { $role } · { $title } ({ $n })
staff-label_asleep = { $label } (tạm dừng)
staff-invite = Mời cán bộ
staff-place = Xã, phường khác
staff-ask-place = Ông/Bà gõ tên xã, phường.
broken-staff_unit = Không tìm thấy nơi này trong phạm vi của Ông/Bà.

card-colleague = Tên trên kênh nhắn tin: { $name }
card-colleague-nameless = Kênh nhắn tin không cho biết tên.
card-colleague-asleep = { $role } · { $place }: tạm dừng vì lâu không hoạt động.
staff-link = Gửi lại liên kết
staff-move = Chuyển nhiệm vụ
staff-revoke = Thu hồi
staff-wake = Mở lại
staff-revoke_sure = Thu hồi ngay
card-revoke_sure = Thu hồi nhiệm vụ { $role } · { $place }? Việc đang làm sẽ chuyển cho lãnh đạo đơn vị, nếu chưa có thì chuyển cấp trên.
staff-revoked = Đã thu hồi { $role } · { $place }.
staff-woken = Đã mở lại { $role } · { $place }.

staff-ask-unit = Nhiệm vụ mới ở đâu? Ông/Bà chọn, hoặc gõ tên xã, phường.
staff-ask-role = Chọn vai trò tại { $unit }:
staff-role = { $role }
staff-ask-agency = Chọn phòng, đơn vị:
staff-ask-title = Ông/Bà gõ chức danh, ví dụ: Phó Chánh Văn phòng; hoặc chọn Bỏ qua.
staff-press = Ông/Bà chọn một nút.
card-move_sure = Chuyển từ { $role } · { $place } sang { $role_now } · { $place_now }? Việc đang làm ở chỗ cũ ở lại với đơn vị cũ.
staff-move_sure = Chuyển
staff-moved = Đã chuyển sang { $role } · { $place }.

card-invite = Lời mời làm { $role } · { $place }, dùng một lần, đến { $expires }:
card-invite-link = Liên kết: { $link }
card-invite-then = Mã chỉ hiện một lần; Ông/Bà đưa cho đúng người. Khi họ mở, Ông/Bà được hỏi để xác nhận.

notice-handover = { $n } việc của { $role } · { $place } chuyển cho Ông/Bà, vì người phụ trách không còn giữ nhiệm vụ này.
notice-handover-alert = { $role } · { $place } đã thôi nhiệm vụ: { $n } việc đang làm { $goes }.
handover-goes = chuyển lên { $unit }
handover-nowhere = chưa có ai nhận
notice-moved = Nhiệm vụ của Ông/Bà đã chuyển từ { $role } · { $place } sang { $role_now } · { $place_now }.
notice-will_sleep = Đã lâu Ông/Bà chưa vào hệ thống. Sau { $n } ngày nữa, nhiệm vụ { $role } · { $place } sẽ tạm dừng; Ông/Bà chỉ cần gõ /viec để giữ.
notice-asleep = Nhiệm vụ { $role } · { $place } của Ông/Bà tạm dừng vì { $n } ngày không hoạt động. Xin liên hệ người mời hoặc quản trị để mở lại.
notice-asleep-other = { $role } · { $place } tạm dừng vì { $n } ngày không hoạt động. Nếu người này còn làm nhiệm vụ, Ông/Bà chọn Mở lại.

broken-own_post = Ông/Bà không tự thay đổi nhiệm vụ của chính mình.
broken-post_held = Người này đang giữ đúng nhiệm vụ đó.
