"""What recommendations and feedback (kiến nghị, phản ánh) are about. Placeholders: subjects.py."""

from subjects import Subject

FEEDBACK: tuple[Subject, ...] = (
    Subject(
        "DD", 30, "xây dựng không phép",
        ("Phản ánh công trình khoảng {area} m² xây dựng không phép tại thửa {parcel}, {place}.",
         "Đề nghị kiểm tra nhà xưởng dựng trên đất nông nghiệp (thửa {parcel}, tờ {sheet}), {place}.",
         "Kiến nghị xử lý việc lấn chiếm {area} m² đất công ở {place}."),
        ("Từ ngày {day}, tại thửa {parcel}, {place}, có công trình {area} m² xây dựng ban đêm, không "
         "treo bảng giấy phép.",
         "Đất nông nghiệp thửa {parcel}, tờ {sheet}, {place} bị san lấp, dựng xưởng gây ngập các hộ "
         "xung quanh.",
         "Một hộ ở {place} rào lấn {area} m² lối đi chung; tổ dân phố đã nhắc nhiều lần."),
        "kiểm tra và xử lý theo quy định"),
    Subject(
        "DD", 20, "quy hoạch treo, chậm bồi thường",
        ("Kiến nghị sớm chi trả bồi thường dự án {project} tại {place}.",
         "Phản ánh dự án {project} ở {place} kéo dài từ năm {since}, người dân không được sửa nhà.",
         "Đề nghị điều chỉnh hoặc xóa quy hoạch dự án {project} tại {place}."),
        ("Dự án {project} được công bố năm {since} nhưng đến nay chưa chi trả, các hộ ở {place} không "
         "được xây sửa, tách thửa.",
         "Nhà cửa tại {place} xuống cấp do vướng quy hoạch dự án {project}; khi mưa nước tràn vào.",
         "Người dân {place} đã giao mặt bằng cho dự án {project} từ ngày {day} mà chưa nhận đủ tiền."),
        "trả lời rõ thời gian thực hiện dự án"),
    Subject(
        "CS", 18, "chính sách an sinh",
        ("Kiến nghị bổ sung hộ khó khăn tại {place} vào danh sách hỗ trợ.",
         "Phản ánh chậm chi trả bảo hiểm xã hội tại {place}.",
         "Đề nghị hướng dẫn thủ tục hưởng trợ cấp sau sắp xếp đơn vị hành chính ở {place}."),
        ("Một số hộ khó khăn ở {place} chưa có tên trong danh sách hỗ trợ đợt ngày {day}.",
         "Doanh nghiệp tại {place} nợ bảo hiểm xã hội từ năm {since}, công nhân không được hưởng chế "
         "độ.",
         "Sau ngày sắp xếp đơn vị hành chính, hồ sơ trợ cấp tại {place} phải nộp lại từ đầu."),
        "xem xét, hướng dẫn cụ thể"),
    Subject(
        "KH", 24, "môi trường, tiếng ồn, hạ tầng",
        ("Phản ánh ngập nước và rác thải tồn đọng tại {place}.",
         "Kiến nghị xử lý tiếng ồn của cơ sở kinh doanh ở {place}.",
         "Đề nghị sửa chữa đường, đèn chiếu sáng tại {place}, hư hỏng từ ngày {day}."),
        ("Mỗi khi mưa, tuyến hẻm ở {place} ngập sâu nửa mét; rác không được thu gom đúng giờ.",
         "Quán ăn tại {place} mở loa kẹo kéo đến khuya, tổ dân phố nhắc nhở không chấp hành.",
         "Mặt đường ở {place} có nhiều ổ gà từ ngày {day}, đèn đường hỏng, đã xảy ra tai nạn."),
        "chỉ đạo đơn vị phụ trách xử lý"),
    Subject(
        "KH", 5, "giáo dục, y tế",
        ("Kiến nghị tăng lớp học tại {place} vì sĩ số quá đông.",
         "Phản ánh thời gian chờ khám bệnh tại cơ sở y tế ở {place}.",
         "Đề nghị làm rõ tuyến tuyển sinh sau sắp xếp đơn vị hành chính ở {place}."),
        ("Trường tiểu học ở {place} có lớp trên 50 học sinh, phòng học xuống cấp.",
         "Người bệnh bảo hiểm ở {place} phải chờ từ sáng đến chiều mới được khám.",
         "Phụ huynh ở {place} không biết con thuộc tuyến trường nào sau khi đổi địa giới."),
        "có giải pháp trước năm học mới"),
    Subject(
        "TP", 3, "hộ tịch, chứng thực",
        ("Kiến nghị về thủ tục cải chính hộ tịch tại {place}.",
         "Phản ánh chậm trả kết quả chứng thực hồ sơ số {number} ở {place}.",
         "Đề nghị hướng dẫn đăng ký khai sinh quá hạn tại {place}."),
        ("Giấy khai sinh ghi sai ngày, hồ sơ cải chính số {number} nộp ngày {day} chưa có kết quả.",
         "Hồ sơ chứng thực số {number} nộp tại {place} ngày {day}, hẹn hai ngày nay đã hai tuần.",
         "Cháu nhỏ ở {place} chưa có giấy khai sinh do cha mẹ mất giấy tờ."),
        "giải quyết thủ tục đúng hạn"),
)
