# Tệp gửi kèm tin nhắn.

paper-elsewhere = Tệp “{ $name }”: ứng dụng này không nhận được tệp. Ông/Bà xin nhận tại trang web.
paper-failed = Hệ thống chưa lập được tệp “{ $name }”. Quản trị viên đã được báo.
message-replaces = Cập nhật, thay cho tin trước:
