extension WorkingCalendar {
    /// Working days between a last day and another day; negative while the last day is to come.
    package func lateness(of due: Day, on day: Day) -> Int {
        guard due != day else { return 0 }
        let days = due < day ? due + 1...day : day + 1...due
        let count = days.count(where: isWorkingDay)
        return due < day ? count : -count
    }

    /// The last day of which a number of working days, or fewer, are left on a day.
    ///
    /// A calendar without working days ends the search after a year.
    package func horizon(of count: Int, from day: Day) -> Day {
        var left = count
        var last = day
        while last < day + 366 {
            if isWorkingDay(last + 1) { left -= 1 }
            guard left >= 0 else { break }
            last += 1
        }
        return last
    }

    /// The day on which a number of working days have passed since another day.
    package func day(after count: Int, workingDaysSince start: Day) -> Day {
        var left = count
        var day = start
        while left > 0, day < start + 1_000 {
            day += 1
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }
}
