"""The bodies of the city that are not commune-level units, as tables.

Sources and validity of each table: README.md beside this file.
"""

from typing import NamedTuple

# The day on which the two-tier organisation began (NQ 202/2025/QH15).
TWO_TIER_DAY = "2025-07-01"
# The last day of the district level.
DISTRICT_LAST_DAY = "2025-06-30"
# The day since which the set of 22 district-level units stood in its last form.
DISTRICT_FIRST_DAY = "2021-01-01"
# The day of QĐ 1168/QĐ-UBND, which gave the inspectorate its divisions.
DIVISIONS_DAY = "2025-08-30"
# The day of QĐ 2919/QĐ-UBND, which dissolved the inspectorate of the construction department.
CONSTRUCTION_INSPECTORATE_LAST_DAY = "2025-11-27"


class Body(NamedTuple):
    """A body whose head is named by one office."""

    name: str
    head_title: str
    head_suffix: str
    type: str


def _department(name: str) -> Body:
    """A sở: led by a director."""
    return Body(name, f"Giám đốc {name}", "GD", "DEPARTMENT")


# The specialised agencies of the committee, in the order in which they were published; the
# place in this list is the second group of the placeholder code, so it never changes.
CITY_AGENCIES: tuple[Body, ...] = (
    Body("Văn phòng UBND Thành phố", "Chánh Văn phòng UBND Thành phố", "CVP", "DEPARTMENT"),
    _department("Sở Nội vụ"),
    _department("Sở Tư pháp"),
    _department("Sở Tài chính"),
    Body("Thanh tra Thành phố", "Chánh Thanh tra Thành phố", "CTT", "INSPECTORATE"),
    _department("Sở Xây dựng"),
    _department("Sở Nông nghiệp và Môi trường"),
    _department("Sở Giáo dục và Đào tạo"),
    _department("Sở Y tế"),
    _department("Sở An toàn thực phẩm"),
    _department("Sở Công Thương"),
    _department("Sở Khoa học và Công nghệ"),
    _department("Sở Văn hóa và Thể thao"),
    _department("Sở Du lịch"),
    _department("Sở Dân tộc và Tôn giáo"),
)

# The divisions of the inspectorate: a descriptive name for each published field of work.
INSPECTORATE_DIVISIONS: tuple[str, ...] = (
    "Phòng Thanh tra lĩnh vực xây dựng",
    "Phòng Thanh tra lĩnh vực nông nghiệp và môi trường",
    "Phòng Thanh tra lĩnh vực công thương",
    "Phòng Thanh tra lĩnh vực tài chính",
    "Phòng Thanh tra lĩnh vực y tế, giáo dục, an toàn thực phẩm",
    "Phòng Thanh tra lĩnh vực khoa học và công nghệ",
    "Phòng Thanh tra lĩnh vực nội chính, nội vụ, dân tộc và tôn giáo",
    "Phòng Thanh tra lĩnh vực văn hóa, thể thao và du lịch",
    "Phòng Phòng, chống tham nhũng, tiêu cực",
    "Phòng Giám sát, thẩm định và xử lý sau thanh tra",
    "Phòng Tổ chức cán bộ",
)

# The district-level units that ended on 2025-06-30.
ENDED_DISTRICTS: tuple[str, ...] = (
    "thành phố Thủ Đức",
    "quận 1",
    "quận 3",
    "quận 4",
    "quận 5",
    "quận 6",
    "quận 7",
    "quận 8",
    "quận 10",
    "quận 11",
    "quận 12",
    "quận Bình Tân",
    "quận Bình Thạnh",
    "quận Gò Vấp",
    "quận Phú Nhuận",
    "quận Tân Bình",
    "quận Tân Phú",
    "huyện Bình Chánh",
    "huyện Cần Giờ",
    "huyện Củ Chi",
    "huyện Hóc Môn",
    "huyện Nhà Bè",
)
