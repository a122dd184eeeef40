# Trong hội nghị: ghi từng nội dung, ý kiến tại chỗ, kết thúc. Dành cho thư ký hội nghị.

broken-room_closed = Chỉ ghi được từ trước giờ khai mạc một giờ đến khi có kết luận.
broken-due_needed = Cần có thời hạn.
