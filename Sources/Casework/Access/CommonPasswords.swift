/// What people here and elsewhere take for a password first, without marks and in small letters.
enum CommonPasswords {
    /// The words, the longest first, so that a word within another leaves nothing of it.
    static let words = [
        international, vietnamese, work, rows,
    ]
    .flatMap { $0 }.sorted { ($1.count, $0) < ($0.count, $1) }

    private static let international = [
        "password", "passwd", "passw", "passphrase", "letmein", "welcome", "admin",
        "administrator", "root", "user", "guest", "login", "master", "secret", "default", "change",
        "changeme", "test", "testing", "temp", "iloveyou", "iloveu", "love", "lovely", "sunshine",
        "princess", "princes", "dragon", "monkey", "football", "baseball", "superman", "batman",
        "shadow", "michael", "jordan", "trustno", "hello", "freedom", "whatever", "starwars",
        "computer", "internet", "samsung", "google", "facebook", "microsoft", "windows", "summer",
        "winter", "spring", "autumn", "monday", "sunday", "january", "december", "forever",
        "angel", "baby", "happy", "family", "mother", "father", "money", "lucky", "chelsea",
        "liverpool", "arsenal", "manchester", "barcelona", "ronaldo", "messi", "pokemon", "naruto",
    ]

    private static let vietnamese = [
        "matkhau", "khongbiet", "khongco", "anhyeuem", "emyeuanh", "yeuem", "yeuanh", "yeuemnhieu",
        "anhnhoem", "maiyeuem", "motminhanh", "tinhyeu", "hanhphuc", "giadinh", "bome", "chame",
        "conyeu", "congchua", "hoangtu", "vietnam", "vietnamvodich", "saigon", "hanoi",
        "hochiminh", "thanhpho", "tphcm", "danang", "cantho", "haiphong", "binhduong", "vungtau",
        "dongnai", "thuduc", "bacho", "chutich", "chucmungnammoi", "nammoi", "xinchao", "camon",
        "nguyen", "nguyenvan", "tran", "pham", "hoang", "minh", "tuan", "hung", "dung", "linh",
        "huong", "thuy", "trang", "thao", "phuong", "ngoc", "thanh", "quang", "cuong", "long",
        "anhhung", "doremon", "zalo", "viettel", "mobifone", "vinaphone", "vnpt",
    ]

    private static let work = [
        "khieunai", "tocao", "khieunaitocao", "kiennghi", "phananh", "tiepcongdan", "congdan",
        "canbo", "congchuc", "ubnd", "uybannhandan", "uyban", "nhandan", "thanhtra", "phuong",
        "quan", "huyen", "chuyenvien", "lanhdao", "giamdoc", "vanphong", "quantri", "quantrivien",
        "hethong", "kntc",
    ]

    private static let rows = [
        "qwertyuiop", "qwerty", "qwert", "asdfghjkl", "asdfgh", "asdf", "zxcvbnm", "zxcvbn", "zxcv",
        "qazwsxedc", "qazwsx", "qwe", "asd", "zxc", "abcdefghijklmnopqrstuvwxyz", "abcdefghijkl",
        "abcdefgh", "abcdef", "abcd", "abc", "xyz", "aaa", "azerty",
    ]
}
