import Casework

/// The day of a date written in a test's table; a date that does not exist stops the test run.
func day(_ iso: String) -> Day {
    guard let day = Day(iso: iso) else { preconditionFailure("not a date: \(iso)") }
    return day
}
