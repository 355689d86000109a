"""What leaves the library for other programs: an explorer page, a calendar, a feed."""
